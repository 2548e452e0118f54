import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import type { Attribute } from '../../../src/core/catalog/model';
import { readCatalog } from '../../../src/core/catalog/read';
import type { Json, JsonObject } from '../../../src/core/json';
import { buildSchema } from '../../../src/core/schema/build';
import { isDocumented, kindOf } from '../../../src/core/schema/kind';
import { buildDraft } from '../../../src/core/schema/template';
import { compileValidator } from '../../../src/core/schema/validator';
import { describeValue } from '../../../src/core/values/describe';
import { schemaWords } from '../../../src/vscode/words/schemaWords';
import { configAttribute, documentedTypes } from './documentedTypes';
import { matchesGolden } from './golden';
import { acme, procedure } from './sample';
import { resolve } from './snippet';

/** What the catalog reader makes of an attribute with that word for its type. */
function read(word: string): Attribute {
  const config = {
    procedures: [
      {
        id: 'p1',
        shortId: 'lead',
        name: 'Lead',
        attributes: [{ ...configAttribute(word, 'it'), name: 'It' }],
      },
    ],
  };
  const work = readCatalog(config, 0);
  for (;;) {
    const step = work.next();
    if (step.done !== true) continue;
    const attribute = step.value.procedures[0]?.attributes[0];
    assert.ok(attribute, word);
    return attribute;
  }
}

/** A value for which the hover has something to say; the others mean what they are. */
const telling: Readonly<Record<string, Json>> = {
  date: 1767225600000,
  datetime: 1767225600000,
  datetimeISO8601: '2026-01-01T01:00:00+01:00',
  stringEnum: 'HOT',
  integerEnum: 1,
  floatEnum: 1,
  multiStringEnum: ['HOT', 'COLD'],
  multiIntegerEnum: [1, 2],
  multiFloatEnum: [1, 2],
  state: 'NEW',
  status: 'OPEN',
  user: 'sam.lee',
  username: 'sam.lee',
};

/** Everything that an attribute of a type has, as one golden file. */
function help(attribute: Attribute): JsonObject {
  const of = procedure({
    attributes: [{ ...attribute, required: false }],
    states: [{ shortId: 'NEW', name: 'New' }],
  });
  const catalog = { ...acme, procedures: [of] };
  const { definitions } = buildSchema(of, catalog, schemaWords) as {
    definitions: Record<string, JsonObject>;
  };
  const { it: schema } = definitions['data']!['properties'] as Record<string, JsonObject>;
  const { snippet } = buildDraft(procedure({ attributes: [{ ...attribute, required: true }] }), schemaWords);
  const value = telling[attribute.type];
  const meaning =
    value === undefined ? undefined : describeValue(attribute, value, { catalog, procedure: of });
  const { title, description, ...rest } = schema!;
  return {
    type: attribute.type,
    documented: isDocumented(kindOf(attribute)),
    schema: rest,
    snippet: snippet.split('\n')[2]!.trim(),
    hover: { title: title!, description: description! },
    ...(value === undefined ? {} : { value, meaning: (meaning ?? null) as Json }),
  };
}

describe('every documented attribute type', () => {
  const words = documentedTypes();

  for (const word of words) {
    it(`${word} has a schema, a snippet, a hover and a golden file`, () => {
      const attribute = read(word);
      const all = help(attribute);
      const { description } = all['hover'] as { description: string };
      assert.ok(description.includes(`Type: ${attribute.type}.`), description);
      const wanted = description.split('\n').at(-1)!;
      assert.ok(!wanted.startsWith('Any value'), `${word} is none of the known types`);
      assert.equal(wanted.includes('No page says how this type is written'), all['documented'] === false);
      const row = resolve(`{${all['snippet'] as string}}`.replace('$0', ''));
      assert.ok('it' in (JSON.parse(row) as object), row);
      if (attribute.type in telling) assert.ok(all['meaning'] !== null, 'the value is explained');
      matchesGolden(`types/${attribute.type}`, all);
    });
  }

  it('has no golden file of another type', () => {
    const types = new Set(words.map(word => `${read(word).type}.json`));
    assert.ok(existsSync('test/fixtures/schema/types'));
    assert.deepEqual(
      readdirSync('test/fixtures/schema/types').filter(file => !types.has(file)),
      [],
    );
  });

  it('is never refused where no page says how it is written', () => {
    const attributes = words
      .map(word => ({ ...read(word), shortId: word }))
      .filter(one => !isDocumented(kindOf(one)));
    assert.ok(attributes.length > 20);
    const of = procedure({ attributes });
    const validate = compileValidator(buildSchema(of, { ...acme, procedures: [of] }, schemaWords));
    for (const value of ['x', '', 5, 1767225600, true, null, [], ['x', 5], {}, { a: [1] }]) {
      const data = Object.fromEntries(words.map(word => [word, value]));
      const known = Object.fromEntries(
        Object.entries(data).filter(([key]) => attributes.some(one => one.shortId === key)),
      );
      assert.deepEqual(validate({ data: known }), [], JSON.stringify(value));
    }
  });
});
