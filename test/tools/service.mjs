// @ts-check
// The client and the core against the sandbox, in plain Node. Arguments are path filters.
import { runNodeTests } from './lib/nodeTests.mjs';

/**
 * @param {readonly string[]} filters parts of a path below test/service; none: all
 * @param {readonly string[]} [mochaArgs]
 */
export function runServiceTests(filters, mochaArgs) {
  return runNodeTests('service', { filters, testTimeoutMs: 60_000, args: mochaArgs, atOnce: 2 });
}

if (process.argv[1] === import.meta.filename) {
  const { failed } = await runServiceTests(process.argv.slice(2));
  process.exit(failed === 0 ? 0 : 1);
}
