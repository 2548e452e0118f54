import assert from 'node:assert/strict';
import { checkPayload } from '../../../src/core/payload/check';
import { buildSchema } from '../../../src/core/schema/build';
import { compileEntryValidator, compileValidator } from '../../../src/core/schema/validator';
import { schemaWords } from '../../../src/vscode/words/schemaWords';
import { schemaKind } from '../../../src/core/payload/schemaKind';
import { attribute, catalog, procedure } from './sample';

describe('where entries are to have their primary key', () => {
  const codes = (keyPlace: 'topLevel' | 'data' | undefined, required: boolean, entry: unknown) => {
    const lead = procedure({
      primaryKey: 'id',
      ...(keyPlace && { keyPlace }),
      attributes: [attribute('id', 'string', { required }), attribute('city', 'string')],
    });
    const validate = compileEntryValidator(buildSchema(lead, catalog(), schemaWords))!;
    return validate(entry).map(problem => schemaKind(problem, lead, () => 'string').code);
  };
  const top = { id: '1', data: { city: 'Ulm' } };
  const inner = { data: { id: '1', city: 'Ulm' } };

  for (const required of [false, true]) {
    it(`is their own choice, unless the settings say so, where it is ${required ? '' : 'not '}required`, () => {
      assert.deepEqual([codes(undefined, required, top), codes(undefined, required, inner)], [[], []]);
      assert.deepEqual(
        [codes('topLevel', required, top), codes('topLevel', required, inner)],
        [[], ['keyPlace']],
      );
      assert.deepEqual([codes('data', required, top), codes('data', required, inner)], [['keyPlace'], []]);
    });
  }

  it('says nothing of a single payload', () => {
    const lead = procedure({
      primaryKey: 'id',
      keyPlace: 'topLevel',
      attributes: [attribute('id', 'string')],
    });
    const validate = compileValidator(buildSchema(lead, catalog(), schemaWords));
    assert.deepEqual(checkPayload(JSON.stringify({ data: { id: '1' } }), { procedure: lead, validate }), []);
  });
});
