import { renameSync, writeFileSync } from 'node:fs';

/** What a suite inside VS Code leaves for the process that started it. */
export interface TestReport {
  /** False until the last test is over: a report of a run that hung or crashed says so. */
  readonly finished: boolean;
  /** The test that runs now; absent between tests. */
  readonly running?: string;
  readonly tests: readonly TestResult[];
}

export interface TestResult {
  /** Path below test/host. */
  readonly file: string;
  /** The titles of all suites and of the test, joined by blanks. */
  readonly title: string;
  readonly durationMs: number;
  /** Absent when the test passed. */
  readonly error?: { readonly message: string; readonly stack: string };
}

/** Replaces the report file in one step, so that a reader never sees half of one. No file is named: nothing to do. */
export function writeReport(report: unknown): void {
  const file = process.env['CHAKRA_TEST_REPORT'];
  if (file === undefined) return;
  writeFileSync(`${file}.new`, JSON.stringify(report));
  renameSync(`${file}.new`, file);
}
