import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseTree, type ParseError } from 'jsonc-parser';
import { applyEdits } from '../../../src/core/payload/range';
import { find } from '../../../src/core/payload/tree';
import { isFreeForDate, mayHoldDate } from '../../../src/core/values/dateKinds';
import {
  entryIn,
  isForValue,
  isWhole,
  leafAt,
  pathOf,
  putValue,
  standingAt,
  type ValuePlace,
} from '../../../src/core/values/entryEdit';
import { photoEdits } from '../../../src/core/values/photoEdit';

const due = { place: 'data', key: 'due' } as const;
const next = { place: 'top', key: 'nextActionAt' } as const;

/** What stands at the place, and the text with 5 put there; the cursor is at `|`. */
function put(marked: string, place: ValuePlace): [string | undefined, string | undefined] {
  const text = marked.replace('|', '');
  const entry = entryIn(text, marked.indexOf('|'))!;
  const edits = putValue(entry, place, '5');
  return [standingAt(entry, place), edits && applyEdits(text, edits)];
}

describe('a value of the process at the cursor', () => {
  it('takes the place of a text or literal, or comes behind all else', () => {
    assert.deepEqual(put('{ |"data": { "due": "‹date›" } }', due), ['"‹date›"', '{ "data": { "due": 5 } }']);
    assert.deepEqual(put('{|\n  "state": "NEW"\n}', next), [
      undefined,
      '{\n  "state": "NEW",\n  "nextActionAt": 5\n}',
    ]);
    assert.deepEqual(put('{ "data": { "x": 1, "due": | } }', due), ['', '{ "data": { "x": 1, "due": 5 } }']);
    assert.deepEqual(put('[{}, { "data": {|"due":12345678901234567890} }]', due), [
      '12345678901234567890',
      '[{}, { "data": {"due":5} }]',
    ]);
    assert.deepEqual(put('{|}', { place: 'recordData', key: 'due' }), [
      undefined,
      '{ "record": { "data": { "due": 5 } } }',
    ]);
  });

  it('throws nothing away that is more than that', () => {
    assert.deepEqual(put('{ "data": { "due": [1|] } }', due), ['[1]', undefined]);
    assert.deepEqual(put('{ "data": "some|thing" }', due), [undefined, undefined]);
  });

  it('takes the place of all of what is no JSON yet', () => {
    const broken: readonly [string, string, string][] = [
      ['{"data":{"due": 2026-01-01|}}', '2026-01-01', '{"data":{"due": 5}}'],
      [
        '{"data":{"due": 2026-01-01T09:00:00Z, |"x":1}}',
        '2026-01-01T09:00:00Z',
        '{"data":{"due": 5, "x":1}}',
      ],
      ['{"data":{"due": 1/2/2026 /* day */|}}', '1/2/2026', '{"data":{"due": 5 /* day */}}'],
      ['{"data":{"due": tru|}}', 'tru', '{"data":{"due": 5}}'],
      ['{"data":{"due": tru|\n"x": 1}}', 'tru', '{"data":{"due": 5,\n"x": 1}}'],
      [`{"data":{"due": 'a, x'|}}`, `'a, x'`, '{"data":{"due": 5}}'],
    ];
    for (const [text, standing, wanted] of broken) assert.deepEqual(put(text, due), [standing, wanted], text);
  });

  it('stays out of a text that is too broken to tell what belongs to a value', () => {
    for (const text of [
      '{ "data": { "a": "x|\n  }\n}',
      '{ "data": { "a": "x\\"|\n  }\n}',
      '{ "data": { "a": tru|e x } }',
      '{ "data": { "due": 2026-01-01 |09:00 } }',
      '{ "data": { "due": "Ann "the" x"| } }',
      '{ "data": { "due": it\'s| } }',
      '{ "data": { "due": "x|\n } }',
      '{ "data": { "due": \n x: 1| } }',
      '{ "data": { "due": /* 1| } }',
      '{ "data": tru| }',
      '{ "data": { "due": -"2026-01-01"| } }',
    ])
      assert.equal(put(text, due)[1], undefined, text);
    // What is there is no object or list, so that the user may still choose it, and is told.
    assert.ok(isForValue(entryIn('{ "data": { "due": "x\n } }', 3)!, due));
    assert.ok(isForValue(entryIn('{ "data": }', 3)!, due));
    assert.ok(!isForValue(entryIn('{ "data": { "due": {} } }', 3)!, due));
    assert.ok(!isForValue(entryIn('{ "data": [] }', 3)!, due));
    assert.equal(
      photoEdits(entryIn('{"data":{"p":["a]}}', 9)!, { place: 'data', key: 'p', many: true }, ['id']),
      undefined,
    );
  });

  it('is that value then, and breaks nothing that was whole, in a text that is broken anywhere', () => {
    const bases = [
      '{\n  "data": {\n    "due": "2026-01-01", // day\n    "b": { "c": [1, 2] }\n  },\n  "state": "NEW"\n}',
      '{"data":{"a":1,"due":},"y":tru}',
    ];
    const slip = fc.tuple(fc.nat(200), fc.nat(2), fc.stringMatching(/^["'},:{[\]x1\-/\n ]?$/));
    const read = (text: string) => {
      const errors: ParseError[] = [];
      const root = parseTree(text, errors, { allowTrailingComma: true });
      return { root, errors: errors.length };
    };
    const slips = fc.array(slip, { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(fc.constantFrom(...bases), slips, fc.constantFrom(due, next), (base, all, place) => {
        const text = all.reduce(
          (whole, [at, length, put]) => whole.slice(0, at) + put + whole.slice(at + length),
          base,
        );
        const entry = entryIn(text, 1);
        const edits = entry && putValue(entry, place, '5');
        if (edits === undefined) return;
        const after = applyEdits(text, edits);
        const { root, errors } = read(after);
        // A slip may put a bracket before it all: then it is in a list.
        const process = root?.type === 'array' ? root.children?.[0] : root;
        assert.equal(process && find(process, pathOf(place))?.value.value, 5, after);
        assert.ok(errors <= read(text).errors, after);
      }),
      { numRuns: 500 },
    );
    // Behind a quote too many the parser takes the end of `data` for that of the process.
    assert.equal(put('{ "data": { "a": "x", "b|: 1 }, "y": 1 }', next)[1], undefined);
  });

  it('leaves a comma to a key that has no value', () => {
    assert.equal(put('{ "data": {| "name": } }', due)[1], '{ "data": { "due": 5, "name": } }');
    assert.equal(put('{ "data": { "a": 1 |"name": } }', due)[1], '{ "data": { "a": 1, "due": 5, "name": } }');
    assert.equal(put('{ "data": |}', due)[1], '{ "data": { "due": 5 }}');
  });

  it('is that of a text that is cut out of its document', () => {
    const text = '[{"data":{\n{"data":{"x":2}},';
    const from = text.indexOf('{"data":{"x"');
    const entry = entryIn(text.slice(from, -1), text.indexOf('2'), from)!;
    assert.ok(isWhole(entry));
    const wanted = (added: string) => text.replace('"x":2', `"x":2, ${added}`);
    assert.equal(applyEdits(text, putValue(entry, due, '5')!), wanted('"due": 5'));
    const edits = photoEdits(entry, { place: 'data', key: 'p', many: true }, ['id'])!;
    assert.equal(applyEdits(text, edits), wanted('"p": ["id"]'));
    for (const all of ['{"data":}', '{"data":{"x":}}', '{"data"}', '{}'])
      assert.ok(isWhole(entryIn(all, 1)!), all);
    for (const cut of ['{"data":{"x":2}', '{"data":{"x":"', '{"data":{"x":{"y":[1]}', '{'])
      assert.ok(!isWhole(entryIn(cut, 1)!), cut);
  });

  it('is none between the processes', () => {
    assert.equal(entryIn('[{},  {}]', 5), undefined);
    assert.equal(entryIn('', 0), undefined);
  });
});

describe('the value at the cursor', () => {
  const leaf = (marked: string) => {
    const entry = entryIn(marked.replace('|', ''), marked.indexOf('|'));
    const found = entry && leafAt(entry, marked.indexOf('|'));
    return found && `${found.path.join('.')} ${found.json}`;
  };

  it('is a text or literal among the attributes, at any depth, or that of the key there', () => {
    assert.equal(leaf('{ "data": { "x": "A|" } }'), 'data.x "A"');
    assert.equal(leaf('{ "data": { "x": "A"| } }'), 'data.x "A"');
    assert.equal(leaf('{ "data": { "|x": 1.0 } }'), 'data.x 1.0');
    assert.equal(leaf('[{ "data": { "o": { "l": [1, 2|] } } }]'), 'data.o.l.1 2');
    assert.equal(leaf('{ "record": { "data": { "x": tr|ue } } }'), 'record.data.x true');
  });

  it('is no field of the process, no object, and nothing between', () => {
    for (const text of [
      '{ "state": "N|EW" }',
      '{ "data": |{ "x": 1 } }',
      '{ "data": { "x": [| ] } }',
      '{ "data": { "x": 1, | "y": 2 } }',
      '{ "record": "i|d" }',
    ])
      assert.equal(leaf(text), undefined, text);
  });
});

describe('a date', () => {
  it('takes the place of nothing, a placeholder or a date without a question', () => {
    for (const json of ['', '""', 'null', '"‹text›"', '"2026-01-03"', '"2026-01-03T09:00"'])
      assert.ok(isFreeForDate(json), json);
    for (const json of ['"Ann"', '0', '1767225600000', 'true', '"20260103"', '"Ann']) {
      assert.ok(!isFreeForDate(json), json);
    }
  });

  it('is never looked for among values that are known to be something else', () => {
    assert.deepEqual(
      [mayHoldDate('state'), mayHoldDate('option'), mayHoldDate('photo')],
      [false, false, false],
    );
    assert.deepEqual([mayHoldDate('text'), mayHoldDate('any'), mayHoldDate('integer')], [true, true, true]);
  });
});
