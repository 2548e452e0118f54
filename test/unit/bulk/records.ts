import type {
  JournalRecord,
  PhaseRecord,
  RunPhase,
  RunRecord,
  VerdictRow,
  Why,
} from '../../../src/core/bulk/records';

/** A run over a file of `fileEntries` entries. */
export function runRecord(entries = '0+10', leftOut = '', fileEntries = 20): RunRecord {
  return {
    t: 'run',
    version: 1,
    id: 'run-1',
    at: 1,
    file: { uri: 'file:///leads.json', size: 1000, sha256: 'ab', entries: fileEntries },
    connection: { id: 'c', name: 'Team', kind: 'test', origin: 'https://api.example' },
    procedure: { shortId: 'lead', name: 'Leads' },
    entries,
    leftOut,
    family: 'run-1',
    origin: 'all',
  };
}

export const why: Why = { code: 'status', status: 400, detail: 'Bad' };

export const phase = (next: RunPhase): PhaseRecord => ({ t: 'phase', at: 2, phase: next });
export const running = phase({ kind: 'running' });
export const cancelled = phase({ kind: 'cancelled' });
export const finished = phase({ kind: 'finished' });
export const paused = phase({ kind: 'paused', why: 'user' });

export function intent(chunk: number, entries: string): JournalRecord {
  return { t: 'intent', at: 3, chunk, entries, bytes: 100 };
}

export function outcome(
  chunk: number,
  kind: 'accepted' | 'untracked' | 'refused' | 'unknown' | 'again' | 'tooLarge',
): JournalRecord {
  const base = { t: 'outcome', at: 4, chunk } as const;
  switch (kind) {
    case 'accepted':
      return { ...base, outcome: { kind, jobId: `job-${chunk}` } };
    case 'untracked':
      return { ...base, outcome: { kind, status: 200, answer: '{}' } };
    default:
      return { ...base, outcome: { kind, why } };
  }
}

export function poll(chunk: number, end?: 'finished' | 'short' | 'gone'): JournalRecord {
  return { t: 'poll', at: 5, chunk, jobId: `job-${chunk}`, ...(end && { end }) };
}

export function page(chunk: number, number: number, next?: string): JournalRecord {
  return { t: 'page', at: 6, chunk, jobId: `job-${chunk}`, page: number, rows: [], ...(next && { next }) };
}

export function rows(chunk: number, ...list: VerdictRow[]): JournalRecord {
  return { t: 'verdicts', at: 7, chunk, way: 'key', rows: list };
}

export function same(
  chunk: number,
  entries: string,
  verdict: 'succeeded' | 'failed' | 'invalid' | 'unmatched' | 'unknown',
): JournalRecord {
  return { t: 'verdicts', at: 7, chunk, way: 'counts', same: { entries, verdict } };
}

export function look(arrived: readonly number[], unseen = ''): JournalRecord {
  return { t: 'look', at: 8, arrived: arrived.map(entry => ({ entry })), unseen };
}
