// @ts-check
// The crash proof: runs that are killed (kill -9) at every step of their journal, against a sandbox that misbehaves. An argument
// filters the 100 schedules by their names, e.g. `#17 ` or `cut-after-doing`; the benchmark `crash` plays 2,000.
import { availableParallelism } from 'node:os';
import { pathToFileURL } from 'node:url';
import { bundleCrash, bundleCrashWindow } from './lib/crashBundle.mjs';
import { indent } from './lib/counts.mjs';
import { scratch } from './lib/stage.mjs';

/**
 * @param {string} [filter] part of a schedule's name; none: all
 * @param {number} [count] how many there are
 * @returns {Promise<import('./lib/counts.mjs').Counts>}
 */
export async function runCrashTests(filter, count = 100) {
  const build = scratch('crash');
  try {
    const [module, bundle] = await Promise.all([bundleCrash(build.dir), bundleCrashWindow(build.dir)]);
    /** @type {typeof import('../crash/crash.ts')} */
    const { playAll } = await import(pathToFileURL(module).href);
    let passed = 0;
    /** @type {string[]} */
    const failures = [];
    let struck = 0;
    /** @type {Record<string, number>} */
    const verdicts = {};
    const kills = await playAll({
      count,
      bundle,
      atOnce: availableParallelism() + 2,
      ...(filter === undefined ? {} : { filter }),
      onOutcome: ({ schedule, found, kills: own, struck: hit, tally, log }) => {
        if (hit) struck++;
        for (const [verdict, entries] of Object.entries(tally))
          verdicts[verdict] = (verdicts[verdict] ?? 0) + entries;
        const words = own === 0 ? [...found.words, 'no window was killed'] : found.words;
        if (words.length === 0) passed++;
        else {
          failures.push(`${schedule.name}\n${words.join('\n')}`);
          console.log(indent(`✘ ${schedule.name}\n${words.join('\n')}\n${log.join('\n')}`, '  '));
        }
      },
    });
    console.log(`   ${kills} kills, the fault struck in ${struck} schedules; verdicts: ${shown(verdicts)}`);
    return { passed, failed: failures.length, failures };
  } finally {
    build.remove();
  }
}

/** @param {Record<string, number>} verdicts */
function shown(verdicts) {
  return Object.entries(verdicts)
    .map(([verdict, entries]) => `${entries} ${verdict}`)
    .join(', ');
}

if (process.argv[1] === import.meta.filename) {
  const { passed, failed } = await runCrashTests(process.argv[2]);
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed === 0 && passed > 0 ? 0 : 1);
}
