import assert from 'node:assert/strict';
import { checkPayload } from '../../../src/core/payload/check';
import { buildSchema } from '../../../src/core/schema/build';
import { compileValidator } from '../../../src/core/schema/validator';
import { findingText, pathText } from '../../../src/vscode/words/findings';
import { schemaWords } from '../../../src/vscode/words/schemaWords';
import { acme, lead } from '../schema/sample';

const validate = compileValidator(buildSchema(lead, acme, schemaWords));
const texts = (text: string): string[] => checkPayload(text, { validate, procedure: lead }).map(findingText);

describe('findingText', () => {
  it('says what is wrong, where, and what to do', () => {
    assert.deepEqual(
      texts('{"data": {"lead_id": "‹text›", "score": "3", "temperature": "WARM", "Firstname": "x"}}'),
      [
        '“firstname” is missing in “data”. Add it.',
        '“data.lead_id” still holds the placeholder ‹text›. Put a value there, or remove the line.',
        '“data.score” should be a whole number, but is text. Change it, or send it as it is if the service takes it.',
        '“data.temperature” is none of the known values. Use one of "HOT", "COLD".',
        '“data.Firstname” is no attribute that this key can see. Did you mean “firstname”?',
      ],
    );
    assert.deepEqual(
      texts('{"data": {"lead_id": "", "firstname": "Pat", "score": 3, "temperature": "HOT"}}'),
      ['“data.lead_id” is required, but empty. Put a value there.'],
    );
    assert.deepEqual(texts('{"a": tru}'), [
      'Line 1, column 7: “tru” is not JSON. Texts stand in double quotes; true, false and null are written small.',
    ]);
    assert.deepEqual(texts(''), ['There is nothing to send. Write a process: an object in braces.']);
  });

  it('writes paths as people do', () => {
    assert.equal(pathText([2, 'data', 'first name', 'é_1']), '“[2].data["first name"].é_1”');
    assert.equal(pathText([]), 'The payload');
  });
});
