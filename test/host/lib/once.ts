/**
 * Like `describe`, for tests whose subject is a service and what becomes of its answers, and not VS Code: they run in the newest one, and are left out
 * where the same suite runs in the oldest one beside it. What they need of VS Code is tested in both.
 */
export function describeOnce(title: string, tests: (this: Mocha.Suite) => void): void {
  if (process.env['CHAKRA_TEST_HOST'] !== 'oldest') describe(title, tests);
}

/** Like `it`, in the same way. */
export function itOnce(title: string, test: (this: Mocha.Context) => Promise<void>): void {
  if (process.env['CHAKRA_TEST_HOST'] !== 'oldest') it(title, test);
}
