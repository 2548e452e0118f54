import * as vscode from 'vscode';
import { EntriesPager } from '../../../core/api/entriesPager';
import { jobProgress, type JobProgress } from '../../../core/api/jobProgress';
import type { Job } from '../../../core/api/jobs';
import type { ApiFailure } from '../../../core/api/result';
import type { JobEntry } from '../../../core/bulk/records';
import { PollSchedule } from '../../../core/bulk/run/pollSchedule';
import type { Connection } from '../../../core/connection';
import type { FailureReporter } from '../../commands/failureReporter';
import type { Services } from '../../services';
import type { ProgressReport } from '../../ui';
import { fileTitle } from '../../editor/draftPath';
import { connectionText } from '../../words/connectionWords';
import { failureCause } from '../../words/failures';
import { plain } from '../../words/plain';
import { numberText } from '../lineWords';
import { jobText } from './jobText';

type Needs = Pick<Services, 'ui' | 'connections' | 'gateway' | 'documents' | 'failures'>;

/** What becomes of watching a job. `rows` are those that were read before something went wrong. */
type Watched =
  | { readonly kind: 'ended'; readonly job: Job; readonly progress: JobProgress; readonly entries: Entries }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly failure: ApiFailure };

interface Entries {
  readonly rows: readonly JobEntry[];
  /** Of all, where the service says it. */
  readonly total?: number;
  /** Why not all could be read. */
  readonly problem?: string;
}

/** More than these are not kept: the document that shows them has its limits, too. */
const mostRows = 20_000;
const mostShown = 8 * 1024 * 1024;
/** Of one entry: as much as a person reads. */
const mostRaw = 200_000;

const longestCopyMs = 500;

/** A job, and the connection that it belongs to. */
export interface NamedJob {
  readonly connection: Connection;
  readonly id: string;
}

/**
 * Follows a background job to its end, then shows its entries.
 * @param named else any of the active connection, as the user types it
 */
export async function openJob(services: Needs, named?: NamedJob): Promise<void> {
  const { ui } = services;
  const job = named ?? (await askJob(services));
  if (job === undefined) return;
  const { connection, id } = job;
  const title = vscode.l10n.t('Watching job {0} ({1})…', plain(id), connectionText(connection));
  const watched = await ui.progress(title, async (signal, report) =>
    watch(services, connection, id, signal, report),
  );
  switch (watched.kind) {
    case 'stopped':
      void ui.info(vscode.l10n.t('Job {0} is not watched any more. In the service it goes on.', plain(id)));
      return;
    case 'failed':
      await tellFailure(services.failures, connection, id, watched.failure);
      return;
    case 'ended': {
      const { job, progress, entries } = watched;
      const text = jobText({
        connection: connectionText(connection),
        at: Date.now(),
        job,
        progress,
        ...entries,
      });
      const name = `${fileTitle(vscode.l10n.t('Job {0}', id))}.json`;
      await services.documents.show(services.documents.add(name, text));
    }
  }
}

async function askJob(services: Needs): Promise<NamedJob | undefined> {
  const connection = services.connections.active();
  if (connection === undefined) {
    void services.ui.info(vscode.l10n.t('There is no connection yet. Chakra: Add Connection makes one.'));
    return undefined;
  }
  const id = await askId(services, connection);
  return id === undefined ? undefined : { connection, id };
}

async function askId({ ui }: Needs, connection: Connection): Promise<string | undefined> {
  const copied = await copiedText();
  const typed = await ui.input({
    title: vscode.l10n.t('Background job of {0}', connectionText(connection)),
    prompt: vscode.l10n.t('The id of the job, as a bulk create answered it'),
    placeholder: '00000000-0000-0000-0000-000000000000',
    ...(isUuid(copied) ? { value: copied } : {}),
    validate: text => (text.trim() === '' ? vscode.l10n.t('Type or paste the id.') : undefined),
  });
  const id = typed?.trim();
  return id === '' ? undefined : id;
}

/** A proposal, no more: a clipboard may be forbidden, or be asked for by a browser that nobody answers. */
async function copiedText(): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>(resolve => {
    timer = setTimeout(() => resolve(''), longestCopyMs);
  });
  try {
    return (await Promise.race([vscode.env.clipboard.readText(), late])).trim();
  } catch {
    return '';
  } finally {
    clearTimeout(timer);
  }
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

