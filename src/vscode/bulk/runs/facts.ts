import type { RunBook } from '../../../core/bulk/book/book';
import { entriesOfRest, entriesUnseen } from '../../../core/bulk/book/family';
import type { Cause } from '../../../core/bulk/book/types';
import { needsAttention } from '../../../core/bulk/run/tracked';
import type { Tally } from '../../../core/bulk/records';
import { isTokenPause, troubleOf, type RunState } from '../../words/runWords';
import type { FamilyView, RunView } from '../types';
import type { ContextOf, Facts } from './contexts';

/** Walking over all entries of a large file takes milliseconds, so that it is not done at each change of a run that goes on. */
const causesEveryMs = 2_000;

/** What is known of runs beyond their counts, without looking more often than needed. */
export class RunFacts {
  readonly #facts = new Map<string, { readonly stamp: string; readonly facts: Omit<Facts, 'tally'> }>();
  readonly #causes = new WeakMap<
    RunView,
    { readonly at: number; readonly stamp: string; readonly causes: readonly Cause[] }
  >();

  ofFamily({ id, runs, tally, missing }: FamilyView): Facts {
    // Where one is missing nobody knows what was sent.
    if (missing.length > 0) return { tally, unseen: false, rest: false };
    if (runs.some(({ phase: { kind } }) => kind === 'running' || kind === 'waiting')) {
      return { tally, unseen: false, rest: false };
    }
    const stamp = runs.map(stampOf).join();
    let known = this.#facts.get(id);
    if (known?.stamp !== stamp) {
      const books = runs.map(({ book }) => book);
      const unseen = troubleOf(tally).inDoubt > 0 && entriesUnseen(books).size > 0;
      known = { stamp, facts: { unseen, rest: hasRest(books, tally) } };
      this.#facts.set(id, known);
    }
    return { tally, ...known.facts };
  }

  /** Of a run that goes on they may be some seconds old. */
  causes(run: RunView): readonly Cause[] {
    const known = this.#causes.get(run);
    const stamp = stampOf(run);
    const now = performance.now();
    const holds = known !== undefined && (known.stamp === stamp || now - known.at < causesEveryMs);
    if (holds) return known.causes;
    const causes = run.book.causes();
    this.#causes.set(run, { at: now, stamp, causes });
    return causes;
  }
}

/** Whether entries of the file were not sent. Counted, where counts tell. */
function hasRest(books: readonly RunBook[], tally: Tally): boolean {
  const [first] = books;
  if (first === undefined) return false;
  const inRuns = Object.values(tally).reduce((sum, each) => sum + each, 0);
  const unsent = first.run.file.entries - inRuns + tally.skipped;
  const leftOut = books.reduce((sum, { leftOut: own }) => sum + own.size, 0);
  if (books.length === 1 || unsent === 0 || unsent > leftOut) return unsent > leftOut;
  return entriesOfRest(books).size > 0;
}

/** Another one after each record that changes what is shown. */
function stampOf({ id, book }: RunView): string {
  return JSON.stringify([id, book.updatedAt, book.tally]);
}

export function stateOf(run: RunView): RunState & ContextOf {
  const { phase, book, mine, damaged, looking } = run;
  return {
    phase,
    tally: book.tally,
    cancelled: book.cancelled,
    elsewhere: !mine,
    damaged,
    looking,
    token: isTokenPause(phase),
    jobs: run.jobs.some(needsAttention),
  };
}

/** A family is in the state of its newest run that is not over, else of its newest. */
export function familyState(family: FamilyView): RunState & ContextOf {
  const open = family.runs.findLast(({ phase }) => phase.kind !== 'finished') ?? family.runs.at(-1);
  const state = open === undefined ? undefined : stateOf(open);
  return {
    phase: { kind: 'finished' },
    elsewhere: false,
    token: false,
    jobs: false,
    ...state,
    tally: family.tally,
    // What it adds up to is not cancelled.
    cancelled: false,
    damaged: family.runs.some(({ damaged }) => damaged),
    looking: family.runs.some(({ looking }) => looking),
  };
}
