import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { scan } from '../../../../src/core/bulk/scan/scan';
import { bytesSource, drip, entryTexts, scanText } from './bytes';

describe('bulk scan: layouts', () => {
  const layouts: [name: string, text: string, layout: string, entries: string[], lines: number[]][] = [
    ['a list', '[{"a":1},{"b":[2]}]', 'array', ['{"a":1}', '{"b":[2]}'], [1, 1]],
    ['a list with white space', ' \t\r\n[\n {} ,\r\n\t{"a":{}}\r]\n', 'array', ['{}', '{"a":{}}'], [3, 4]],
    ['one object', '\n{"a": "x]}"}\n', 'object', ['{"a": "x]}"}'], [2]],
    ['a list in an object', '{ "processes" : [ {"a":1},\n{} ] }\n', 'processes', ['{"a":1}', '{}'], [1, 2]],
    ['a list behind $schema', '{"$schema":"a\\"b",\n"processes":[{}]}', 'processes', ['{}'], [2]],
    ['a list before $schema', '{"processes":[{}],\n"$schema":"x"}', 'processes', ['{}'], [1]],
    [
      'an object with more beside the list',
      '{"processes":[{}],"x":1}',
      'object',
      ['{"processes":[{}],"x":1}'],
      [1],
    ],
    ['an object with no list', '{"processes":{}}', 'object', ['{"processes":{}}'], [1]],
    ['lines', '{"a":1}\n{"a":2}\r\n\r\n{"a":3}', 'lines', ['{"a":1}', '{"a":2}', '{"a":3}'], [1, 2, 4]],
    ['lines with entries over several', '{\n}\r{\n\n}\n', 'lines', ['{\n}', '{\n\n}'], [1, 3]],
  ];
  for (const [name, text, layout, entries, lines] of layouts) {
    it(name, async () => {
      for (const size of [1, 2, 3, 1000]) {
        const result = await scanText(text, {}, size);
        assert.deepEqual(entryTexts(result, text), entries);
        assert.ok(result.ok);
        assert.equal(result.layout, layout);
        assert.deepEqual(
          lines.map((_, entry) => result.index.line(entry)),
          lines,
        );
      }
    });
  }

  it('one line of JSON lines by its name, whatever its keys', async () => {
    const text = '{"processes":[{}]}\n';
    const result = await scanText(text, { lines: true });
    assert.deepEqual(entryTexts(result, text), ['{"processes":[{}]}']);
    assert.equal(result.ok && result.layout, 'lines');
  });

  it('a byte order mark', async () => {
    const text = '\uFEFF[{"ä":"ö"}]';
    assert.deepEqual(entryTexts(await scanText(text), text), ['{"ä":"ö"}']);
  });

  it('white space longer than what is read at once', async () => {
    const text = `${' \r\n'.repeat(30_000)}[{}]`;
    const result = await scanText(text);
    assert.equal(result.ok && result.index.line(0), 30_001);
  });
});

describe('bulk scan: what it tells', () => {
  it('size and SHA-256 of the whole file', async () => {
    const text = '\uFEFF{"processes":[{"a":"€"}]}  \n';
    const result = await scanText(text, {}, 7);
    assert.ok(result.ok);
    assert.equal(result.size, Buffer.byteLength(text));
    assert.equal(result.sha256, createHash('sha256').update(text).digest('hex'));
  });

  it('how many keys an entry has, and whether a number may not fit', async () => {
    const entries: [text: string, keys: number, long: boolean][] = [
      ['{}', 0, false],
      ['{"a:":{"b":[{"c":":"}]},"a:":true}', 4, false],
      ['{"a":123456789012345,"b":false}', 2, false],
      ['{"a":1234567890123456}', 1, true],
      ['{"a":-0.123456789012345}', 1, true],
      ['{"a":[1e2]}', 1, true],
      ['{"a":[1234567,12345678,1234567]}', 1, false],
      ['{"a":"1234567890123456789e9"}', 1, false],
    ];
    const text = `[${entries.map(([entry]) => entry).join(',')}]`;
    for (const size of [1, 5, 1000]) {
      const result = await scanText(text, {}, size);
      assert.ok(result.ok);
      for (const [i, [, keys, long]] of entries.entries()) {
        assert.deepEqual([result.index.keys(i), result.index.hasLongNumber(i)], [keys, long]);
      }
    }
  });

  it('progress by block, with the entries so far', async () => {
    const told: number[][] = [];
    await scanText('[{},{}]', { onProgress: (bytes, index) => told.push([bytes, index.count]) }, 4);
    assert.deepEqual(told, [
      [4, 1],
      [7, 2],
    ]);
  });

  it('that it was cancelled', async () => {
    const stop = new AbortController();
    const result = await scanText('[{},{}]', { signal: stop.signal, onProgress: () => stop.abort() }, 4);
    assert.deepEqual(result, { ok: false, cancelled: true });
  });

  it('that the file changed', async () => {
    const bytes = Buffer.from('[{}]');
    const grown = { ...bytesSource(Buffer.from('[{}] ')), size: 4 };
    const shrunk = { ...bytesSource(bytes), size: 5 };
    const other = { ...bytesSource(bytes), changed: () => Promise.resolve(true) };
    for (const source of [grown, shrunk, other]) {
      const result = await scan(source);
      assert.equal(!result.ok && 'problem' in result && result.problem.code, 'changed');
    }
  });

  it('the code of the system when reading fails', async () => {
    const failing = {
      ...bytesSource(Buffer.from('[{}]')),
      read: () => Promise.reject(Object.assign(new Error('no'), { code: 'EIO' })),
    };
    const result = await scan(failing);
    assert.deepEqual(result, {
      ok: false,
      problem: { code: 'notReadable', params: { error: 'EIO' }, offset: 0, line: 1, column: 1 },
    });
  });

  it('offsets beyond 4 GB', async () => {
    const far = 5_000_000_000;
    const source = drip(Buffer.from('[{}]'), 100);
    const result = await scan(source);
    assert.ok(result.ok);
    result.index.push(far, 17, 4_000_000_000, 3, true);
    assert.deepEqual(
      [result.index.offset(1), result.index.length(1), result.index.line(1), result.index.keys(1)],
      [far, 17, 4_000_000_000, 3],
    );
    assert.ok(result.index.hasLongNumber(1));
    assert.throws(() => result.index.offset(2), RangeError);
  });
});
