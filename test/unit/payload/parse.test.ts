import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parsePayload } from '../../../src/core/payload/parse';

/** Problems as `code line:column found`. */
function problems(text: string): string[] {
  const parsed = parsePayload(text);
  return parsed.ok ? [] : parsed.problems.map(p => `${p.code} ${p.line}:${p.column} ${p.found}`.trim());
}

describe('parsePayload', () => {
  it('says exactly where it is not JSON', () => {
    assert.deepEqual(problems('{\n  "a": 1\n  "b": 2\n}'), ['CommaExpected 3:3 "b"']);
    assert.deepEqual(problems('{"a":\r\n}'), ['ValueExpected 2:1 }']);
    assert.deepEqual(problems('{"a": True}'), ['InvalidSymbol 1:7 True']);
    assert.deepEqual(problems("{'a': 1}")[0], "InvalidSymbol 1:2 'a'");
    assert.deepEqual(problems('{"a": NaN}'), ['InvalidSymbol 1:7 NaN']);
    assert.deepEqual(problems('{"a": "x'), ['UnexpectedEndOfString 1:7 "x']);
    assert.deepEqual(problems('{} {}'), ['EndOfFileExpected 1:4 {']);
    assert.deepEqual(problems('{"a": "b\tc"}'), ['InvalidCharacter 1:7 "b\tc"']);
    assert.deepEqual(problems('{"a": "\u0000"}'), ['InvalidCharacter 1:7 "\u0000"']);
  });

  it('tells a comma too many from other errors', () => {
    assert.deepEqual(problems('{"a": [1, 2,], }'), ['trailingComma 1:12 ,', 'trailingComma 1:14 ,']);
    assert.deepEqual(problems('[,]'), ['trailingComma 1:2 ,']);
    assert.deepEqual(problems('{"a": 1, // x\n}'), ['trailingComma 1:8 ,']);
  });

  it('knows nothing from something', () => {
    for (const text of ['', ' \n', '// only this', '/* a */\n', '\uFEFF'])
      assert.deepEqual(problems(text), ['empty 1:1']);
  });

  it('reports a byte order mark, and reads on behind it', () => {
    assert.deepEqual(problems('\uFEFF{"a": x}'), ['byteOrderMark 1:1', 'InvalidSymbol 1:8 x']);
  });

  it('refuses what is nested without end, however deep', () => {
    assert.deepEqual(problems('['.repeat(100_000)), ['tooDeep 1:257 [']);
    assert.equal(parsePayload('['.repeat(256) + ']'.repeat(256)).ok, true);
  });

  it('stops after 20 problems', () => {
    assert.equal(problems(`[${'x, '.repeat(100)}]`).length, 20);
  });

  it('gives the comments apart', () => {
    const text = '{ /* a */ "b": "// no", // c\n "d": 1 }';
    const { ok, comments } = parsePayload(text);
    assert.equal(ok, true);
    assert.deepEqual(
      comments.map(({ offset, length }) => text.slice(offset, offset + length)),
      ['/* a */', '// c'],
    );
  });

  it('agrees with JSON.parse on what is JSON and what it says', () => {
    const spoiled = fc
      .tuple(
        fc.json({ maxDepth: 3 }),
        fc.nat(),
        fc.nat(2),
        fc.constantFrom('', ',', '"', '}', '\\', '0', 'e', ' ', '\n', '-'),
      )
      .map(([json, at, cut, extra]) => {
        const i = at % (json.length + 1);
        return json.slice(0, i) + extra + json.slice(i + cut);
      });
    fc.assert(
      fc.property(fc.oneof(spoiled, fc.json()), text => {
        const parsed = parsePayload(text);
        assert.equal(parsed.ok, isJson(text), text);
        if (parsed.ok) assert.equal(JSON.stringify(parsed.value), JSON.stringify(JSON.parse(text)));
      }),
      { numRuns: 400 },
    );
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
