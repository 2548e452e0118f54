import { EntrySet } from '../entrySet';
import type {
  ChunkState,
  IntentRecord,
  JournalRecord,
  LookRecord,
  PageRecord,
  PhaseRecord,
  RunRecord,
  VerdictsRecord,
} from '../records';
import type { Chunks, KeptChunk } from './chunks';
import { byteOf, isVerdict } from './entryTable';
import {
  chunksThatMayBeSent,
  chunksWithJobs,
  outcomeEffect,
  phaseAfter,
  phasesThatSend,
  verdictsInDoubt,
} from './transitions';
import { ImpossibleRecord } from './types';

/** What a record is held against. */
export interface CheckedRun {
  readonly chunks: Chunks;
  readonly unsent: EntrySet;
  readonly phase: PhaseRecord['phase'];
  readonly ended: boolean;
  readonly bytes: Uint8Array;
}

const doubtful: ReadonlySet<number> = new Set(verdictsInDoubt.map(byteOf));
const succeeded = byteOf('succeeded');
const resultVerdicts: ReadonlySet<string> = new Set([
  'succeeded',
  'failed',
  'invalid',
  'unmatched',
  'unknown',
]);

/** Throws {@link ImpossibleRecord} when a record cannot follow what happened so far. Changes nothing. */
export function check(record: JournalRecord, run: CheckedRun): void {
  switch (record.t) {
    case 'run':
      throw new ImpossibleRecord('run', 'a second one');
    case 'intent':
      checkIntent(record, run);
      break;
    case 'outcome': {
      const { chunk, outcome } = record;
      chunkIn('outcome', chunk, run, ['sent']);
      must('outcome', Object.hasOwn(outcomeEffect, outcome.kind), `no outcome: ${outcome.kind}`);
      break;
    }
    case 'poll':
      jobChunk(record, run);
      break;
    case 'page':
      checkPage(record, run);
      break;
    case 'verdicts':
      checkVerdicts(record, run);
      break;
    case 'look':
      checkLook(record, run);
      break;
    case 'phase': {
      const { kind } = record.phase;
      must('phase', phaseAfter[run.phase.kind].includes(kind), `${kind} after ${run.phase.kind}`);
      must('phase', kind !== 'finished' || run.ended, 'finished, but something is pending or a job is open');
      break;
    }
  }
}

/** The entries to send and those left out. Throws {@link ImpossibleRecord}. */
export function checkRun({ entries, leftOut, file, version }: RunRecord): [toSend: EntrySet, left: EntrySet] {
  const written: number = version;
  must('run', written === 1, `version ${written}`);
  const all = file.entries;
  must('run', Number.isInteger(all) && all >= 0 && all <= 0xffff_ffff, `a file of ${all} entries`);
  const [toSend, left] = [decode('run', entries), decode('run', leftOut)];
  must('run', toSend.intersect(left).size === 0, 'entries are both sent and left out');
  const whole = EntrySet.range(0, all);
  must('run', whole.includes(toSend) && whole.includes(left), 'entries that the file does not have');
  return [toSend, left];
}

function checkIntent({ chunk, entries, bytes }: IntentRecord, run: CheckedRun): void {
  must('intent', Number.isSafeInteger(chunk) && chunk > 0, `no chunk number: ${chunk}`);
  must('intent', Number.isSafeInteger(bytes) && bytes >= 0, `no size: ${bytes}`);
  must('intent', phasesThatSend.includes(run.phase.kind), `in a run that is ${run.phase.kind}`);
  must('intent', !run.chunks.wasDropped(chunk), `chunk ${chunk} is no more`);
  const known = run.chunks.get(chunk)?.state.kind;
  must(
    'intent',
    known === undefined || chunksThatMayBeSent.includes(known),
    `chunk ${chunk} is ${known ?? ''}`,
  );
  const set = decode('intent', entries);
  must('intent', set.size > 0, 'no entries');
  must('intent', run.unsent.includes(set), 'entries that are not unsent');
}

function checkPage(record: PageRecord, run: CheckedRun): void {
  const chunk = jobChunk(record, run);
  const { page } = record;
  const follows = page === 1 || (page === chunk.pages + 1 && chunk.nextPage !== undefined);
  must('page', follows, `page ${page} after ${chunk.pages}`);
}

function checkVerdicts({ chunk: id, same, rows = [] }: VerdictsRecord, run: CheckedRun): void {
  const { entries } = chunkIn('verdicts', id, run, chunksWithJobs);
  if (same !== undefined) {
    checkVerdict(same.verdict);
    must(
      'verdicts',
      entries.includes(decode('verdicts', same.entries)),
      `entries of another chunk than ${id}`,
    );
  }
  for (const { entry, verdict } of rows) {
    checkVerdict(verdict);
    must('verdicts', entries.has(entry), `entry ${entry} is not of chunk ${id}`);
  }
}

function checkVerdict(verdict: string): void {
  must('verdicts', isVerdict(verdict) && resultVerdicts.has(verdict), `no verdict: ${verdict}`);
}

function checkLook({ arrived, unseen, unclear = '' }: LookRecord, run: CheckedRun): void {
  const found = new Set<number>();
  for (const { entry } of arrived) {
    const verdict = run.bytes[entry] ?? 0;
    must('look', doubtful.has(verdict) || verdict === succeeded, `entry ${entry} was not in doubt`);
    found.add(entry);
  }
  const [notSeen, notClear] = [decode('look', unseen), decode('look', unclear)];
  must('look', notSeen.intersect(notClear).size === 0, 'entries both unseen and unclear');
  for (const entry of notSeen.union(notClear)) {
    must('look', doubtful.has(run.bytes[entry] ?? 0), `entry ${entry} was not in doubt`);
    must('look', !found.has(entry), `entry ${entry} both seen and unseen`);
  }
}

function jobChunk(record: { t: string; chunk: number; jobId: string }, run: CheckedRun): KeptChunk {
  const chunk = chunkIn(record.t, record.chunk, run, chunksWithJobs);
  const own = chunk.state.kind === 'accepted' && chunk.state.jobId === record.jobId;
  must(record.t, own, `chunk ${record.chunk} has another job`);
  return chunk;
}

function chunkIn(t: string, id: number, run: CheckedRun, kinds: readonly ChunkState['kind'][]): KeptChunk {
  const chunk = run.chunks.get(id);
  if (chunk === undefined) throw new ImpossibleRecord(t, `there is no chunk ${id}`);
  must(t, kinds.includes(chunk.state.kind), `chunk ${id} is ${chunk.state.kind}`);
  return chunk;
}

function decode(t: string, text: string): EntrySet {
  try {
    return EntrySet.decode(text);
  } catch (error) {
    throw new ImpossibleRecord(t, error instanceof Error ? error.message : 'no entry set');
  }
}

function must(t: string, holds: boolean, reason: string): void {
  if (!holds) throw new ImpossibleRecord(t, reason);
}
