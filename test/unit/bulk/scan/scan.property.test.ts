import assert from 'node:assert/strict';
import fc from 'fast-check';
import { scan } from '../../../../src/core/bulk/scan/scan';
import { drip, entryTexts } from './bytes';

const blank = fc.string({ unit: fc.constantFrom(' ', '\n', '\r', '\t'), maxLength: 3 });
const text = fc.string({ unit: 'binary', maxLength: 6 }).map(part => JSON.stringify(part));
const scalar = fc.oneof(
  text,
  fc.constantFrom('null', 'true', '-0', '1e400', '12345678901234567890', '"\\""', '"\\\\"', '"\\u007b]"'),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(number => JSON.stringify(number)),
);

/** JSON as people and programs write it: with blanks anywhere, keys twice, brackets within strings. */
const { object } = fc.letrec<{ value: string; object: string; list: string }>(tie => ({
  value: fc.oneof({ maxDepth: 3 }, scalar, tie('object'), tie('list')),
  list: fc
    .tuple(fc.array(fc.tuple(blank, tie('value'), blank), { maxLength: 3 }), blank)
    .map(([items, inner]) => `[${items.map(parts => parts.join('')).join(',') || inner}]`),
  object: fc
    .tuple(fc.array(fc.tuple(blank, text, blank, blank, tie('value'), blank), { maxLength: 3 }), blank)
    .map(
      ([members, inner]) =>
        `{${members.map(([a, key, b, c, value, d]) => `${a}${key}${b}:${c}${value}${d}`).join(',') || inner}}`,
    ),
}));

const list = fc
  .tuple(fc.array(fc.tuple(blank, object, blank), { minLength: 1, maxLength: 5 }), blank, blank)
  .map(([items, before, behind]) => `${before}[${items.map(parts => parts.join('')).join(',')}]${behind}`);

const blocks = fc.integer({ min: 1, max: 40 });

describe('bulk scan: against JSON.parse', () => {
  it('finds the entries that JSON.parse finds, at their lines', async () => {
    await fc.assert(
      fc.asyncProperty(list, fc.boolean(), blocks, async (json, marked, size) => {
        const bytes = Buffer.from(marked ? `\uFEFF${json}` : json);
        const result = await scan(drip(bytes, size));
        const entries = entryTexts(result, bytes);
        const expected = JSON.parse(json) as unknown[];
        assert.deepEqual(
          entries.map(entry => JSON.parse(entry) as unknown),
          expected,
        );
        assert.ok(result.ok);
        entries.forEach((_, i) => {
          const before = bytes.subarray(0, result.index.offset(i)).toString();
          assert.equal(result.index.line(i), before.split(/\r\n|\r|\n/).length);
        });
      }),
      { numRuns: 60 },
    );
  });

  it('finds all entries of a file that is taken in many pieces, at their lines', async () => {
    const entries = Array.from(
      { length: 6000 },
      (_, i) => `{"a${i}":"${'\\"é{'.repeat(i % 13)}",\r\n"n":[${i},{"x":"]"}]}`,
    );
    const bytes = Buffer.from(`[\n${entries.join(',\r\n')}\n]`);
    assert.ok(bytes.length > 300_000);
    const result = await scan(drip(bytes, bytes.length));
    assert.deepEqual(entryTexts(result, bytes), entries);
    assert.ok(result.ok);
    entries.forEach((_, i) => assert.equal(result.index.line(i), 2 + 2 * i));
  });

  it('refuses a list that was damaged, or finds what JSON.parse finds, or leaves it to the check of an entry', async () => {
    const damage = fc.record({
      at: fc.nat(),
      drop: fc.integer({ min: 0, max: 2 }),
      put: fc.string({ unit: fc.constantFrom(...Array.from('{}[],:" \n\\/x1\0é')), maxLength: 2 }),
    });
    await fc.assert(
      fc.asyncProperty(list, damage, blocks, async (json, { at, drop, put }, size) => {
        const place = at % json.length;
        const damaged = json.slice(0, place) + put + json.slice(place + drop);
        // A half of a character pair cannot be written to a file.
        fc.pre(!/\p{Cs}/u.test(damaged));
        const result = await scan(drip(Buffer.from(damaged), size));
        const expected = tryParse(damaged);
        if (!result.ok) {
          const objects = Array.isArray(expected) && expected.length > 0 && expected.every(isObject);
          assert.ok(!objects, `refused although right: ${JSON.stringify(result)}`);
          return;
        }
        const found = entryTexts(result, damaged).map(tryParse);
        if (expected === undefined) {
          const lines = result.layout === 'lines';
          assert.ok(lines || found.includes(undefined), 'an entry must be wrong');
        } else {
          assert.deepEqual(result.layout === 'array' ? found : found[0], expected);
        }
      }),
      { numRuns: 120 },
    );
  });
});

function tryParse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
