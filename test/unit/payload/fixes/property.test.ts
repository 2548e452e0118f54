import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Fix } from '../../../../src/core/payload/fixes';
import { applyEdits, type Edit } from '../../../../src/core/payload/range';
import { spotAt } from '../../../../src/core/values/spot';
import { attribute, lead } from '../../schema/sample';
import { fixesOf } from './fixesOf';
import { apply, bare, modelOf, type Model } from './model';

const of = {
  ...lead,
  attributes: [
    ...lead.attributes,
    attribute('due', 'datetime'),
    attribute('seen', 'datetimeISO8601'),
    attribute('day', 'date'),
    attribute('owner', 'user'),
  ],
};

const keys = [
  ...['lead_id', 'firstname', 'First name', 'score', 'Scroe', 'temperature', 'tags', 'visited', 'age', 'due'],
  ...['seen', 'day', 'owner', 'address', 'nonsense', 'The email', 'internal', 'State', '🎈', 'a\\"b\\u0041'],
];
const values = [
  ...['1', '1.0', '-0', '1E400', '12345678901234567890', '0.1000', '1767225600', '1767225600000', 'null'],
  ...['true', '{}', '"5"', '"1.50"', '"12345678901234567890"', '"hot"', '"Cold"', '"kim"', '"Sam Lee"'],
  ...[
    '"Done"',
    '"‹text›"',
    '"\\u00e9\\/"',
    '"🎈 // no /* comment"',
    '"2026-01-01"',
    '"2026-01-01T00:00:00Z"',
  ],
  ...['"true"', '["VIP", "eu", "x"]', '[1.00, {"score": "5"}]', '{"b": "1" }', '{ "phone_number": 5 }'],
  '"open"',
];

/** How a file is written. */
interface Manner {
  readonly newline: string;
  readonly indent: string;
  readonly mark: string;
  readonly comments: boolean;
  readonly layout: 'one' | 'array' | 'processes';
  readonly trailing: boolean;
}

const manner: fc.Arbitrary<Manner> = fc.record({
  newline: fc.constantFrom('\n', '\r\n', ''),
  indent: fc.constantFrom('  ', '\t', '   '),
  mark: fc.constantFrom('', '\uFEFF'),
  comments: fc.boolean(),
  layout: fc.constantFrom('one', 'array', 'processes'),
  trailing: fc.boolean(),
});

/** Of each kind of fix one that comes up often. */
const wrong: readonly (readonly [string, string])[] = [
  ['score', '"12345678901234567890"'],
  ['firstname', '1.0'],
  ['visited', '"true"'],
  ['due', '"2026-01-01T00:00:00Z"'],
  ['due', '1767225600'],
  ['seen', '1767225600000'],
  ['temperature', '"hot"'],
  ['First name', '"🎈"'],
  ['State', '"NEW"'],
  ['age', '{ "x": [1.0] }'],
  ['email', '"‹text›"'],
];
const row: fc.Arbitrary<readonly [string, string]> = fc.oneof(
  fc.tuple(fc.constantFrom(...keys), fc.constantFrom(...values)),
  fc.constantFrom(...wrong),
);

interface Written {
  readonly text: string;
  readonly manner: Manner;
}

/** A payload, written in any manner. */
const payload: fc.Arbitrary<Written> = fc
  .tuple(
    fc.array(row, { maxLength: 4 }),
    fc.option(fc.array(row, { maxLength: 6 }), { freq: 4 }),
    fc.array(fc.tuple(fc.constantFrom('status', 'state', 'assignedTo', 'nextActionAt', 'record'), row), {
      maxLength: 2,
    }),
    fc.array(fc.nat(9), { minLength: 7, maxLength: 7 }),
    fc.nat(4),
    manner,
  )
  .map(([beside, inData, fields, odd, place, how]) => {
    let n = 0;
    const { newline, indent, comments, trailing } = how;
    const breaks = newline === '' ? ' ' : newline;
    // Now and then something else than a tidy file has.
    const fill = (usual: string): string => {
      switch (odd[n++ % odd.length]) {
        case 0:
          return comments ? `${usual}/* ${n} 🎈 "x": 1, */ ` : `${usual} `;
        case 1:
          return comments && newline !== '' ? `${usual}// ${n} }, "y"${newline}` : ` ${usual}`;
        case 2:
          return usual === '' ? ' ' : usual;
        default:
          return usual;
      }
    };
    const object = (rows: readonly (readonly [string, string])[], depth: number): string => {
      const line = breaks + (newline === '' ? '' : indent.repeat(depth));
      const members = rows.map(
        ([name, json]) => `${fill(line)}"${name}"${fill('')}:${fill(' ')}${json}${fill('')}`,
      );
      const end = trailing && rows.length > 0 ? ',' : '';
      return `{${members.join(',')}${end}${fill(breaks + (newline === '' ? '' : indent.repeat(depth - 1)))}}`;
    };
    const rows: (readonly [string, string])[] = [
      ...beside,
      ...fields.map(([name, [key, json]]) =>
        name === 'record'
          ? ([
              name,
              object(
                [
                  [key, json],
                  ['phone_number', '5'],
                ],
                2,
              ),
            ] as const)
          : ([name, json] as const),
      ),
    ];
    if (inData !== null) rows.splice(place, 0, ['data', object(inData, 2)]);
    const one = object(rows, 1);
    const list = `[${one},${fill(breaks)}${one}]`;
    const texts = { one, array: list, processes: `{ "processes":${fill(' ')}${list}${breaks}}` };
    return { text: how.mark + texts[how.layout], manner: how };
  });

