// @ts-check
// Unit tests, in plain Node. Arguments are path filters.
import { runNodeTests } from './lib/nodeTests.mjs';

/**
 * @param {readonly string[]} filters parts of a path below test/unit; none: all
 * @param {readonly string[]} [mochaArgs]
 */
export function runUnitTests(filters, mochaArgs) {
  return runNodeTests('unit', { filters, testTimeoutMs: 10_000, args: mochaArgs, atOnce: 2 });
}

if (process.argv[1] === import.meta.filename) {
  const { failed } = await runUnitTests(process.argv.slice(2));
  process.exit(failed === 0 ? 0 : 1);
}
