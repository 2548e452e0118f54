import assert from 'node:assert/strict';
import type { ProcessPage, ProcessQuery } from '../../../../src/core/api/processes';
import type { ApiFailure, ApiResult } from '../../../../src/core/api/result';
import type { JsonObject } from '../../../../src/core/json';
import { EntrySet } from '../../../../src/core/bulk/entrySet';
import { scan } from '../../../../src/core/bulk/scan/scan';
import { bytesSource } from '../scan/bytes';
import { askExisting, type ExistingOutcome } from '../../../../src/vscode/bulk/create/existing';

interface Setting {
  readonly entries: readonly object[];
  readonly without?: readonly number[];
  readonly list: (query: ProcessQuery, asked: number) => readonly JsonObject[] | ApiFailure;
  readonly hasMore?: boolean;
  readonly abort?: AbortController;
}

async function ask(setting: Setting): Promise<{ outcome: ExistingOutcome; queries: ProcessQuery[] }> {
  const bytes = new TextEncoder().encode(JSON.stringify(setting.entries));
  const source = bytesSource(bytes);
  const scanned = await scan(source);
  assert.ok(scanned.ok);
  const queries: ProcessQuery[] = [];
  const outcome = await askExisting({
    list: async (_, query) => {
      queries.push(query);
      const answer = setting.list(query, queries.length);
      const result = Array.isArray(answer)
        ? {
            ok: true,
            value: { processes: answer as JsonObject[], hasMore: setting.hasMore ?? false },
            answer: { status: 200 },
          }
        : { ok: false, failure: answer };
      return Promise.resolve(result as unknown as ApiResult<ProcessPage>);
    },
    procedure: 'lead',
    primaryKey: 'id',
    source,
    index: scanned.index,
    entries: EntrySet.range(0, setting.entries.length).minus(EntrySet.of(setting.without ?? [])),
    signal: (setting.abort ?? new AbortController()).signal,
    onProgress: () => undefined,
  });
  return { outcome, queries };
}

const many = (count: number) => Array.from({ length: count }, (_, i) => ({ id: `k${i}` }));
const keysOf = ({ where }: ProcessQuery) => (where as { or: { id: string }[] }).or.map(({ id }) => id);

describe('asking which primary keys exist', () => {
  it('asks 100 at a time, and finds the entries by what the processes show', async () => {
    const { outcome, queries } = await ask({
      entries: many(250),
      list: query =>
        keysOf(query)
          .filter(key => key.endsWith('7'))
          .map(id => ({ data: { id } })),
    });
    assert.deepEqual(
      queries.map(query => keysOf(query).length),
      [100, 100, 50],
    );
    assert.equal(outcome.kind, 'done');
    const { existing } = outcome;
    assert.deepEqual(
      [...existing.entries],
      Array.from({ length: 25 }, (_, i) => i * 10 + 7),
    );
    assert.deepEqual([existing.asked, existing.withoutKey, existing.unclear], [250, 0, 0]);
  });

  it('asks for a key once, finds all entries with it, and leaves out what has none', async () => {
    const { outcome, queries } = await ask({
      entries: [{ id: 'a' }, { data: { id: 'a' } }, { data: {} }, { id: 'b' }, { id: 'c' }],
      without: [4],
      list: () => [{ id: 'a' }],
    });
    assert.deepEqual(keysOf(queries[0]!), ['a', 'b']);
    assert.ok(outcome.kind === 'done');
    assert.equal(outcome.existing.entries.encode(), '0+2');
    assert.deepEqual([outcome.existing.asked, outcome.existing.withoutKey], [3, 1]);
  });

  it('says that nothing can be told where the service takes no notice of the filter', async () => {
    const { outcome, queries } = await ask({
      entries: many(3),
      hasMore: true,
      list: () => [{ id: 'somebody else' }],
    });
    assert.equal(queries.length, 1);
    assert.ok(outcome.kind === 'done');
    assert.deepEqual([outcome.existing.entries.size, outcome.existing.unclear], [0, 3]);
  });

  it('reads further pages as long as they show keys', async () => {
    const { outcome, queries } = await ask({
      entries: many(3),
      hasMore: true,
      list: (_, asked) => [{ id: `k${Math.min(asked - 1, 1)}` }],
    });
    assert.deepEqual(
      queries.slice(0, 3).map(({ skip }) => skip),
      [undefined, 1, 2],
    );
    assert.ok(outcome.kind === 'done' && queries.length === 10);
    assert.equal(outcome.existing.entries.encode(), '0+2');
  });

  it('stops at a failure, and when it is cancelled', async () => {
    const failure = { kind: 'noToken', effect: 'notSent', request: '', attempts: 0 } as const;
    const failed = await ask({ entries: many(300), list: () => failure });
    assert.deepEqual(failed.outcome, { kind: 'failed', failure });
    assert.equal(failed.queries.length, 1);
    const abort = new AbortController();
    const cancelled = await ask({
      entries: many(300),
      abort,
      list: () => {
        abort.abort();
        return [];
      },
    });
    assert.equal(cancelled.outcome.kind, 'cancelled');
    assert.equal(cancelled.queries.length, 1);
  });
});
