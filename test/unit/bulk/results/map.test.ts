import assert from 'node:assert/strict';
import fc from 'fast-check';
import { echoable } from '../../../../src/core/api/echo';
import { Digits } from '../../../../src/core/api/ids';
import { readEntry } from '../../../../src/core/api/jobEntry';
import type { Json } from '../../../../src/core/json';
import type { JobEntry } from '../../../../src/core/bulk/records';
import { mapResults, type ChunkResults, type MappedResults } from '../../../../src/core/bulk/results/map';

let made = 0;

function row(status: string, about: Partial<JobEntry> = {}): JobEntry {
  return { status, raw: `{"n":${++made}}`, ...about };
}

/** The verdicts by place: `rows` win over `same`. */
function verdictsOf(mapped: MappedResults, entries: readonly number[]): (string | undefined)[] {
  const rows = new Map(mapped.rows.map(({ entry, verdict }) => [entry, verdict]));
  const { same } = mapped;
  return entries.map(
    entry => rows.get(entry) ?? (same?.entries.includes(entry) === true ? same.verdict : undefined),
  );
}

function map(rows: readonly JobEntry[], options: Partial<ChunkResults> = {}) {
  const entries = options.entries ?? [10, 11, 12];
  const mapped = mapResults({ entries, keys: ['A', 'B', 'C'], rows, ...options });
  return { ...mapped, verdicts: verdictsOf(mapped, entries) };
}

