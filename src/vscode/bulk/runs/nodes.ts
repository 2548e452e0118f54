import type { BookChunk, Cause } from '../../../core/bulk/book/types';
import type { Tally } from '../../../core/bulk/records';
import { needsAttention } from '../../../core/bulk/run/tracked';
import { shownVerdicts } from '../../words/resultWords';
import type { FamilyView, RunView } from '../types';

type Shown = keyof Tally;

/** What a row of the runs stands for, by ids only: what is shown is looked up, and a command believes nothing else of a row. */
export type RunNode =
  | { readonly type: 'family'; readonly family: string }
  /** Also a family of one run. */
  | { readonly type: 'run'; readonly run: string; readonly root: boolean }
  | { readonly type: 'familyVerdict'; readonly family: string; readonly verdict: Shown }
  | { readonly type: 'verdict'; readonly run: string; readonly verdict: Shown }
  | { readonly type: 'cause'; readonly run: string; readonly verdict: Shown; readonly cause: string }
  | { readonly type: 'job'; readonly run: string; readonly chunk: number }
  | { readonly type: 'unknown'; readonly run: string; readonly chunk: number }
  | {
      readonly type: 'more';
      readonly run: string;
      readonly verdict: Shown;
      readonly what: 'causes' | 'chunks' | 'jobs';
      readonly count: number;
    }
  | { readonly type: 'damaged'; readonly run: string };

/** Rows of one kind below one row; more than these nobody reads. */
const mostRows = 20;

/** Stable over refreshes, so that VS Code keeps what is open and selected. */
export function nodeId(node: RunNode): string {
  return JSON.stringify(node.type === 'more' ? { ...node, count: 0 } : node);
}

export function rootNode({ id, runs }: FamilyView): RunNode {
  const [first] = runs;
  return runs.length === 1 && first !== undefined
    ? { type: 'run', run: first.id, root: true }
    : { type: 'family', family: id };
}

/** Runs, newest first, then what they add up to. */
export function familyChildren({ id, runs, tally }: FamilyView): RunNode[] {
  return [
    ...[...runs].reverse().map((run): RunNode => ({ type: 'run', run: run.id, root: false })),
    ...present(tally).map((verdict): RunNode => ({ type: 'familyVerdict', family: id, verdict })),
  ];
}

/** Counts, then the jobs that need attention. */
export function runChildren(run: RunView): RunNode[] {
  const troubled = run.jobs.filter(needsAttention);
  const hidden = troubled.length - mostRows;
  return [
    ...present(run.book.tally).map((verdict): RunNode => ({ type: 'verdict', run: run.id, verdict })),
    ...troubled.slice(0, mostRows).map(({ chunk }): RunNode => ({ type: 'job', run: run.id, chunk })),
    ...(hidden > 0
      ? [{ type: 'more', run: run.id, verdict: 'pending', what: 'jobs', count: hidden } as const]
      : []),
  ];
}

/** Whether a count has causes below it. */
export function hasCauses(verdict: Shown): boolean {
  return verdict !== 'succeeded' && verdict !== 'skipped' && verdict !== 'pending';
}

/** The causes of a verdict, most frequent first; below *unknown* the requests, too. */
export function verdictChildren(run: RunView, verdict: Shown, causes: readonly Cause[]): RunNode[] {
  const own = causes.filter(cause => cause.verdict === verdict);
  const rows = own
    .slice(0, mostRows)
    .map((cause): RunNode => ({ type: 'cause', run: run.id, verdict, cause: causeKey(cause) }));
  const hidden = own.length - rows.length;
  if (hidden > 0) rows.push({ type: 'more', run: run.id, verdict, what: 'causes', count: hidden });
  if (verdict !== 'unknown') return rows;
  const chunks = unknownChunks(run);
  const shown = chunks
    .slice(0, mostRows)
    .map(({ id }): RunNode => ({ type: 'unknown', run: run.id, chunk: id }));
  const others = chunks.length - shown.length;
  if (others > 0) shown.push({ type: 'more', run: run.id, verdict, what: 'chunks', count: others });
  return [...rows, ...shown];
}

/** Tells a cause from the others of its run. */
export function causeKey({ verdict, code, status, field, message, other }: Cause): string {
  return JSON.stringify([verdict, code, status, field, message, other]);
}

function unknownChunks({ book }: RunView): BookChunk[] {
  return [...book.chunks()].filter(({ kind }) => kind === 'unknown');
}

function present(tally: Tally): readonly Shown[] {
  return shownVerdicts.filter(verdict => tally[verdict] > 0);
}
