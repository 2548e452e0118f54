import { writeReport } from './report';

/** What a job inside VS Code leaves for the process that started it. */
export type JobReport<T> =
  { readonly ok: true; readonly result: T } | { readonly ok: false; readonly error: string };

/** Runs a job in the extension host and leaves what it gives, which must survive JSON, as the report. */
export async function runJob(job: () => unknown): Promise<void> {
  try {
    writeReport({ ok: true, result: await job() } satisfies JobReport<unknown>);
  } catch (error) {
    writeReport({
      ok: false,
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
    throw error;
  }
}
