import Mocha from 'mocha';
import { writeReport, type TestResult } from './report';
import { tellRunner } from './runner';

/** A test file: its path below test/host, and what loads it. */
export type TestFile = readonly [file: string, load: () => unknown];

/**
 * Runs test files with mocha inside the extension host, keeps the report file up to date, and rejects when a test failed.
 * A pending or exclusive test counts as a failure.
 */
export async function runSuite(files: readonly TestFile[]): Promise<void> {
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 20_000,
    slow: 5_000,
    forbidOnly: true,
    forbidPending: true,
    // It shows nothing: the starter of the run does.
    reporter: Mocha.reporters.Base,
    rootHooks: { afterEach: screenshotOfFailure },
  });
  for (const [file, load] of files) {
    mocha.suite.emit('pre-require', globalThis, file, mocha);
    await load();
  }
  const tests: TestResult[] = [];
  await new Promise<void>(resolve => {
    const runner = mocha.run(() => {
      resolve();
    });
    const over = (test: Mocha.Runnable, error?: Error): void => {
      const result = { file: fileOf(test), title: test.fullTitle(), durationMs: test.duration ?? 0 };
      tests.push(error === undefined ? result : { ...result, error: textOf(error) });
      writeReport({ finished: false, tests });
      void tellRunner({
        kind: 'test',
        title: result.title,
        durationMs: result.durationMs,
        failed: error !== undefined,
      });
    };
    runner.on('test', test => {
      writeReport({ finished: false, running: test.fullTitle(), tests });
    });
    runner.on('pass', test => {
      over(test);
    });
    runner.on('fail', (test, error: Error) => {
      over(test, error);
    });
  });
  writeReport({ finished: true, tests });
  const failed = tests.filter(test => test.error !== undefined).length;
  if (failed > 0 || tests.length === 0) throw new Error(`${failed} of ${tests.length} tests failed`);
}

async function screenshotOfFailure(this: Mocha.Context): Promise<void> {
  const test = this.currentTest;
  if (test?.state === 'failed') await tellRunner({ kind: 'screenshot', name: test.fullTitle() });
}

function fileOf(test: Mocha.Runnable): string {
  if (test.file !== undefined) return test.file;
  for (let suite = test.parent; suite !== undefined; suite = suite.parent) {
    if (suite.file !== undefined) return suite.file;
  }
  return '';
}

function textOf(error: unknown): { message: string; stack: string } {
  if (!(error instanceof Error)) return { message: String(error), stack: '' };
  const { actual, expected } = error as Error & { actual?: unknown; expected?: unknown };
  const compared =
    expected === undefined ? '' : `\nexpected: ${inspect(expected)}\nactual: ${inspect(actual)}`;
  return {
    message: `${error.message}${error.message.includes('\n') ? '' : compared}`,
    stack: error.stack ?? '',
  };
}

function inspect(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value, undefined, 2);
}
