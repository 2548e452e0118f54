import assert from 'node:assert/strict';
import fc from 'fast-check';
import { checkPayload } from '../../../src/core/payload/check';
import { buildSchema } from '../../../src/core/schema/build';
import { buildDraft } from '../../../src/core/schema/template';
import { compileValidator } from '../../../src/core/schema/validator';
import { findingText } from '../../../src/vscode/words/findings';
import { schemaWords } from '../../../src/vscode/words/schemaWords';
import { acme, lead } from '../schema/sample';
import { comments, jsonText } from './jsonText';

const validate = compileValidator(buildSchema(lead, acme, schemaWords));
const good = '"lead_id": "L-1", "firstname": "Pat", "score": 3, "temperature": "HOT"';

/** Findings as `code text-it-marks`, those that block with a `!`. */
function findings(
  text: string,
  options: Parameters<typeof checkPayload>[1] = { validate, procedure: lead },
): string[] {
  return checkPayload(text, options).map(
    ({ code, blocks, offset, length }) =>
      `${blocks ? '!' : ''}${code} ${text.slice(offset, offset + length)}`,
  );
}

describe('checkPayload', () => {
  it('finds nothing in a good payload', () => {
    assert.deepEqual(
      findings(`{"$schema": "x", "data": {${good}}, "state": "NEW", "assignedTo": "kim"}`),
      [],
    );
  });

  it('reads no entry of a large array: it is stopped anyway', () => {
    const validate = () => assert.fail('was checked');
    const text = JSON.stringify([{ data: { a: 'x'.repeat(1_000_000) } }]);
    assert.deepEqual(
      checkPayload(text, { validate }).map(({ code }) => code),
      ['isArray'],
    );
  });

  it('stops what cannot be sent', () => {
    assert.deepEqual(findings(''), ['!syntax ']);
    assert.deepEqual(findings('{"data": }'), ['!syntax }']);
    assert.deepEqual(findings('[{}, {}]', {}), ['!isArray [']);
    assert.deepEqual(findings('"x"'), ['!notAnObject "x"']);
    assert.deepEqual(findings(`{"$schema": "x", "processes": [{"data": {${good}}}]}`), ['!isArray [']);
    assert.deepEqual(findings(`{"data": {${good}} /* c */}`), ['!comment /* c */']);
    assert.deepEqual(findings('{"data": {"a": "\ud800"}}', {}), ['!loneSurrogate \ud800']);
    assert.deepEqual(findings('{"data": {"a": "\\ud800😀"}}', {}), []);
  });

  it('stops a placeholder that is left, and says nothing else of it', () => {
    const { text } = buildDraft(lead, schemaWords);
    assert.deepEqual(findings(text), [
      '!placeholder "‹text›"',
      '!placeholder "‹text›"',
      '!placeholder "‹integer›"',
      '!placeholder "‹option›"',
    ]);
    assert.deepEqual(findings('{"data": {"a": "see ‹text›", "‹text›": 1}}', {}), []);
    assert.deepEqual(findings('{"data": {"a": ["‹option›"]}}', {}), ['!placeholder "‹option›"']);
  });

  it('marks a missing attribute on the key of its object, an unknown one on itself, all else on the value', () => {
    assert.deepEqual(findings('{"data": {"lead_id": "L-1", "firstname": "P", "score": "3", "zip": 1}}'), [
      'missing "data"',
      'type "3"',
      'unknownAttribute "zip"',
    ]);
    assert.deepEqual(findings('{"state": "NEW"}'), ['missing {']);
    assert.deepEqual(findings(`{"data": {${good.replace('"Pat"', '""')}}}`), ['empty ""']);
    assert.deepEqual(findings(`{"data": {${good}, "age": 3}, "foo": {}}`), [
      'derived "age"',
      'unknownField "foo"',
    ]);
  });

  it('says what it knows of an unknown key', () => {
    const params = (text: string): unknown => checkPayload(text, { validate, procedure: lead })[0]?.params;
    assert.deepEqual(params(`{"data": {${good}, "First Name": 1}}`), {
      name: 'First Name',
      suggestion: 'firstname',
    });
    assert.deepEqual(params(`{"data": {${good}, "fistrname": 1}}`), {
      name: 'fistrname',
      suggestion: 'firstname',
    });
    assert.deepEqual(params(`{"data": {${good}, "zip": 1}}`), { name: 'zip' });
    assert.deepEqual(params(`{"data": {${good}}, "email": "x"}`), { name: 'email', isAttribute: true });
  });

  it('names one cause once', () => {
    assert.deepEqual(findings(`{"data": {${good}}, "assignedTo": 5, "nextActionAt": 1767225600}`), [
      'unknownUser 5',
      'looksLikeSeconds 1767225600',
    ]);
    assert.deepEqual(findings('[5]'), ['!isArray [', 'type 5']);
  });

  it('warns of a key that occurs twice and of two different primary keys', () => {
    assert.deepEqual(findings('{"data": {"a": 1, "a": {"b": 1, "b": 2}}}', {}), [
      'duplicateKey "a"',
      'duplicateKey "b"',
    ]);
    assert.deepEqual(findings(`{"lead_id": "L-2", "data": {${good}}}`), ['primaryKeyDiffers "lead_id"']);
    assert.deepEqual(findings(`{"lead_id": "L-1", "data": {${good}}}`), []);
    assert.deepEqual(findings(`[{"lead_id": "L-2", "data": {${good}}}]`), [
      '!isArray [',
      'primaryKeyDiffers "lead_id"',
    ]);
  });

  it('leaves out nothing that blocks, however many warnings stand before it', () => {
    const unknown = Array.from({ length: 600 }, (_, i) => `"x${i}": 1`).join(', ');
    const found = checkPayload(`{"data": {${good}, ${unknown}, "phone": "‹text›"} }`, {
      validate,
      procedure: lead,
    });
    assert.equal(found.length, 500);
    assert.deepEqual(found.at(-1)?.code, 'placeholder');
    assert.deepEqual(
      found.map(({ offset }) => offset),
      found.map(({ offset }) => offset).sort((a, b) => a - b),
    );
  });

  it('has nothing to say of numbers that a double cannot hold', () => {
    const big = good.replace('3', '123456789012345678901234567890');
    assert.deepEqual(findings(`{"data": {${big}}}`), []);
    assert.deepEqual(findings(`{"data": {${good.replace('3', '1e999')}}}`), []);
  });

  it('checks without a schema and without a procedure', () => {
    assert.deepEqual(findings('{"data": {"anything": 1}, "foo": 2}', {}), []);
  });

  it('never throws, stays within the text, and has words for all it finds', () => {
    const any = fc.oneof(
      fc.string({
        unit: fc.constantFrom(
          ...Array.from('{}[]",:/*\n\\ ‹›1e-.tru\uFEFF\ud800'),
          '"data":',
          '"lead_id":',
          '"‹x›"',
        ),
      }),
      jsonText(comments),
      fc
        .dictionary(
          fc.constantFrom('data', 'record', 'state', 'assignedTo', 'lead_id', 'nextActionAt'),
          fc.jsonValue(),
        )
        .map(value => JSON.stringify(value)),
    );
    fc.assert(
      fc.property(any, text => {
        for (const finding of checkPayload(text, { validate, procedure: lead })) {
          assert.ok(finding.offset >= 0 && finding.offset + finding.length <= text.length);
          assert.ok(findingText(finding).length > 10);
        }
      }),
      { numRuns: 200 },
    );
  });
});
