import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findSpot, spotAt } from '../../../src/core/values/spot';

/** The spot at `|`, as `place.key[] = value`. */
function at(marked: string): string | undefined {
  const before = marked.slice(0, marked.indexOf('|')).split('\n');
  const lines = marked.replace('|', '').split('\n');
  const spot = spotAt(line => lines[line], before.length - 1, before.at(-1)!.length);
  if (spot === undefined) return undefined;
  const { place, key, inArray, value, isScalar } = spot;
  const text = lines[value.line]!.slice(value.start, value.end);
  return `${place}.${key}${inArray ? '[]' : ''} = ${text}${isScalar ? '' : '…'}`;
}

describe('where a cursor is in a payload', () => {
  const spots: readonly [string, string | undefined][] = [
    ['{ "nextActionAt": | }', 'top.nextActionAt = '],
    ['{ "nextActionAt":|}', 'top.nextActionAt = '],
    ['{ "nextActionAt": 12|3 }', 'top.nextActionAt = 123'],
    ['{ "assignedTo": "in|es" }', 'top.assignedTo = "ines"'],
    ['{ "assignedTo": "in|', 'top.assignedTo = "in'],
    ['{ "assi|gnedTo": "ines" }', 'top.assignedTo = "ines"'],
    ['{ "assignedTo|": }', 'top.assignedTo = '],
    ['{\n  "data": {\n    "a": "x",\n    "photo": |\n  }\n}', 'data.photo = '],
    ['{ "data": { "photos": ["a", |] } }', 'data.photos[] = '],
    ['{ "data": { "photos": [|] } }', 'data.photos[] = '],
    ['{ "data": { "photos": ["a|", "b"] } }', 'data.photos[] = "a"'],
    ['{ "data": { "pho|tos": ["a", "b"] } }', 'data.photos = […'],
    ['{ "record": { "data": { "photo": "|" } } }', 'recordData.photo = ""'],
    [
      '[\n  { "data": { "a": 1 } },\n  { "state": "NEW", "data": { "b": {}, "photo": | } }\n]',
      'data.photo = ',
    ],
    ['[{ "a": 1 }, { "nextActionAt": | }]', 'top.nextActionAt = '],
    ['{ "a": "} ] , : \\" { [", "nextActionAt": | }', 'top.nextActionAt = '],
    ['{ "processes": [{ "nextActionAt": | }] }', 'top.nextActionAt = '],
    ['{\n"$schema": "x", "processes": [\n{ "data": { "b": {}, "photo": | } }\n]}', 'data.photo = '],
    ['[{ "processes": [{ "nextActionAt": | }] }]', undefined],
    ['{ "others": [{ "nextActionAt": | }] }', undefined],
    ['{ "data": { "processes": [{ "nextActionAt": | }] } }', undefined],
    ['{ // "data": {\n "nextActionAt": | }', 'top.nextActionAt = '],
    ['"nextActionAt": |', 'top.nextActionAt = '],
    ['{ "data": { "object": { "photo": | } } }', undefined],
    ['{ "data": { "data": { "photo": | } } }', undefined],
    ['{ "data": { "list": [{ "photo": | }] } }', undefined],
    ['{ "data": { "list": [{}, { "photo": | }] } }', undefined],
    ['{ "other": { "data": { "photo": | } } }', undefined],
    ['{ | }', undefined],
    ['{ "a": 1, | }', undefined],
    ['{ /* { */ "nextActionAt": | }', 'top.nextActionAt = '],
    ['{ "data":/* { */{"photo": | } }', 'data.photo = '],
    ['{\n  "data":\n  {\n    "photo":\n      "|"\n  }\n}', 'data.photo = ""'],
    ['[[{ "nextActionAt": | }]]', undefined],
    ['{ "a": [[ { "nextActionAt": | } ]] }', undefined],
    ['[|]', undefined],
    ['|', undefined],
    ['{ "a|" }', undefined],
  ];
  for (const [text, wanted] of spots) it(text.replaceAll('\n', '⏎'), () => assert.equal(at(text), wanted));

  describe('of a megabyte', () => {
    /** How often it rests. */
    const restsOf = (lines: readonly string[], line: number, column: number) => {
      const steps = findSpot(n => lines[n], line, column);
      for (let rests = 0; ; rests++) {
        const step = steps.next();
        if (step.done === true) return { rests, spot: step.value };
      }
    };

    it('is found at the end of an array of entries, with rests', () => {
      const entry = '  { "data": { "city": "Lyon", "score": 1 } },';
      const lines = ['[', ...Array.from({ length: 25_000 }, () => entry), '  { "nextActionAt":  }', ']'];
      const { spot, rests } = restsOf(lines, 25_001, 20);
      assert.deepEqual([spot?.place, spot?.key], ['top', 'nextActionAt']);
      assert.ok(rests > 50, `${rests} rests`);
    });

    it('is found behind a large object in the same `data`', () => {
      const rows = Array.from({ length: 5_000 }, (_, row) => `{ "row": ${row}, "more": ["}", {}] },`);
      const lines = ['{ "data": {', '"rows": { "list": [', ...rows, '{}] },', '"owner": "i"', '} }'];
      const { spot } = restsOf(lines, 5_003, 11);
      assert.deepEqual([spot?.place, spot?.key], ['data', 'owner']);
    });

    it('is found on a single line', () => {
      const text = `{ "data": { "text": "${'\\"{ '.repeat(100_000)}", "owner": "i" } }`;
      const { spot } = restsOf([text], 0, text.indexOf('"i"') + 1);
      assert.deepEqual([spot?.place, spot?.key, spot?.value.end], ['data', 'owner', text.indexOf('"i"') + 3]);
    });

    it('is found in a long text', () => {
      const text = `{ "data": { "text": "${'word '.repeat(100_000)}" } }`;
      const { spot } = restsOf([text], 0, 200_000);
      assert.deepEqual([spot?.place, spot?.key, spot?.value.start], ['data', 'text', 20]);
    });
  });

  it('is the same in a list in one line as in many, however long that is', () => {
    const entry = (n: number) => ({
      lead_id: `L-${n} "[{" // \\`,
      data: { a: n, photos: ['x', 'y'], deep: { b: [1, { c: null }] } },
      record: { data: { phone: '+49' } },
      state: 'NEW',
    });
    const list = Array.from({ length: 40 }, (_, n) => entry(n));
    const [short, long] = [JSON.stringify(list), JSON.stringify(list, undefined, 2)];
    const placesIn = (text: string) =>
      [...text.matchAll(/"(?:[^"\\]|\\.)*"|[\w.]+|[[\]{},:]/g)].map(({ index }) => index);
    const spot = (text: string, offset: number) => {
      const marked = `${text.slice(0, offset)}|${text.slice(offset)}`;
      return marked.indexOf('|') === offset ? at(marked) : undefined;
    };
    const [inShort, inLong] = [placesIn(short), placesIn(long)];
    assert.equal(inShort.length, inLong.length);
    let told = 0;
    for (const [n, offset] of inShort.entries()) {
      if (n % 5 !== 0 && n < inShort.length - 60) continue;
      // Between two signs a blank or none is not the same place.
      if (/[[\]{},:]/.test(short.charAt(offset))) continue;
      const found = spot(short, offset + 1);
      assert.equal(found, spot(long, inLong[n]! + 1), short.slice(offset, offset + 30));
      if (found !== undefined) told += 1;
    }
    assert.ok(short.length > 4_000 && told > 60, `${short.length} ${told}`);
  });

  it('is no riddle in any text', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      '"data"',
      '"a"',
      '\\',
      '1',
      ' ',
      '//',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(piece), fc.nat(), (pieces, where) => {
        const lines = pieces.join('').split('\n');
        const line = where % lines.length;
        spotAt(n => lines[n], line, where % (lines[line]!.length + 1));
      }),
      { numRuns: 500 },
    );
  });
});
