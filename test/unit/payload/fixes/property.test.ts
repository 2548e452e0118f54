import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseTree, type Node } from 'jsonc-parser';
import type { Fix } from '../../../../src/core/payload/fixes';
import { applyEdits, type Edit } from '../../../../src/core/payload/range';
import { attribute, lead } from '../../schema/sample';
import { blanks } from '../jsonText';
import { fixesOf } from './fixesOf';

const of = {
  ...lead,
  attributes: [...lead.attributes, attribute('due', 'datetime'), attribute('seen', 'datetimeISO8601')],
};

const key = fc.constantFrom(
  ...['lead_id', 'firstname', 'First name', 'score', 'Scroe', 'temperature', 'tags', 'visited', 'age'],
  ...['due', 'seen', 'address', 'nonsense', 'The email', 'internal', 'State', 'a\\"b\\u0041'],
);
const value = fc.constantFrom(
  ...['1', '1.0', '-0', '1E400', '12345678901234567890', '1767225600', '1767225600000', 'null', 'true', '{}'],
  ...[
    '"5"',
    '"1.50"',
    '"12345678901234567890"',
    '"hot"',
    '"Cold"',
    '"kim"',
    '"Done"',
    '"‹text›"',
    '"\\u00e9\\/"',
  ],
  ...[
    '"2026-01-01"',
    '"2026-01-01T00:00:00Z"',
    '"true"',
    '["VIP", "eu", "x"]',
    '[1.00, {"score": "5"}]',
    '{"b": "1" }',
  ],
);

/** A payload, one process or two, written in any manner. */
const payload = fc
  .tuple(
    fc.array(fc.tuple(key, value), { maxLength: 5 }),
    fc.array(fc.tuple(key, value), { maxLength: 7 }),
    fc.array(fc.tuple(fc.constantFrom('status', 'state', 'assignedTo', 'nextActionAt'), value), {
      maxLength: 2,
    }),
    fc.array(blanks, { minLength: 5, maxLength: 5 }),
    fc.constantFrom('none', 'first', 'last'),
    fc.boolean(),
  )
  .map(([beside, inData, fields, fill, where, isArray]) => {
    let n = 0;
    const blank = (): string => fill[n++ % fill.length]!;
    const object = (rows: readonly (readonly [string, string])[]): string =>
      `{${rows.map(([name, json]) => `${blank()}"${name}"${blank()}:${blank()}${json}${blank()}`).join(',')}${blank()}}`;
    const data = ['data', object(inData)] as const;
    const rows = [...beside, ...fields];
    const one = object(where === 'none' ? rows : where === 'first' ? [data, ...rows] : [...rows, data]);
    return isArray ? `[${one},${blank()}${one}]` : one;
  });

/** Every token of a text but commas and colons, in order. */
function tokens(text: string): string[] {
  return text.match(/"(?:\\.|[^"\\])*"|[{}[\]]|[^\s{}[\],:"]+/g) ?? [];
}

/** Path -> the value as it is written, for all that is no object. */
function leaves(text: string): Map<string, string> {
  const errors: never[] = [];
  const root = parseTree(text, errors);
  assert.ok(root !== undefined && errors.length === 0, text);
  const found = new Map<string, string>();
  const walk = (node: Node, path: readonly unknown[]): void => {
    const { children = [] } = node;
    if (node.type === 'property') walk(children[1]!, [...path, children[0]!.value]);
    else if (node.type === 'object') for (const child of children) walk(child, path);
    else found.set(JSON.stringify([path, found.size]), text.slice(node.offset, node.offset + node.length));
  };
  const items = root.type === 'array' ? (root.children ?? []) : [root];
  for (const [i, item] of items.entries()) walk(item, [i]);
  return found;
}

function holds(text: string, edits: readonly Edit[]): void {
  let end = 0;
  for (const { offset, length } of edits) {
    assert.ok(offset >= end && offset + length <= text.length, `${text} ${JSON.stringify(edits)}`);
    end = offset + length;
  }
}

/** Values as they are written, without those that stand in what the edits replace or write. */
function multiset(list: Iterable<string>): string[] {
  return [...list].sort();
}

/** What must be true of a text before and after edits of one kind. */
function keepsTheRest(text: string, after: string, code: Fix['kind']['code'], edits: readonly Edit[]): void {
  const [before, now] = [leaves(text), leaves(after)];
  switch (code) {
    case 'move':
      // Every value is still there, as it was written.
      assert.deepEqual(multiset(now.values()), multiset(before.values()));
      return;
    case 'renameAttribute':
    case 'renameField':
      assert.deepEqual([...now.values()], [...before.values()]);
      return;
    case 'removeDerived':
    case 'removePlaceholder': {
      const gone = tokens(text);
      for (const token of tokens(after)) assert.equal(gone.includes(token), true);
      assert.ok(
        now.size < before.size ||
          /"[^"]*"\s*:\s*\{/.test(
            edits.map(edit => text.slice(edit.offset, edit.offset + edit.length)).join(''),
          ),
      );
      return;
    }
    default: {
      // As many tokens, and all but the rewritten ones as they were.
      const [old, made] = [tokens(text), tokens(after)];
      assert.equal(made.length, old.length);
      assert.equal(made.filter((token, i) => token !== old[i]).length, edits.length);
    }
  }
}

describe('a quick fix', () => {
  it('changes what it says and nothing else, alone and with all of its kind', () => {
    fc.assert(
      fc.property(payload, text => {
        const { single, all } = fixesOf(text, of);
        for (const { kind, edits, at } of single) {
          holds(text, edits);
          assert.ok(at.offset + at.length <= text.length);
          const after = applyEdits(text, edits);
          assert.notEqual(after, text);
          keepsTheRest(text, after, kind.code, edits);
        }
        for (const [group, { edits, count }] of all) {
          assert.ok(count > 1);
          holds(text, edits);
          const code = single.find(fix => fix.group === group)!.kind.code;
          keepsTheRest(text, applyEdits(text, edits), code, edits);
        }
      }),
      { numRuns: 80 },
    );
  });

  it('of every kind comes up in these payloads', () => {
    const seen = new Set(
      fc.sample(payload, { seed: 5, numRuns: 250 }).flatMap(text => {
        const { single, all } = fixesOf(text, of);
        return [...single.map(({ kind }) => kind.code), ...[...all.keys()].map(group => `all ${group}`)];
      }),
    );
    const codes = ['asNumber', 'asText', 'asBoolean', 'isoToMs', 'msToIso', 'secondsToMs', 'choice', 'move'];
    for (const code of [
      ...codes,
      'renameAttribute',
      'renameField',
      'removeDerived',
      'removePlaceholder',
      'all move',
    ])
      assert.ok(seen.has(code), `${code} never came up: the test above proves nothing about it`);
  });

  it('is not offered again where it was done', () => {
    fc.assert(
      fc.property(payload, text => {
        const [first] = fixesOf(text, of).single;
        // Of a key that occurs twice the second one takes the place of the first.
        if (first === undefined || first.isRewrite === true || first.kind.code.startsWith('remove')) return;
        const after = applyEdits(text, first.edits);
        const again = fixesOf(after, of).single.filter(
          ({ kind, edits }) => kind.code === first.kind.code && edits[0]?.offset === first.edits[0]?.offset,
        );
        for (const fix of again) assert.notDeepEqual(fix.kind, first.kind, text);
      }),
      { numRuns: 100 },
    );
  });
});
