import type { JobProgress } from '../../../core/api/jobProgress';
import type { Job } from '../../../core/api/jobs';
import type { JobEntry } from '../../../core/bulk/records';

/** What a job's document shows. */
export interface JobContent {
  readonly connection: string;
  /** When it was read, epoch ms. */
  readonly at: number;
  readonly job: Job;
  readonly progress: JobProgress;
  readonly rows: readonly JobEntry[];
  readonly total?: number;
  readonly problem?: string;
}

/** More than this freezes the editor that shows it. */
const mostShown = 4 * 1024 * 1024;

/** A job with its counts on top, then its entries as the service gave them, a line each, as JSON. */
export function jobText({ connection, at, job, progress, rows, total, problem }: JobContent): string {
  const lines: string[] = [];
  let size = 0;
  for (const { raw } of rows) {
    const line = isJson(raw) ? raw : JSON.stringify(raw);
    size += line.length;
    if (size > mostShown) break;
    lines.push(line);
  }
  const head = {
    job: job.id,
    connection,
    readAt: new Date(at).toISOString(),
    counts: job.counts,
    completionStatus: job.completionStatus,
    completedAt: job.completedAt === undefined ? undefined : new Date(job.completedAt).toISOString(),
    statusMessage: job.statusMessage,
    missing: progress.kind === 'unfinished' || progress.missing === 0 ? undefined : progress.missing,
    entriesInAll: total,
    entriesRead: rows.length,
    entriesShown: lines.length === rows.length ? undefined : lines.length,
    problem,
  };
  const list = lines.length === 0 ? '[]' : `[\n    ${lines.join(',\n    ')}\n  ]`;
  return `${JSON.stringify(head, undefined, 2).slice(0, -2)},\n  "entries": ${list}\n}\n`;
}

/** A long entry was cut: it stands as a text. */
function isJson(raw: string): boolean {
  try {
    JSON.parse(raw);
    return true;
  } catch {
    return false;
  }
}