async function watch(
  services: Needs,
  connection: Connection,
  id: string,
  signal: AbortSignal,
  report: ProgressReport,
): Promise<Watched> {
  const { gateway } = services;
  const schedule = new PollSchedule();
  let progress: JobProgress | undefined;
  for (;;) {
    const answer = await gateway.call(connection, async api => api.fetchJob(id, signal));
    if (signal.aborted) return { kind: 'stopped' };
    let moved = false;
    if (answer.ok) {
      const before = progress;
      progress = jobProgress(answer.value, undefined, before, Date.now());
      if (progress.kind !== 'unfinished') {
        const entries = await readEntries(services, connection, id, signal);
        return entries === undefined
          ? { kind: 'stopped' }
          : { kind: 'ended', job: answer.value, progress, entries };
      }
      moved = before?.kind === 'unfinished' && before.fingerprint !== progress.fingerprint;
      report(percentOf(progress), countsText(progress));
    } else {
      // A poll that did not work says nothing about the job; one that never worked tells the user what to mend.
      if (progress === undefined || isFinal(answer.failure))
        return { kind: 'failed', failure: answer.failure };
      report(0, plain(failureCause(answer.failure)));
    }
    if (!(await pause(schedule.next(moved, Math.random()), signal))) return { kind: 'stopped' };
  }
}

async function readEntries(
  { gateway }: Needs,
  connection: Connection,
  id: string,
  signal: AbortSignal,
): Promise<Entries | undefined> {
  const pager = new EntriesPager(async (path, reading) =>
    gateway.call(connection, async api => api.fetchJobEntries(id, path, signal, { ...reading, mostRaw })),
  );
  const rows: JobEntry[] = [];
  let total: number | undefined;
  let size = 0;
  const done = (problem?: string): Entries => ({
    rows,
    ...(total === undefined ? {} : { total }),
    ...(problem === undefined ? {} : { problem }),
  });
  for await (const page of pager) {
    if (signal.aborted) return undefined;
    if (!page.ok) return done(failureCause(page.failure));
    total = page.value.total ?? total;
    for (const row of page.value.entries) {
      rows.push(row);
      size += row.raw.length;
    }
    if (page.value.incomplete) {
      return done(vscode.l10n.t('The service names no way to further entries that could be followed.'));
    }
    if ((rows.length >= mostRows || size >= mostShown) && !pager.ended) {
      return done(vscode.l10n.t('Only the first {0} entries were read.', numberText(rows.length)));
    }
  }
  return done();
}

/** Asking again would bring the same. */
function isFinal(failure: ApiFailure): boolean {
  return failure.kind === 'noToken' || (failure.effect === 'refused' && !isThrottle(failure));
}

function isThrottle(failure: ApiFailure): boolean {
  return failure.kind === 'status' && failure.status === 429;
}

async function tellFailure(
  failures: FailureReporter,
  connection: Connection,
  id: string,
  failure: ApiFailure,
): Promise<void> {
  if (failure.kind === 'status' && failure.status === 404) {
    await failures.reportText(
      connection,
      vscode.l10n.t(
        'The service knows no job {0} (404), or the role of the API key must not see it. Compare the id, and whether {1} is the connection that it was made with.',
        id,
        connection.name,
      ),
      failure,
    );
    return;
  }
  await failures.report(connection, vscode.l10n.t('Job {0} cannot be watched.', id), failure);
}

function percentOf({ tally }: JobProgress): number {
  if (tally === undefined || tally.sum === 0) return 0;
  return (100 * (tally.sum - tally.unfinished)) / tally.sum;
}

function countsText({ tally }: JobProgress): string | undefined {
  if (tally === undefined) return undefined;
  const done = tally.sum - tally.unfinished;
  return vscode.l10n.t('{0} of {1}', numberText(done), numberText(tally.sum));
}

/** False: cancelled before the time was over. */
async function pause(ms: number, signal: AbortSignal): Promise<boolean> {
  return new Promise(resolve => {
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end, { once: true });
    function end() {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve(!signal.aborted);
    }
  });
}
