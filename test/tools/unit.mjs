// @ts-check
// Unit tests: bundles test/unit with esbuild and runs mocha in plain Node. Arguments are path filters.
import path from 'node:path';
import { bundleForNode, testFiles } from './lib/bundle.mjs';
import { runMocha } from './lib/mocha.mjs';
import { inRoot } from './lib/paths.mjs';
import { scratch } from './lib/stage.mjs';

/**
 * Runs the unit tests.
 * @param {readonly string[]} filters parts of a path below test/unit; none: all
 * @param {readonly string[]} [mochaArgs]
 * @returns {Promise<import('./lib/counts.mjs').Counts & { seconds: number }>} seconds: mocha's whole run, without the bundling
 */
export async function runUnitTests(filters, mochaArgs = []) {
  const dir = inRoot('test/unit');
  const files = (await testFiles(dir, filters)).map(file => path.join(dir, file));
  if (files.length === 0) {
    console.error(`No unit test matches ${filters.join(', ')}.`);
    return { passed: 0, failed: 1, seconds: 0 };
  }
  const build = scratch('unit');
  try {
    const bundles = await bundleForNode(files, dir, build.dir);
    const started = Date.now();
    const counts = await runMocha(bundles, { testTimeoutMs: 10_000, timeoutMs: 300_000, args: mochaArgs });
    return { ...counts, seconds: (Date.now() - started) / 1000 };
  } finally {
    build.remove();
  }
}

if (process.argv[1] === import.meta.filename) {
  const { failed } = await runUnitTests(process.argv.slice(2));
  process.exit(failed === 0 ? 0 : 1);
}
