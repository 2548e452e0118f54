import assert from 'node:assert/strict';
import fc from 'fast-check';
import { requestBody } from '../../../src/core/payload/body';
import { withSchema } from '../../../src/core/payload/withSchema';

const uri = 'chakra-schema://chakra/1.json';
const sent = (text: string) => new TextDecoder().decode(requestBody(text));

describe('a payload with a schema of its own', () => {
  it('is what it was before, once the schema is cut', () => {
    const blanks = fc.stringMatching(/^[ \t\r\n]*$/);
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.json()), blanks, blanks, (values, before, between) => {
        const members = Object.entries(values).map(([key, value]) => `${JSON.stringify(key)}: ${value}`);
        const text = `${before}{${between}${members.join(`,${between}`)}${between}}${before}`;
        const extended = withSchema(text, uri);
        if (members.every(member => !member.startsWith('"$schema"'))) {
          assert.ok(extended.includes(uri));
          assert.equal(sent(extended), text);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('is left alone where it has a schema, or is no object', () => {
    for (const text of ['[]', '{ "$schema": "x" }', '{', '']) assert.equal(withSchema(text, uri), text);
  });
});
