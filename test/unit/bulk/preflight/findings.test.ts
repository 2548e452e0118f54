import assert from 'node:assert/strict';
import { EntrySet } from '../../../../src/core/bulk/entrySet';
import { countBits } from '../../../../src/core/bulk/preflight/bits';
import { checkPayload } from '../../../../src/core/payload/check';
import { compileValidator } from '../../../../src/core/schema/validator';
import { lead } from '../../schema/sample';
import { cause, check, keyed, leadSchema, report, rightLead } from './run';

describe('bulk pre-flight: findings', () => {
  it('has nothing against entries that fit', async () => {
    const found = await report([
      rightLead('1'),
      { data: { lead_id: '2', firstname: 'A', score: 1, temperature: 'COLD' } },
    ]);
    assert.deepEqual(found.causes, []);
    assert.deepEqual(
      [found.entries, found.checkedBySchema, found.blockedCount, found.flawedCount],
      [2, true, 0, 0],
    );
  });

  it('counts distinct causes with their first places and some values', async () => {
    const wrong = Array.from({ length: 30 }, (_, i) => rightLead(`w${i}`, {}, { score: `x${i}` }));
    const found = await report([
      rightLead('1'),
      ...wrong,
      rightLead('2', {}, { tags: ['vip', 'no', 'neither'] }),
      rightLead('3', {}, { city: 'Rome' }),
    ]);
    assert.equal(found.causes.length, 3);
    const [score, ...others] = found.causes;
    assert.ok(score?.code === 'type');
    assert.deepEqual(
      [score.path, score.params, score.entries, score.severity],
      [['data', 'score'], { expected: ['integer'], actual: 'string' }, 30, 'warning'],
    );
    assert.deepEqual(score.values, ['"x0"', '"x1"', '"x2"']);
    assert.equal(score.places.length, 20);
    assert.deepEqual(score.places[0], { entry: 1, line: 2 });
    assert.deepEqual(
      others.map(({ code, path, entries, values }) => ({ code, path, entries, values })),
      [
        { code: 'option', path: ['data', 'tags', null], entries: 1, values: ['"no"', '"neither"'] },
        { code: 'unknownAttribute', path: ['data', 'city'], entries: 1, values: ['"Rome"'] },
      ],
    );
    assert.deepEqual(
      [...EntrySet.ofBits(found.flawed)],
      Array.from({ length: 32 }, (_, i) => i + 1),
    );
    assert.equal(found.blockedCount, 0);
  });

  it('agrees with the check of a single payload', async () => {
    const validate = compileValidator(leadSchema);
    const payloads = [
      rightLead('1'),
      rightLead('2', { state: 'GONE', assignedTo: 'nobody', nextActionAt: 1700000000 }),
      rightLead('', {}, { firstname: '', email: 'x', visited: 'yes', age: 4 }),
      { data: {} },
      { lead_id: null, record: { data: { phone_number: 5, other: 1 } }, phone: '1' },
    ];
    for (const payload of payloads) {
      const single = checkPayload(JSON.stringify(payload), { validate, procedure: lead });
      const bulk = await report([payload]);
      const told = bulk.causes.filter(({ severity }) => severity !== 'note');
      const plain = (kinds: readonly { code: string; params: object }[]): string[] =>
        kinds.map(({ code, params }) => JSON.stringify({ code, params })).sort();
      assert.deepEqual(plain(told), plain(single));
    }
  });

  it('never sends what is no JSON, and tells the place', async () => {
    const found = await report([rightLead('1'), '{"a":tru}', '{\n"ä" 5}', '{"a":"\t"}'], {});
    const places = found.causes.map(one => [one.code, one.params, one.places, one.severity]);
    assert.deepEqual(places, [
      ['unreadable', { problem: 'InvalidSymbol' }, [{ entry: 1, line: 2, column: 6 }], 'error'],
      ['unreadable', { problem: 'ColonExpected' }, [{ entry: 2, line: 4, column: 5 }], 'error'],
      ['unreadable', { problem: 'InvalidCharacter' }, [{ entry: 3, line: 5, column: 6 }], 'error'],
    ]);
    assert.deepEqual([...EntrySet.ofBits(found.blocked)], [1, 2, 3]);
    assert.equal(found.requests.all.entries, 1);
  });

  it('counts the column within the line of the file, not of the entry', async () => {
    const outcome = await check('\uFEFF[{"ä":"😀"}, {"a":x}, {"b":y}]');
    assert.ok(outcome.kind === 'done');
    assert.deepEqual(cause(outcome.report, 'unreadable')?.places, [
      { entry: 1, line: 1, column: 19 },
      { entry: 2, line: 1, column: 28 },
    ]);
  });

  it('never sends what is no UTF-8', async () => {
    const bytes = Buffer.from('[{"a":"é"},{"a":"?"},{"a":"ü"}]');
    bytes[bytes.indexOf('?')] = 0xe9;
    const outcome = await check(bytes);
    assert.ok(outcome.kind === 'done');
    assert.deepEqual(cause(outcome.report, 'notUtf8')?.places, [{ entry: 1, line: 1 }]);
    assert.deepEqual([...EntrySet.ofBits(outcome.report.blocked)], [1]);
  });

  it('finds placeholders however they are written, and says no more about them', async () => {
    const found = await report([
      rightLead('1', {}, { score: '‹number›' }),
      JSON.stringify(rightLead('2', {}, { score: '#' })).replace('#', '\\u2039number\\u203a'),
      rightLead('3', {}, { firstname: 'x ‹y›' }),
    ]);
    const [only, ...others] = found.causes;
    assert.deepEqual(others, []);
    assert.ok(only?.code === 'placeholder');
    assert.deepEqual([only.params.text, only.entries, only.severity], ['‹number›', 2, 'error']);
    assert.deepEqual([...EntrySet.ofBits(found.blocked)], [0, 1]);
  });

  it('finds keys that are written twice, on any level and by another spelling', async () => {
    const found = await report(
      ['{"a":1,"b":{"c":1,"c":2}}', '{"b":[{"x":1,"\\u0078":1}]}', '{"a":{"b":1},"b":2}'],
      {},
    );
    assert.deepEqual(
      found.causes.map(({ code, path, places }) => [code, path, places[0]?.entry]),
      [
        ['duplicateKey', ['b', 'c'], 0],
        ['duplicateKey', ['b', null, 'x'], 1],
      ],
    );
  });

  it('finds numbers that a double cannot hold', async () => {
    const found = await report(
      ['{"a":12345678901234567890}', '{"a":1234567890123456,"b":1e3}', '{"b":[1e400]}'],
      {},
    );
    assert.deepEqual(
      found.causes.map(({ code, path, values }) => [code, path, values]),
      [
        ['lossyNumber', ['a'], ['12345678901234567890']],
        ['lossyNumber', ['b', null], ['1e400']],
      ],
    );
  });

  it('looks at the primary key in both of its places', async () => {
    const found = await report(
      [
        { lead_id: '1', data: { lead_id: '1' } },
        { lead_id: '1', data: { lead_id: 1 } },
        { lead_id: null, data: { lead_id: '3' } },
        { lead_id: '', data: {} },
        {},
        { lead_id: ['4'] },
      ],
      { procedure: keyed },
    );
    const tell = (code: 'primaryKeyDiffers' | 'noPrimaryKey' | 'primaryKeyNotText'): number[] | undefined =>
      cause(found, code)?.places.map(({ entry }) => entry);
    assert.deepEqual(tell('primaryKeyDiffers'), [1, 2]);
    assert.deepEqual(tell('noPrimaryKey'), [3, 4]);
    assert.deepEqual(tell('primaryKeyNotText'), [5]);
    assert.equal(countBits(found.flawed), 2);
  });

  it('says what a $schema within an entry is', async () => {
    const found = await report([{ $schema: 'x' }], {});
    assert.equal(cause(found, 'schemaKey')?.severity, 'note');
    assert.equal(found.flawedCount, 0);
  });

  it('checks nothing by a schema that cannot be compiled', async () => {
    const found = await report([{ a: 1 }], { schema: { items: { type: 'no such type' } } });
    assert.deepEqual([found.checkedBySchema, found.flawedCount], [false, 0]);
  });

  it('lists a thousand causes and counts the rest', async () => {
    const keys = Array.from({ length: 1100 }, (_, i) => [`k${i}`, i]);
    const found = await report([
      rightLead('1', {}, Object.fromEntries(keys) as object),
      rightLead('2', {}, { k1: 1 }),
    ]);
    assert.ok(found.causes.length <= 1000);
    assert.ok(found.further > 0 || found.causes.length === 1000);
    assert.equal(found.flawedCount, 2);
  });

  it('tells each of many entries apart that are parsed together, whatever separates them', async () => {
    for (const lines of [true, false]) {
      const texts = Array.from({ length: 700 }, (_, at) =>
        at === 300 ? '{"data": {"a" 1}}' : `{"data": {"city": "${at % 8 === 0 ? 'Zürich' : 'Graz'}, {}"}}`,
      );
      const content = lines ? texts.join('\n \n') : `[${texts.join(' ,\n')}]`;
      const outcome = await check(content, { lines });
      assert.ok(outcome.kind === 'done', JSON.stringify(outcome));
      const { entries, causes } = outcome.report;
      assert.equal(entries, 700);
      assert.deepEqual(
        causes.map(({ code, places }) => [code, ...places.map(({ line }) => line)]),
        [['unreadable', lines ? 601 : 301]],
      );
    }
  });
});
