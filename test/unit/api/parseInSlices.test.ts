import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseInSlices } from '../../../src/core/api/parseInSlices';
import type { Json } from '../../../src/core/json';

function parsed(text: string, smallest: number): { value: Json; steps: number } | 'refused' {
  const work = parseInSlices(text, smallest);
  try {
    for (let steps = 0; ; steps++) {
      const step = work.next();
      if (step.done === true) return { value: step.value, steps };
    }
  } catch (error) {
    assert.ok(error instanceof SyntaxError, String(error));
    return 'refused';
  }
}

function whole(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

describe('JSON in slices', () => {
  it('is what JSON.parse makes of it', () => {
    fc.assert(
      fc.property(
        fc.json({ maxDepth: 5 }),
        fc.constantFrom(0, 2),
        fc.integer({ min: 0, max: 20 }),
        (json, space, smallest) => {
          const value = JSON.parse(json) as Json;
          const text = ` ${JSON.stringify(value, undefined, space)}\r\n`;
          const got = parsed(text, smallest);
          assert.ok(got !== 'refused', text);
          assert.deepEqual(got.value, value);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('refuses what JSON.parse refuses', () => {
    const valid = '{"_data":[{"id":"a\\"]","n":[1,2.5e3]},{"x":{}},[],""],"_meta":{"next":null},"t":true}';
    fc.assert(
      fc.property(
        fc.nat(valid.length),
        fc.nat(2),
        fc.constantFrom('', ',', ']', '}', '{', '[', '"', ':', ' ', 'x', '\\', '1', ',]', '\f'),
        (at, cut, put) => {
          const text = valid.slice(0, at) + put + valid.slice(at + cut);
          const got = parsed(text, 3);
          const expected = whole(text);
          assert.deepEqual(got === 'refused' ? undefined : got.value, expected, text);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('refuses a comma at the end of a list or an object', () => {
    for (const text of ['[1,2,]', '{"a":1,}', '[,1]', '[1 2]', '{"a" 1}', '[[1,2],,3]'])
      assert.equal(parsed(text, 2), 'refused', text);
  });

  it('makes own properties of any name, and the last of several wins', () => {
    const text = '{"__proto__": [1, 2, 3], "a": "first", "a": "last"}';
    const got = parsed(text, 3);
    assert.ok(got !== 'refused');
    assert.deepEqual(got.value, JSON.parse(text));
  });

  it('rests after each piece of a large text', () => {
    const text = JSON.stringify({
      _data: Array.from({ length: 1_000 }, (_, n) => ({ n, t: 'x'.repeat(500) })),
    });
    const got = parsed(text, 128 * 1024);
    assert.ok(got !== 'refused' && got.steps > 1_000);
    assert.deepEqual(got.value, JSON.parse(text));
  });
});