const comment = /"(?:\\.|[^"\\])*"|\/\/[^\r\n]*|\/\*[^]*?\*\//g;

function commentsOf(text: string): string[] {
  return (text.match(comment) ?? []).filter(found => found.startsWith('/'));
}

/** Everything that edits of one kind must leave as it was, and what they say that they do. */
function check(text: string, fixes: readonly Fix[], edits: readonly Edit[], { newline }: Manner): void {
  const after = applyEdits(text, edits);
  assert.notEqual(after, text);
  let end = 0;
  for (const { offset, length, text: made } of edits) {
    assert.ok(offset >= end && offset + length <= text.length, 'edits overlap');
    end = offset + length;
    if (newline === '\r\n') assert.ok(!/(?<!\r)\n/.test(made), 'a line that ends otherwise than the file’s');
  }
  const expected = modelOf(text);
  for (const fix of fixes) apply(expected, fix);
  assert.deepEqual(bare(modelOf(after)), bare(expected));
  assert.equal(after.startsWith('\uFEFF'), text.startsWith('\uFEFF'));
  const code = fixes[0]!.kind.code;
  const lost = code.startsWith('remove')
    ? fixes.flatMap(({ at }) => commentsOf(text.slice(at.offset, at.offset + at.length)))
    : [];
  assert.deepEqual([...commentsOf(after), ...lost].sort(), commentsOf(text).sort());
  if (code !== 'move' && !code.startsWith('remove')) {
    for (const { offset, length } of edits) isToken(text.slice(offset, offset + length));
    return;
  }
  // What comes is what goes, byte for byte, with commas and blanks, and a `data` where there is none.
  let made = edits.map(edit => edit.text).join('');
  for (const { kind, at } of fixes) {
    if (kind.code !== 'move') continue;
    const whole = text.slice(at.offset, at.offset + at.length);
    const own = kind.from === kind.to ? whole : whole.replace(/^"(?:\\.|[^"\\])*"/, `"${kind.to}"`);
    assert.ok(made.includes(own), `${own} is not in ${made}`);
    made = made.replace(own, '');
  }
  assert.match(made, /^(?:[\s,]|"data"\s*:\s*\{[\s,]*\})*$/);
  // Outside of the properties themselves only blanks and commas go.
  const inside = fixes.map(({ at }) => at);
  for (const { offset, length } of edits)
    for (let i = offset; i < offset + length; i++)
      if (!inside.some(at => i >= at.offset && i < at.offset + at.length))
        assert.match(text[i]!, /[\s,]/, `${text[i]} at ${i} goes, too`);
}

/** Edits of several kinds, each of one token. */
function checkTokens(text: string, fixes: readonly Fix[], edits: readonly Edit[]): void {
  const expected = modelOf(text);
  for (const fix of fixes) apply(expected, fix);
  assert.deepEqual(bare(modelOf(applyEdits(text, edits))), bare(expected));
  for (const { offset, length } of edits) isToken(text.slice(offset, offset + length));
}

function isToken(written: string): void {
  assert.match(written, /^(?:"(?:\\.|[^"\\])*"|[^\s{}[\],:"]+)$/);
}

/** So that a failure shows the file. */
function told(text: string, edits: readonly Edit[], run: () => void): void {
  try {
    run();
  } catch (error) {
    throw new Error(`${JSON.stringify(text)} → ${JSON.stringify(applyEdits(text, edits))}`, { cause: error });
  }
}

