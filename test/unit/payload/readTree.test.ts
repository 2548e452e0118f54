import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseTree, type Node } from 'jsonc-parser';
import { readTree } from '../../../src/core/payload/readTree';
import { find, valueOf } from '../../../src/core/payload/tree';
import { blanks, comments, jsonText } from './jsonText';

/** Reads to the end. @returns the tree and how often it rested */
function read(text: string, inLines = false): { root: Node | undefined; rests: number } {
  const work = readTree(text, inLines);
  for (let rests = 0; ; rests++) {
    const step = work.next();
    if (step.done === true) return { root: step.value.root, rests };
  }
}

/** A tree without what differs by intent: jsonc-parser notes colons, and links upwards. */
function bare({ type, value, offset, length, children }: Node): unknown {
  return {
    type,
    value: children ? undefined : (value as unknown),
    offset,
    length,
    children: children?.map(bare),
  };
}

describe('readTree', () => {
  it('makes the tree of jsonc-parser, with comments or without', () => {
    fc.assert(
      fc.property(fc.oneof(jsonText(blanks), jsonText(comments)), text => {
        const tree = parseTree(text);
        assert.deepEqual(bare(read(text).root!), bare(tree!), text);
      }),
      { numRuns: 200 },
    );
  });

  it('reads what can be read of a text that is wrong', () => {
    const value = (text: string): unknown => {
      const { root } = read(text);
      return root && (JSON.parse(JSON.stringify(valueOf(root))) as unknown);
    };
    assert.deepEqual(value('{"a": 1 "b": [2, "c": }'), { a: 1, b: [2, 'c'] });
    assert.deepEqual(value('{"a": , "b": {"c": tru, "d": 5'), { b: { d: 5 } });
    assert.deepEqual(value('{"a": 1}} ]'), { a: 1 });
    assert.deepEqual(value('{"a": "x\n"b": 2}'), { a: 'x', b: 2 });
    assert.equal(value(' // nothing'), undefined);
    assert.equal(value('['.repeat(300)), undefined);
  });

  it('makes a list of JSON lines, of which none reaches into the next', () => {
    const value = (text: string): unknown => JSON.parse(JSON.stringify(valueOf(read(text, true).root!)));
    assert.deepEqual(value('{"a": 1}\r\n\n{"a": [2]}\n'), [{ a: 1 }, { a: [2] }]);
    assert.deepEqual(value('{"a": {"b": [1\n]}{"c": 2}, \n{"d": 3\n"e"\n[4]'), [
      { a: { b: [1] } },
      { c: 2 },
      { d: 3 },
      'e',
      [4],
    ]);
    assert.deepEqual(value(''), []);
    const text = '{"a": 1\n {"b": 2}';
    const { root } = read(text, true);
    assert.deepEqual([root!.offset, root!.length], [0, text.length]);
    assert.deepEqual(
      root!.children!.map(({ offset, length }) => text.slice(offset, offset + length)),
      ['{"a": 1', '{"b": 2}'],
    );
    const long = Array.from({ length: 300 }, () => '['.repeat(9)).join('\n');
    assert.equal(read(long, true).root?.children?.length, 300);
  });

  it('never throws, and links each value to its parents', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('{', '}', '[', ']', ',', ':', '"', 'a', '1', ' ') }),
        text => {
          const { root } = read(text);
          if (root !== undefined) assert.ok(root.offset + root.length <= text.length);
        },
      ),
      { numRuns: 300 },
    );
    const { root } = read('{"a": [{"b": 1}]}');
    assert.equal(find(root!, ['a', 0, 'b'])?.value.parent?.parent?.parent?.parent?.parent, root);
  });

  it('rests often', () => {
    assert.ok(read(`[${'1,'.repeat(2000)}1]`).rests > 10);
  });
});
