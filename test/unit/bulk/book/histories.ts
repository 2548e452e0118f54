import { EntrySet } from '../../../../src/core/bulk/entrySet';
import type { JournalRecord, ResultVerdict, RunRecord, Verdict } from '../../../../src/core/bulk/records';
import {
  cancelled,
  finished,
  intent,
  look,
  outcome,
  page,
  paused,
  poll,
  rows,
  runRecord,
  running,
  same,
} from '../records';

/** A random legal history, and what it must add up to after each record: worked out on plain arrays, with none of the book's code. */
export interface History {
  readonly run: RunRecord;
  readonly records: readonly JournalRecord[];
  /** Verdict of each entry of the file after the run record and after each record. */
  readonly states: readonly (readonly Verdict[])[];
  /** Entries that no chunk holds, at the same times. */
  readonly unsent: readonly (readonly number[])[];
}

const fileEntries = 24;
const outcomes = [
  'accepted',
  'accepted',
  'accepted',
  'untracked',
  'refused',
  'unknown',
  'again',
  'tooLarge',
] as const;
const results: readonly ResultVerdict[] = ['succeeded', 'failed', 'invalid', 'unmatched', 'unknown'];

interface Chunk {
  readonly id: number;
  readonly entries: readonly number[];
  kind: string;
  ended: boolean;
  pages: number;
}

/** `choices` decide; the same ones give the same history. */
export function historyOf(choices: readonly number[]): History {
  let at = 0;
  const choose = (count: number): number => (choices[at++] ?? 0) % count;
  const pick = <T>(items: readonly T[]): T | undefined =>
    items[items.length === 0 ? 0 : choose(items.length)];

  const verdict: Verdict[] = Array.from({ length: fileEntries }, (_, entry) =>
    entry < 18 ? 'pending' : entry < 20 ? 'skipped' : 'outside',
  );
  let unsent = verdict.flatMap((each, entry) => (each === 'pending' ? [entry] : []));
  const chunks: Chunk[] = [];
  let nextId = 1;
  let isCancelled = false;
  let isFinished = false;
  const records: JournalRecord[] = [];
  const states = [[...verdict]];
  const unsents = [[...unsent]];
  const add = (record: JournalRecord) => {
    records.push({ ...record, at: records.length + 10 });
    states.push([...verdict]);
    unsents.push([...unsent]);
  };
  const inKind = (...kinds: string[]) => chunks.filter(chunk => kinds.includes(chunk.kind));
  const setAll = (entries: readonly number[], to: Verdict) => {
    for (const entry of entries) verdict[entry] = to;
  };

  const actions: (() => void)[] = [
    function send() {
      if (isCancelled || unsent.length === 0) return;
      const again = choose(2) === 0 ? pick(inKind('planned')) : undefined;
      const from = choose(unsent.length);
      const entries = again?.entries ?? unsent.slice(from, from + 1 + choose(5));
      const id = again?.id ?? nextId++;
      for (const old of inKind('planned')) {
        if (old.id === id || old.entries.some(entry => entries.includes(entry)))
          chunks.splice(chunks.indexOf(old), 1);
      }
      unsent = unsent.filter(entry => !entries.includes(entry));
      chunks.push({ id, entries, kind: 'sent', ended: false, pages: 0 });
      add(intent(id, EntrySet.of(entries).encode()));
    },
    function answer() {
      const chunk = pick(inKind('sent'));
      if (chunk === undefined) return;
      const kind = outcomes[choose(outcomes.length)] ?? 'accepted';
      if (kind === 'again' || kind === 'tooLarge') {
        if (isCancelled) {
          setAll(chunk.entries, 'skipped');
          chunk.kind = 'skipped';
        } else {
          unsent = [...unsent, ...chunk.entries].sort((a, b) => a - b);
          if (kind === 'again') chunk.kind = 'planned';
          else chunks.splice(chunks.indexOf(chunk), 1);
        }
      } else {
        if (kind !== 'accepted') setAll(chunk.entries, kind);
        chunk.kind = kind;
      }
      add(outcome(chunk.id, kind));
    },
    function askJob() {
      const chunk = pick(inKind('accepted'));
      if (chunk === undefined) return;
      const end = ([undefined, 'finished', 'short', 'gone'] as const)[choose(4)];
      chunk.ended ||= end !== undefined;
      add(poll(chunk.id, end));
    },
    function readPage() {
      const chunk = pick(inKind('accepted'));
      if (chunk !== undefined) add(page(chunk.id, ++chunk.pages, '/next'));
    },
    function judgeAll() {
      const chunk = pick(inKind('accepted'));
      const to = results[choose(results.length)] ?? 'failed';
      if (chunk === undefined) return;
      setAll(chunk.entries, to);
      add(same(chunk.id, EntrySet.of(chunk.entries).encode(), to));
    },
    function judgeSome() {
      const chunk = pick(inKind('accepted'));
      if (chunk === undefined) return;
      const list = chunk.entries.slice(choose(chunk.entries.length)).map(entry => {
        const to = results[choose(results.length)] ?? 'failed';
        verdict[entry] = to;
        return { entry, verdict: to, message: `about ${entry}` };
      });
      add(rows(chunk.id, ...list));
    },
    function see() {
      const doubt = verdict.flatMap((each, entry) =>
        ['unknown', 'untracked', 'unmatched'].includes(each) ? [entry] : [],
      );
      const arrived = doubt.filter(() => choose(2) === 0);
      setAll(arrived, 'succeeded');
      add(look(arrived, EntrySet.of(doubt.filter(entry => !arrived.includes(entry))).encode()));
    },
    function pauseAndGoOn() {
      if (isCancelled) return;
      add(paused);
      add(running);
    },
    function cancelOrFinish() {
      const ended =
        !verdict.includes('pending') && chunks.every(chunk => chunk.kind !== 'accepted' || chunk.ended);
      if (ended && !isFinished) {
        isFinished = isCancelled = true;
        add(finished);
      } else if (!isCancelled && choose(4) === 0) {
        isCancelled = true;
        setAll(unsent, 'skipped');
        unsent = [];
        for (const chunk of inKind('planned')) chunk.kind = 'skipped';
        add(cancelled);
      }
    },
  ];
  add(running);
  while (at < choices.length) {
    // Sending and answering are what happens most.
    const action = choose(actions.length + 6);
    actions[action < 6 ? action % 2 : action - 6]?.();
  }
  return { run: runRecord('0+18', '18+2', fileEntries), records, states, unsent: unsents };
}
