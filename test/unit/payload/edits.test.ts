import assert from 'node:assert/strict';
import fc from 'fast-check';
import { untidy, type Untidy } from '../../../src/core/payload/edits';
import { parsePayload } from '../../../src/core/payload/parse';
import { applyEdits } from '../../../src/core/payload/range';
import { comments, jsonText } from './jsonText';

function read(text: string): Untidy & { readonly rests: number } {
  const work = untidy(text);
  for (let rests = 0; ; rests++) {
    const step = work.next();
    if (step.done === true) return { ...step.value, rests };
  }
}

const removeComments = (text: string) => read(text).comments;
const removeTrailingCommas = (text: string) => read(text).trailingCommas;

describe('edits', () => {
  it('removes comments and nothing else', () => {
    const text = '{ // one\r\n  "a": "/* no */", /* two\n three */\n  "b": 1//four\n}// five';
    assert.equal(applyEdits(text, removeComments(text)), '{ \r\n  "a": "/* no */", \n  "b": 1\n}');
  });

  it('lets no two tokens grow together', () => {
    assert.equal(applyEdits('[1/**/2]', removeComments('[1/**/2]')), '[1 2]');
  });

  it('leaves the same JSON, and every byte that is no comment', () => {
    fc.assert(
      fc.property(jsonText(comments), text => {
        const parsed = parsePayload(text);
        assert.ok(parsed.ok, text);
        const left = applyEdits(text, removeComments(text));
        const gone = parsed.comments
          .toReversed()
          .reduce((rest, { offset, length }) => rest.slice(0, offset) + rest.slice(offset + length), text);
        assert.equal(left, gone);
        assert.equal(JSON.stringify(JSON.parse(left)), JSON.stringify(parsed.value));
      }),
      { numRuns: 300 },
    );
  });

  it('removes commas before a closing brace or bracket', () => {
    const text = '{"a": [1, 2 , ], "b": ",}", // c\n}';
    assert.equal(applyEdits(text, removeTrailingCommas(text)), '{"a": [1, 2  ], "b": ",}" // c\n}');
  });

  it('are found in slices: they are asked for at each change of a payload', () => {
    assert.ok(read(`[${'1, '.repeat(2_000)}1]`).rests > 10);
  });
});
