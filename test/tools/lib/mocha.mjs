// @ts-check
// Runs mocha on bundled tests in a process of its own, and believes its exit code and its report only together.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { tempDir } from './cleanup.mjs';
import { nothing, oneFailed, sum } from './counts.mjs';
import { inRoot } from './paths.mjs';
import { run } from './processes.mjs';

/**
 * @param {readonly string[]} files
 * @param {object} options
 * @param {number} options.testTimeoutMs
 * @param {number} options.timeoutMs for all of it
 * @param {readonly string[]} [options.args] more of mocha's arguments
 * @param {NodeJS.ProcessEnv} [options.env]
 * @param {boolean} [options.inOnePiece] shown when it is over, not while it runs: other tests run beside it
 * @returns {Promise<import('./counts.mjs').Counts & { cpuSeconds: number }>} cpuSeconds: what mocha's process needed
 */
export async function runMocha(files, options) {
  const temp = tempDir('mocha');
  const report = path.join(temp.dir, 'report.json');
  const done = await run(
    process.execPath,
    [
      '--enable-source-maps',
      inRoot('node_modules/mocha/bin/mocha.js'),
      ...['--timeout', String(options.testTimeoutMs), '--forbid-only', '--forbid-pending'],
      ...['--reporter', inRoot('test/tools/lib/reporter.cjs'), '--reporter-option', `output=${report}`],
      ...(options.args ?? []),
      ...files,
    ],
    {
      show: options.inOnePiece !== true,
      timeoutMs: options.timeoutMs,
      ...(options.env === undefined ? {} : { env: options.env }),
    },
  );
  if (options.inOnePiece) console.log(done.output.trimEnd());
  const counts = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : undefined;
  temp.remove();
  const agree =
    counts !== undefined && counts.passed + counts.failed > 0 && (done.code === 0) === (counts.failed === 0);
  if (agree) return counts;
  const what =
    done.code === 124 ? `was not over after ${options.timeoutMs / 1000} s` : `ended with ${done.code}`;
  const why = `mocha ${what} and ${counts === undefined ? 'left no report' : `reports ${JSON.stringify(counts)}`}`;
  console.log(`  ✘ ${why}`);
  return { ...sum([counts ?? nothing, oneFailed(why)]), cpuSeconds: 0 };
}
