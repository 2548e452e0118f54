import assert from 'node:assert/strict';
import fc from 'fast-check';
import { spotAt } from '../../../src/core/values/spot';

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
    ['{ // "data": {\n "nextActionAt": | }', 'top.nextActionAt = '],
    ['"nextActionAt": |', 'top.nextActionAt = '],
    ['{ "data": { "object": { "photo": | } } }', undefined],
    ['{ "data": { "data": { "photo": | } } }', undefined],
    ['{ "data": { "list": [{ "photo": | }] } }', undefined],
    ['{ "data": { "list": [{}, { "photo": | }] } }', undefined],
    ['{ "other": { "data": { "photo": | } } }', undefined],
    ['{ | }', undefined],
    ['{ "a": 1, | }', undefined],
    ['[|]', undefined],
    ['|', undefined],
    ['{ "a|" }', undefined],
  ];
  for (const [text, wanted] of spots) it(text.replaceAll('\n', '⏎'), () => assert.equal(at(text), wanted));

  it('costs the same in a payload of a megabyte', () => {
    const entry = '  { "data": { "city": "Lyon", "score": 1 } },';
    const lines = ['[', ...Array.from({ length: 25_000 }, () => entry), '  { "nextActionAt":  }', ']'];
    let read = 0;
    const spot = spotAt(line => (read++, lines[line]), 25_001, 20);
    assert.deepEqual([spot?.place, spot?.key], ['top', 'nextActionAt']);
    assert.ok(read < 1_000, `${read} lines were read`);
  });

  it('is not looked for in a line that is too long', () =>
    assert.equal(
      spotAt(() => `{ "nextActionAt": ${' '.repeat(60_000)}`, 0, 18),
      undefined,
    ));

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
