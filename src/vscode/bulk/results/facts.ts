import type { JournalRecord, Why } from '../../../core/bulk/records';

/** What a report tells of a run that its book does not hold. */
export interface RunFacts {
  /** Requests that create, each repetition counted; and the bytes of their bodies. */
  readonly requests: number;
  readonly bytes: number;
  /** Of the first request and the last record about one, epoch ms; absent when nothing was sent. */
  readonly firstAt?: number;
  readonly lastAt?: number;
  /** Requests that were taken back, since certainly nothing had arrived, and made again. */
  readonly again: number;
  /** Why results are missing, by the chunk; absent for one whose rows tell it themselves. */
  readonly missing: ReadonlyMap<number, Why>;
  /** Results that belong to no entry, raw, the first of them. */
  readonly strays: readonly string[];
}

const mostStrays = 20;

/** Reads a run's journal once. Throws what the iteration throws. */
export async function factsOf(records: AsyncIterable<JournalRecord>): Promise<RunFacts> {
  let requests = 0;
  let bytes = 0;
  let again = 0;
  let firstAt: number | undefined;
  let lastAt: number | undefined;
  const strays: string[] = [];
  const missing = new Map<number, Why>();
  for await (const record of records) {
    switch (record.t) {
      case 'intent':
        requests++;
        bytes += record.bytes;
        firstAt ??= record.at;
        break;
      case 'outcome':
        lastAt = record.at;
        if (record.outcome.kind === 'again' || record.outcome.kind === 'tooLarge') again++;
        break;
      case 'verdicts':
        lastAt = record.at;
        if (record.why !== undefined && record.why.code !== 'jobSaid') missing.set(record.chunk, record.why);
        strays.push(...(record.strays ?? []).slice(0, mostStrays - strays.length));
        break;
      case 'run':
      case 'poll':
      case 'page':
      case 'look':
      case 'phase':
        break;
    }
  }
  return {
    requests,
    bytes,
    again,
    missing,
    strays,
    ...(firstAt === undefined ? {} : { firstAt }),
    ...(lastAt === undefined ? {} : { lastAt }),
  };
}
