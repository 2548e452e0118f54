// @ts-check
// Tests in plain Node: bundles a folder's tests with esbuild and runs mocha.
import { statSync } from 'node:fs';
import path from 'node:path';
import { bundleForNode, testFiles } from './bundle.mjs';
import { sum } from './counts.mjs';
import { runMocha } from './mocha.mjs';
import { inRoot } from './paths.mjs';
import { scratch } from './stage.mjs';

/**
 * @param {string} name the folder below test/
 * @param {object} options
 * @param {readonly string[]} options.filters parts of a path below the folder; none: all
 * @param {number} options.testTimeoutMs
 * @param {readonly string[] | undefined} [options.args] more of mocha's arguments
 * @param {number} [options.atOnce] processes that share the files; default 1
 * @returns {Promise<import('./counts.mjs').Counts & { seconds: number, cpuSeconds: number }>} of mocha's whole run, without the bundling;
 *   cpuSeconds: of the process that needed most
 */
export async function runNodeTests(name, { filters, testTimeoutMs, args = [], atOnce = 1 }) {
  const dir = inRoot('test', name);
  const files = (await testFiles(dir, filters)).map(file => path.join(dir, file));
  if (files.length === 0) {
    console.error(`No test in test/${name} matches ${filters.join(', ')}.`);
    return { passed: 0, failed: 1, seconds: 0, cpuSeconds: 0 };
  }
  const build = scratch(name);
  try {
    const bundles = await bundleForNode(files, dir, build.dir);
    const started = Date.now();
    // The large files first, so that no share gets them all.
    const bySize = bundles.map(file => ({ file, size: statSync(file).size })).sort((a, b) => b.size - a.size);
    const shares = Array.from({ length: atOnce }, (_, share) =>
      bySize.filter((_file, at) => turn(at, atOnce) === share).map(({ file }) => file),
    );
    const all = await Promise.all(
      shares
        .filter(share => share.length > 0)
        .map(share => runMocha(share, { testTimeoutMs, timeoutMs: 300_000, args })),
    );
    const cpuSeconds = Math.max(...all.map(one => one.cpuSeconds));
    return { ...sum(all), cpuSeconds, seconds: (Date.now() - started) / 1000 };
  } finally {
    build.remove();
  }
}

/**
 * Who gets the next file: in turns, there and back, so that the first does not get the larger one of each pair.
 * @param {number} at
 * @param {number} count
 */
function turn(at, count) {
  const place = at % count;
  return Math.floor(at / count) % 2 === 0 ? place : count - 1 - place;
}
