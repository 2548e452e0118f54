import assert from 'node:assert/strict';
import { isObject, type Json, type JsonObject } from '../../../src/core/json';
import { buildSchema } from '../../../src/core/schema/build';
import { forEditor } from '../../../src/core/schema/forEditor';
import { compileValidator } from '../../../src/core/schema/validator';
import { schemaWords, unknownOptionText, unknownStateText } from '../../../src/vscode/words/schemaWords';
import { attribute, catalog, procedure } from './sample';

describe('the schema that the JSON editor reads', () => {
  const states = ['NEW', 'LOST', 'WON'].map(shortId => ({ shortId, name: `The ${shortId}` }));
  const priority = attribute('priority', 'stringEnum', {
    options: [{ value: 'LOW' }, { value: 'HIGH' }],
  });
  const lead = procedure({ attributes: [priority], states });
  const say = (shortIds: readonly string[]) => unknownStateText('Lead', shortIds);
  const made = (changed = lead) =>
    forEditor(buildSchema(changed, catalog(), schemaWords), { state: say, option: unknownOptionText });
  const stateIn = (schema: JsonObject): JsonObject => {
    const { definitions } = schema;
    const state = isObject(definitions) ? definitions['state'] : undefined;
    assert.ok(isObject(state));
    return state;
  };
  /** All parts of a schema that have an enum. */
  const enums = (schema: Json): JsonObject[] =>
    typeof schema !== 'object' || schema === null
      ? []
      : [...(isObject(schema) && 'enum' in schema ? [schema] : []), ...Object.values(schema).flatMap(enums)];

  it('says the order of options, which the editor would sort by name', () => {
    const guess = { ...priority, type: 'somethingElse' };
    const found = enums(made({ ...lead, attributes: [guess] })).find(one =>
      JSON.stringify(one['enum']).startsWith('["LOW","HIGH"'),
    );
    assert.deepEqual((found?.['enumSortTexts'] as string[]).slice(0, 2), ['000000', '000001']);
  });

  it('offers no options, which our own completion finds by their labels, but knows them', () => {
    const options = [{ value: 1, label: 'One' }, { value: 2 }];
    const changed = procedure({
      attributes: [
        attribute('one', 'integerEnum', { options, required: true }),
        attribute('many', 'multiIntegerEnum', { options }),
        attribute('guess', 'somethingElse', { options }),
      ],
    });
    const { definitions } = made(changed) as { definitions: Record<string, { properties: JsonObject }> };
    const { one, many, guess } = definitions['data']!.properties as Record<string, JsonObject>;
    for (const hidden of [one!, many!['items'] as JsonObject]) {
      assert.equal(hidden['enum'], undefined);
      assert.match(JSON.stringify(hidden), /"if":\{"enum":\[1,2/);
      assert.match(JSON.stringify(hidden), /None of the known values\. Use one of these: 1, 2\./);
    }
    assert.match(JSON.stringify(guess), /"anyOf":\[\{"enum"/, 'what may be anything is offered as before');
    const [before, after] = [buildSchema(changed, catalog(), schemaWords), made(changed)].map(
      compileValidator,
    );
    for (const value of [1, 2, 3, '1', null, [1], [3], []]) {
      for (const payload of [{ one: value }, { one: 1, many: value }, { one: 1, guess: value }]) {
        const verdict = (validate = before) => validate!({ data: payload }).length === 0;
        assert.equal(verdict(after), verdict(before), JSON.stringify(payload));
      }
    }
  });

  it('offers no states, which our own completion does, but knows them', () => {
    const state = stateIn(made());
    assert.deepEqual(
      [state['enum'], state['examples'], state['defaultSnippets']],
      [undefined, undefined, [{}]],
    );
    assert.match(JSON.stringify(state['else']), /Lead has no such state\. Its states: NEW, LOST, WON\./);
    const many = Array.from({ length: 20 }, (_, i) => `S${i}`);
    assert.match(say(many), /S11 and 8 more\.$/);
    for (const changed of [lead, procedure({ states, statesMissing: 1 }), procedure({ states: [] })]) {
      const [before, after] = [buildSchema(changed, catalog(), schemaWords), made(changed)].map(
        compileValidator,
      );
      for (const payload of [{ state: 'NEW' }, { state: 'new' }, { state: 5 }, {}]) {
        const verdict = (validate = before) => validate!({ data: {}, ...payload }).length === 0;
        assert.equal(verdict(after), verdict(before), JSON.stringify([payload, changed.statesMissing]));
      }
      assert.ok(!('examples' in stateIn(made(changed))));
    }
  });
});