describe('bulk results: tying rows to entries', () => {
  it('goes by the primary key, whatever the order', () => {
    const mapped = map([
      row('ERROR', { key: 'C', message: 'bad' }),
      row('SUCCESS', { key: 'A', processId: 'p' }),
      row('INVALID', { key: 'B' }),
    ]);
    assert.equal(mapped.way, 'key');
    assert.deepEqual(mapped.verdicts, ['succeeded', 'invalid', 'failed']);
    assert.deepEqual(mapped.rows[0], { entry: 12, verdict: 'failed', message: 'bad', key: 'C' });
    assert.deepEqual(mapped.strays, []);
  });

  for (const base of [0, 1]) {
    it(`goes by a place counted from ${base}, where that shows`, () => {
      const rows = [
        row('ERROR', { index: 2 + base }),
        row('SUCCESS', { index: base }),
        row('SUCCESS', { index: 1 + base }),
      ];
      const mapped = map(rows, { keys: [undefined, undefined, undefined] });
      assert.equal(mapped.way, 'echo');
      assert.deepEqual(mapped.verdicts, ['succeeded', 'succeeded', 'failed']);
    });
  }

  it('does not guess where a place is counted from', () => {
    const mapped = map([row('ERROR', { index: 1 }), row('SUCCESS', { index: 2 })], {
      keys: [undefined, undefined, undefined],
    });
    assert.deepEqual(mapped.verdicts, ['unmatched', 'unmatched', 'unmatched']);
    assert.equal(mapped.strays.length, 2);
  });

  it('does not take a number that goes on through all chunks for the last place of this one', () => {
    const keys = [undefined, undefined, undefined];
    const counts = { SUCCESS: 2, ERROR: 1 };
    for (const index of [0, 1, 2, 3]) {
      assert.deepEqual(map([row('ERROR', { index })], { keys, counts }).verdicts, [
        'unmatched',
        'unmatched',
        'unmatched',
      ]);
    }
    // Numbers of the list, of which the first happens to be the place of its key.
    const list = [row('SUCCESS', { index: 1, key: 'B' }), row('ERROR', { index: 2 })];
    assert.deepEqual(
      map(list, { keys: [undefined, 'B', undefined], counts: { SUCCESS: 2, ERROR: 1 } }).verdicts,
      ['unmatched', 'succeeded', 'unmatched'],
    );
    // A key says what is counted from; so does a 0.
    const keyed = [row('ERROR', { index: 3 }), row('ERROR', { index: 1, key: 'A' })];
    const two = { SUCCESS: 1, ERROR: 2 };
    assert.deepEqual(map(keyed, { keys: ['A', undefined, undefined], counts: two }).verdicts, [
      'failed',
      'succeeded',
      'failed',
    ]);
    const from0 = [row('ERROR', { index: 2 }), row('ERROR', { index: 0 })];
    assert.deepEqual(map(from0, { keys, counts: two }).verdicts, ['failed', 'succeeded', 'failed']);
  });

  it('does not believe numbers that may only number the list', () => {
    const keys = [undefined, undefined, undefined, undefined];
    const entries = [0, 1, 2, 3];
    const newestFirst = ['SUCCESS', 'SUCCESS', 'SUCCESS', 'ERROR'].map((status, index) =>
      row(status, { index }),
    );
    const unmatched = entries.map(() => 'unmatched');
    // Assumed: where all are listed, an index is the place in the request.
    for (const rows of [newestFirst, newestFirst.toReversed()]) {
      const { verdicts } = map(rows, { keys, entries });
      assert.deepEqual(verdicts, ['succeeded', 'succeeded', 'succeeded', 'failed']);
    }
    const failures = [row('ERROR', { index: 0 }), row('ERROR', { index: 1 })];
    const counts = { SUCCESS: 2, ERROR: 2 };
    assert.deepEqual(map(failures, { keys, entries, counts }).verdicts, unmatched);
    // One that happens to stand at its place proves nothing for the others.
    const [, ...others] = failures;
    const keyed = [row('ERROR', { index: 1, key: 'A' }), ...others];
    assert.deepEqual(map(keyed, { keys: ['A', undefined, undefined], counts }).verdicts.slice(1), [
      'unmatched',
      'unmatched',
    ]);
    const all = newestFirst.map(({ index = 0 }) => row('ERROR', { index }));
    assert.deepEqual(
      map(all, { keys, entries }).verdicts,
      entries.map(() => 'failed'),
    );
  });

  it('learns from enough rows with a key where places are counted from', () => {
    const keys = Array.from({ length: 12 }, (_, place) => (place < 10 ? `K${place}` : undefined));
    const rows = keys.map((key, place) =>
      row(place === 11 ? 'ERROR' : 'SUCCESS', { index: place + 1, ...(key === undefined ? {} : { key }) }),
    );
    const mapped = map(rows, { keys, entries: keys.map((_, place) => place) });
    assert.equal(mapped.way, 'echo');
    assert.deepEqual(
      mapped.verdicts,
      keys.map((_, place) => (place === 11 ? 'failed' : 'succeeded')),
    );
  });

  it('goes by the input that a row repeats, where exactly one entry is equal to it', () => {
    const sent = [
      { data: { title: 'x' }, state: 'NEW' },
      { data: { title: 'y' } },
      { data: { title: 'z' } },
      { data: { title: 'z' } },
    ];
    const echo = (input: Json) => ({ echo: readEntry({ input }, new Digits(''), undefined).echo ?? [] });
    const rows = [
      row('SUCCESS', echo({ data: { title: 'y' }, state: null })),
      row('ERROR', echo({ state: 'NEW', data: { title: 'x' } })),
      row('SUCCESS', echo({ data: { title: 'z' } })),
      row('ERROR', echo({ data: { title: 'z' } })),
    ];
    const ties = {
      keys: sent.map(() => undefined),
      echoes: sent.map(each => echoable(each)),
      entries: [0, 1, 2, 3],
    };
    const mapped = map(rows, ties);
    assert.equal(mapped.way, 'echo');
    assert.deepEqual(mapped.verdicts, ['failed', 'succeeded', 'unmatched', 'unmatched']);
    // Numbers of the list contradict nothing.
    const numbered = map(
      rows.map((each, index) => ({ ...each, index })),
      ties,
    );
    assert.deepEqual(numbered.verdicts, mapped.verdicts);
  });

  it('gives entries without a row the verdict that the counts leave over', () => {
    const failure = row('ERROR', { key: 'B', message: 'bad' });
    const left = map([failure], { counts: { SUCCESS: 2, ERROR: 1 } });
    assert.deepEqual(left.verdicts, ['succeeded', 'failed', 'succeeded']);
    assert.equal(left.way, 'key');
    for (const counts of [
      { SUCCESS: 1, ERROR: 1, INVALID: 1 },
      { SUCCESS: 3, ERROR: 1 },
      { SUCCESS: 1, ERROR: 1 },
      { SUCCESS: 1, ERROR: 1, NOT_STARTED: 1 },
    ]) {
      assert.deepEqual(map([failure], { counts }).verdicts, ['unmatched', 'failed', 'unmatched']);
    }
    const stray = map([failure, row('INVALID', { key: 'Z' })], { counts: { SUCCESS: 2, ERROR: 1 } });
    assert.deepEqual(stray.verdicts, ['unmatched', 'failed', 'unmatched']);
  });

  it('believes rows that are all there by key, whatever else than entries is counted', () => {
    const rows = ['A', 'B', 'C'].map(key => row(key === 'B' ? 'ERROR' : 'SUCCESS', { key }));
    assert.deepEqual(map(rows, { counts: { SUCCESS: 3, ERROR: 2 } }).verdicts, [
      'succeeded',
      'failed',
      'succeeded',
    ]);
    assert.equal(map(rows.slice(1), { counts: { SUCCESS: 1, ERROR: 0 } }).way, 'none');
  });

  it('tells two rows of one key apart that differ only where the raw text is cut', () => {
    const raw = 'x'.repeat(2000);
    const rows = [
      { ...row('ERROR', { key: 'A' }), raw },
      { ...row('SUCCESS', { key: 'A' }), raw },
      row('SUCCESS', { key: 'B' }),
      row('SUCCESS', { key: 'C' }),
    ];
    assert.deepEqual(map(rows).verdicts, ['unmatched', 'succeeded', 'succeeded']);
  });

  it('leaves unmatched what contradicts itself, and trusts no index beside it', () => {
    const mapped = map([
      row('ERROR', { key: 'A', index: 1 }),
      row('SUCCESS', { key: 'B', index: 0 }),
      row('SUCCESS', { index: 2 }),
    ]);
    assert.deepEqual(mapped.verdicts, ['unmatched', 'unmatched', 'unmatched']);
    assert.equal(mapped.strays.length, 3);
  });

  it('takes a number that most keys contradict for something else', () => {
    const keys = Array.from({ length: 12 }, (_, place) => `K${place}`);
    const rows = keys.map((key, place) =>
      row(place === 3 ? 'ERROR' : 'SUCCESS', { key, index: (place * 5 + 3) % 12 }),
    );
    const mapped = map(rows, { keys, entries: keys.map((_, place) => place) });
    assert.equal(mapped.way, 'key');
    assert.deepEqual(
      mapped.verdicts,
      keys.map((_, place) => (place === 3 ? 'failed' : 'succeeded')),
    );
  });

  it('leaves a key unmatched that the chunk holds twice, unless a place tells the two apart', () => {
    const keys = ['A', 'A', 'C'];
    const rows = (index: boolean) =>
      ['SUCCESS', 'ERROR', 'SUCCESS'].map((status, at) =>
        row(status, { key: keys[at] ?? '', ...(index ? { index: at } : {}) }),
      );
    assert.deepEqual(map(rows(false), { keys }).verdicts, ['unmatched', 'unmatched', 'succeeded']);
    const [a1, a2, c] = rows(true);
    for (const order of [rows(true), [a2, c, a1].flatMap(each => each ?? [])]) {
      assert.deepEqual(map(order, { keys }).verdicts, ['succeeded', 'failed', 'succeeded']);
    }
    // Numbers of the list: the key that can be known contradicts them.
    const numbered = [c, a2, a1].map((each, index) => ({ ...(each ?? row('SUCCESS')), index }));
    assert.deepEqual(map(numbered, { keys }).verdicts, ['unmatched', 'unmatched', 'succeeded']);
  });

  it('uses each row once and gives each place one row', () => {
    const again = row('SUCCESS', { key: 'A' });
    assert.deepEqual(map([again, again, row('SUCCESS', { key: 'B' }), row('ERROR', { key: 'C' })]).verdicts, [
      'succeeded',
      'succeeded',
      'failed',
    ]);
    const twice = map([
      row('SUCCESS', { key: 'A' }),
      row('ERROR', { key: 'A' }),
      row('SUCCESS', { key: 'B' }),
    ]);
    assert.deepEqual(twice.verdicts, ['unmatched', 'succeeded', 'unmatched']);
    assert.equal(twice.strays.length, 2);
  });

  it('leaves entries without a row, and rows of other entries, unmatched', () => {
    const mapped = map([row('SUCCESS', { key: 'A' }), row('ERROR', { key: 'Z' })]);
    assert.deepEqual(mapped.verdicts, ['succeeded', 'unmatched', 'unmatched']);
    assert.equal(mapped.strays.length, 1);
  });

  it('shows the word of a status that nobody knows', () => {
    const mapped = map([
      row('SUCCESS', { key: 'A' }),
      row('SKIPPED', { key: 'B' }),
      row('ERROR', { key: 'C' }),
    ]);
    assert.deepEqual(mapped.rows[1], { entry: 11, verdict: 'unmatched', message: 'SKIPPED', key: 'B' });
  });

  it('believes nothing where more rows succeeded than the counts say', () => {
    const rows = [row('SUCCESS', { key: 'A' }), row('SUCCESS', { key: 'B' }), row('ERROR', { key: 'C' })];
    const mapped = map(rows, { counts: { SUCCESS: 1, ERROR: 2 } });
    assert.deepEqual(mapped.verdicts, ['unmatched', 'unmatched', 'unmatched']);
    assert.equal(mapped.way, 'none');
    assert.equal(mapped.strays.length, 3);
  });

  it('goes by position only where every entry has the same verdict', () => {
    const keys = [undefined, undefined, undefined];
    const bad = () => [
      row('ERROR', { message: 'a' }),
      row('ERROR', { message: 'b', processId: 'p' }),
      row('ERROR'),
    ];
    const same = map(bad(), { keys, counts: { ERROR: 3, SUCCESS: 0 } });
    assert.equal(same.way, 'position');
    assert.deepEqual(same.verdicts, ['failed', 'failed', 'failed']);
    assert.deepEqual(same.rows[1], { entry: 11, verdict: 'failed', message: 'b' });
    const mixed = map([...bad().slice(1), row('SUCCESS')], { keys, counts: { ERROR: 2, SUCCESS: 1 } });
    assert.deepEqual(mixed.verdicts, ['unmatched', 'unmatched', 'unmatched']);
  });

  it('goes by the counts where they say the same of every entry and rows are missing', () => {
    const mapped = map([row('INVALID', { key: 'B', message: 'no city' })], { counts: { INVALID: 3 } });
    assert.deepEqual(mapped.verdicts, ['invalid', 'invalid', 'invalid']);
    assert.equal(mapped.rows[0]?.message, 'no city');
    assert.equal(map([], { counts: { INVALID: 3 } }).way, 'counts');
  });

  it('without counts believes neither rows that are too few nor one that came twice', () => {
    const keys = [undefined, undefined, undefined];
    const again = row('ERROR');
    assert.deepEqual(map([row('ERROR'), again], { keys }).verdicts[0], 'unmatched');
    assert.deepEqual(map([row('ERROR'), again, again], { keys }).verdicts[0], 'unmatched');
    assert.deepEqual(map([row('ERROR'), again, row('ERROR')], { keys }).verdicts[0], 'failed');
  });

  it('never gives an entry a wrong verdict, whatever rows are lost, repeated, reordered or without an echo', () => {
    const statuses = fc.constantFrom('SUCCESS', 'ERROR', 'INVALID');
    const truth = fc.array(statuses, { minLength: 1, maxLength: 8 });
    const choice = fc.record({
      lost: fc.boolean(),
      repeated: fc.boolean(),
      key: fc.boolean(),
      index: fc.boolean(),
      order: fc.nat({ max: 20 }),
    });
    fc.assert(
      fc.property(
        truth,
        fc.array(choice, { minLength: 8, maxLength: 8 }),
        // Numbers may go on through all chunks, too.
        fc.nat({ max: 9 }),
        fc.boolean(),
        fc.boolean(),
        (words, choices, base, counted, ofList) => {
          const entries = words.map((_, place) => place * 3);
          const rows = words
            .map((status, place) => ({ status, place, choice: choices[place] }))
            .filter(({ choice: each }) => each?.lost !== true)
            .map(({ status, place, choice: each }) => ({
              order: each?.order ?? 0,
              repeated: each?.repeated === true,
              row: row(status, {
                ...(each?.key === true ? { key: `K${place}` } : {}),
                ...(each?.index === true ? { index: place + base } : {}),
              }),
            }))
            .sort((a, b) => a.order - b.order)
            // Numbers of the list instead of places.
            .map((each, at) => ({
              ...each,
              row: ofList && each.row.index !== undefined ? { ...each.row, index: at + base } : each.row,
            }))
            .flatMap(each => (each.repeated ? [each.row, each.row] : [each.row]));
          // An index that each entry of the chunk has is what the answer echoes: a list of all, numbered by itself, is taken for places where
          // no key says otherwise. That is assumed, and not tried here.
          if (ofList && rows.length >= words.length && rows.every(each => each.index !== undefined)) return;
          const counts: Record<string, number> = {};
          for (const status of words) counts[status] = (counts[status] ?? 0) + 1;
          const keys = entries.map((_, place) => `K${place}`);
          const mapped = mapResults({ entries, keys, rows, ...(counted ? { counts } : {}) });
          const right = { SUCCESS: 'succeeded', ERROR: 'failed', INVALID: 'invalid' };
          for (const [place, verdict] of verdictsOf(mapped, entries).entries()) {
            assert.ok(
              verdict === 'unmatched' || verdict === right[words[place] ?? 'SUCCESS'],
              `${place}: ${verdict ?? 'nothing'}`,
            );
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
