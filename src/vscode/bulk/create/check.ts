import { createHash } from 'node:crypto';
import type { Limits } from '../../../core/bulk/preflight/report';
import { preflight, type PreflightOutcome, type PreflightProgress } from '../../../core/bulk/preflight/pool';
import { openFile } from '../../../core/bulk/scan/source';
import type { Schemas } from '../../editor/schemas';
import { startWorker } from '../../startWorker';
import { runInSlices } from '../../../core/slices';
import { setsOf } from './sets';
import type { BulkTarget, CheckedFile } from './types';

export interface CheckOptions {
  readonly limits: Limits;
  readonly strict: boolean;
  readonly signal: AbortSignal;
  /** 0 to 100 */
  readonly onPercent: (percent: number) => void;
}

export type CheckOutcome =
  | { readonly kind: 'done'; readonly checked: CheckedFile }
  | Extract<PreflightOutcome, { kind: 'refused' | 'cancelled' }>;

/** The pre-flight of one file, in worker threads. Throws an error for a bug, or where memory was not enough. */
export async function checkFile(
  schemas: Schemas,
  target: BulkTarget,
  { limits, strict, signal, onPercent }: CheckOptions,
): Promise<CheckOutcome> {
  const { file, procedure } = target;
  const served = procedure && schemas.serve(target.binding);
  const stamp = (await stampOf(file.fsPath)) ?? '';
  const outcome = await preflight({
    path: file.fsPath,
    lines: /\.(jsonl|ndjson)$/i.test(file.path),
    limits,
    workers: 2,
    start: resourceLimits => startWorker('preflight', { resourceLimits }),
    signal,
    onProgress: percentTeller(onPercent),
    ...(served?.procedure === undefined ? {} : { schema: served.schema }),
    ...(procedure === undefined ? {} : { procedure }),
  });
  if (outcome.kind === 'failed') throw new Error(outcome.error);
  if (outcome.kind !== 'done') return outcome;
  const { checkedBySchema } = outcome.report;
  const checked: CheckedFile = {
    target,
    outcome,
    unchecked: checkedBySchema ? undefined : (target.unchecked ?? { why: 'noSchema' }),
    schemaHash: checkedBySchema && served !== undefined ? sha256(served.text) : undefined,
    sets: await runInSlices(setsOf(outcome.report, strict)),
    strict,
    stamp,
  };
  return { kind: 'done', checked };
}

/** Which state a file is in; undefined when it cannot be read. */
export async function stampOf(file: string): Promise<string | undefined> {
  try {
    const source = await openFile(file);
    await source.close();
    return source.stamp;
  } catch {
    return undefined;
  }
}

/** Whole percents, each once: finding the entries is a fifth of the work, checking them the rest. */
function percentTeller(tell: (percent: number) => void): (progress: PreflightProgress) => void {
  let last = 0;
  return ({ size, scanned, entries, checked }) => {
    const read = size === 0 ? 1 : scanned / size;
    const expected = read === 0 ? 0 : entries / read;
    const percent = Math.floor(20 * read + (expected === 0 ? 0 : 80 * Math.min(1, checked / expected)));
    if (percent <= last) return;
    last = percent;
    tell(percent);
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
