import type { ApiFailure, ApiResult } from '../../../../../src/core/api/result';
import { RunBook } from '../../../../../src/core/bulk/book/book';
import type { JournalRecord, RunRecord } from '../../../../../src/core/bulk/records';
import { SharedIndex } from '../../../../../src/core/bulk/scan/entryIndex';
import type { ByteSource } from '../../../../../src/core/bulk/scan/source';
import { bytesSource } from '../../scan/bytes';
import type { RunFileOpen } from '../../../../../src/core/bulk/run/ports';
import { EntrySet } from '../../../../../src/core/bulk/entrySet';

/** The entries as a file of JSON lines, open. */
export function fileOf(entries: readonly string[], changed?: () => boolean): RunFileOpen {
  const index = new SharedIndex();
  let offset = 0;
  for (const [at, entry] of entries.entries()) {
    const length = Buffer.byteLength(entry);
    index.push(offset, length, at + 1, 1, false);
    offset += length + 1;
  }
  const plain = bytesSource(Buffer.from(entries.join('\n') + '\n'));
  const source: ByteSource =
    changed === undefined ? plain : { ...plain, changed: () => Promise.resolve(changed()) };
  return { source, index };
}

export function runOf(count: number, options: Partial<RunRecord> = {}): RunRecord {
  return { ...keylessRunOf(count), primaryKey: 'id', ...options };
}

/** Of a procedure without a primary key. */
export function keylessRunOf(count: number): RunRecord {
  return {
    t: 'run',
    version: 1,
    id: 'run-1',
    at: 1_000_000,
    file: { uri: 'file:///leads.jsonl', size: 0, sha256: '', entries: count },
    connection: { id: 'c', name: 'Sandbox', kind: 'sandbox', origin: 'http://127.0.0.1' },
    procedure: { shortId: 'lead', name: 'Lead' },
    entries: EntrySet.range(0, count).encode(),
    leftOut: '',
    family: 'run-1',
    origin: 'all',
  };
}

/** A journal in memory, and the book that its records make. */
export class MemoryJournal {
  readonly records: JournalRecord[] = [];
  /** What an append does besides; it may throw. */
  onAppend: (record: JournalRecord) => Promise<void> | void = () => undefined;

  async append(record: JournalRecord): Promise<void> {
    await this.onAppend(record);
    this.records.push(record);
  }

  of<T extends JournalRecord['t']>(t: T): Extract<JournalRecord, { t: T }>[] {
    return this.records.filter((record): record is Extract<JournalRecord, { t: T }> => record.t === t);
  }
}

/** The book of a run after these records. */
export function bookOf(run: RunRecord, records: readonly JournalRecord[]): RunBook {
  const book = RunBook.of(run);
  for (const record of records) book.apply(record);
  return book;
}

const answer = { status: 200, text: '{}', durationMs: 1, warnings: [] };

export function ok<T>(
  value: T,
  extra: { readonly serverTime?: number; readonly text?: string; readonly warnings?: readonly string[] } = {},
): ApiResult<T> {
  const warnings = (extra.warnings ?? []).map(text => ({ text }));
  return { ok: true, value, answer: { ...answer, ...extra, warnings } };
}

const common = { request: 'POST /', attempts: 1 } as const;

type Failed = ApiResult<never> & { readonly ok: false };

export function failed(failure: ApiFailure): Failed {
  return { ok: false, failure };
}

export function statusOf(status: number, words = '', retryAfterMs?: number): Failed {
  const effect = status >= 500 || status === 303 ? 'unknown' : 'refused';
  return failed({
    ...common,
    kind: 'status',
    effect,
    status,
    messages: words === '' ? [] : [{ text: words }],
    excerpt: '',
    text: words,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}

export const failures = {
  unreachable: () =>
    failed({ ...common, kind: 'unreachable', effect: 'notSent', reason: 'refused', detail: 'ECONNREFUSED' }),
  tls: () =>
    failed({ ...common, kind: 'unreachable', effect: 'notSent', reason: 'tls', detail: 'CERT_HAS_EXPIRED' }),
  cut: () => failed({ ...common, kind: 'cut', effect: 'unknown', detail: 'ECONNRESET' }),
  timeout: () => failed({ ...common, kind: 'timeout', effect: 'unknown', limitMs: 30_000 }),
  noToken: () => failed({ ...common, kind: 'noToken', effect: 'notSent' }),
  redirect: () =>
    failed({
      ...common,
      kind: 'redirect',
      effect: 'refused',
      status: 302,
      location: 'https://login.example',
    }),
  serviceErrors: () =>
    failed({
      ...common,
      kind: 'serviceErrors',
      effect: 'unknown',
      status: 200,
      messages: [{ text: 'no' }],
      text: '',
    }),
  unreadable: () =>
    failed({
      ...common,
      kind: 'unreadable',
      effect: 'unknown',
      status: 200,
      contentType: 'text/html',
      excerpt: '<html>',
      text: '',
    }),
  answerTooLarge: () => failed({ ...common, kind: 'tooLarge', effect: 'unknown', limitBytes: 1 }),
} as const;
