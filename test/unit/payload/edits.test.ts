import assert from 'node:assert/strict';
import fc from 'fast-check';
import { removeComments, removeTrailingCommas } from '../../../src/core/payload/edits';
import { parsePayload } from '../../../src/core/payload/parse';
import { applyEdits } from '../../../src/core/payload/range';
import { comments, jsonText } from './jsonText';

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
});