describe('a quick fix', () => {
  it('does what it says and changes nothing else, alone and with all of its kind', () => {
    fc.assert(
      fc.property(payload, ({ text, manner: how }) => {
        const { single, all, sure } = fixesOf(text, of);
        for (const fix of single) told(text, fix.edits, () => check(text, [fix], fix.edits, how));
        const certain = single.filter(({ isSure }) => isSure === true);
        assert.equal(sure?.count ?? 0, certain.length);
        if (sure !== undefined) told(text, sure.edits, () => checkTokens(text, certain, sure.edits));
        for (const [group, { edits, count }] of all) {
          const own = single.filter(fix => fix.group === group);
          assert.equal(own.length, count);
          told(text, edits, () => check(text, own, edits, how));
        }
      }),
      { numRuns: 45 },
    );
  });

  it('of every kind comes up in these payloads, in files of every manner', () => {
    const seen = new Set<string>();
    for (const { text, manner: how } of fc.sample(payload, { seed: 5, numRuns: 150 })) {
      const { single, all } = fixesOf(text, of);
      const ways = [how.layout as string, how.newline === '\r\n' ? 'crlf' : '', how.mark && 'bom'];
      if (how.indent === '\t') ways.push('tabs');
      if (commentsOf(text).length > 0) ways.push('comments');
      for (const { kind } of single) for (const way of ['', ...ways]) seen.add(`${kind.code} ${way}`.trim());
      for (const group of all.keys()) seen.add(`all ${group}`);
    }
    const values = ['asNumber', 'asText', 'asBoolean', 'isoToMs', 'msToIso', 'secondsToMs', 'choice'];
    const codes = [...values, 'move', 'renameAttribute', 'renameField', 'removeDerived', 'removePlaceholder'];
    const ways = ['', ' array', ' processes', ' crlf', ' tabs', ' bom', ' comments'];
    const wanted = codes.flatMap(code => ways.map(way => code + way));
    for (const one of [...wanted, 'all move', 'all removeDerived', 'all asNumber', 'all renameAttribute'])
      assert.ok(seen.has(one), `${one} never came up: the test above proves nothing about it`);
  });

  it('is not offered again where it was done', () => {
    fc.assert(
      fc.property(payload, ({ text }) => {
        const [first] = fixesOf(text, of).single;
        // Of a key that occurs twice the second one takes the place of the first.
        if (first === undefined || first.isRewrite === true || first.kind.code.startsWith('remove')) return;
        const after = applyEdits(text, first.edits);
        const again = fixesOf(after, of).single.filter(
          ({ kind, edits }) => kind.code === first.kind.code && edits[0]?.offset === first.edits[0]?.offset,
        );
        for (const fix of again) assert.notDeepEqual(fix.kind, first.kind, text);
      }),
      { numRuns: 40 },
    );
  });
});

describe('a completion of a value', () => {
  /** The values of the attributes, fields and their lists: the places where one is offered. */
  function* places(model: Model, isValue: boolean): Iterable<Model & { kind: 'leaf' }> {
    if (model.kind === 'leaf') {
      if (isValue) yield model;
    } else if (model.kind === 'object') {
      for (const { key, value } of model.members) {
        const holds = key === 'data' || key === 'record';
        if (value.kind !== 'object' || holds) yield* places(value, !holds);
      }
    } else for (const item of model.items) if (item.kind !== 'list') yield* places(item, isValue);
  }

  it('replaces the value that the cursor is in, and nothing else', () => {
    fc.assert(
      fc.property(payload, fc.nat(1000), ({ text }, seed) => {
        // VS Code takes the byte order mark away.
        const clean = text.replace('\uFEFF', '');
        const leaves = [...places(modelOf(clean), false)];
        const leaf = leaves[seed % Math.max(1, leaves.length)];
        if (leaf === undefined) return;
        const at = leaf.offset + (seed % (leaf.raw.length + 1));
        const before = clean.slice(0, at).split(/\r?\n/);
        const lines = clean.split(/\r?\n/);
        const spot = spotAt(line => lines[line], before.length - 1, before.at(-1)!.length);
        if (spot?.isScalar !== true) return;
        const { line, start, end } = spot.value;
        assert.equal(lines[line]!.slice(start, end), leaf.raw, clean);
        assert.equal(start, clean.slice(0, leaf.offset).split(/\r?\n/).at(-1)!.length, clean);
      }),
      { numRuns: 100 },
    );
  });
});
