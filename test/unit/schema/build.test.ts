import assert from 'node:assert/strict';
import { isArray, isObject, type Json, type JsonObject } from '../../../src/core/json';
import { buildSchema, waitingSchema } from '../../../src/core/schema/build';
import { schemaWords } from '../../../src/vscode/words/schemaWords';
import { matchesGolden } from './golden';
import { acme, attribute, catalog, lead, procedure } from './sample';

describe('buildSchema', () => {
  it('makes the golden schema of a whole procedure', () => {
    matchesGolden('procedure', buildSchema(lead, acme, schemaWords));
  });

  it('makes the golden schema of a procedure of which nothing is known', () => {
    matchesGolden('bare', buildSchema(procedure({ attributesFrom: 'none' }), catalog(), schemaWords));
  });

  it('offers a single process before many, by their labels as completion sorts them', () => {
    const { defaultSnippets } = buildSchema(lead, acme, schemaWords);
    const labels = (defaultSnippets as readonly JsonObject[]).map(({ label }) => label as string);
    assert.equal(labels.length, 2);
    // VS Code compares the code units of what is written small.
    const [first, second] = labels.map(label => label.toLowerCase());
    assert.ok(first! < second!, labels.join(' / '));
  });

  it('has what VS Code needs: no $id, local references with nothing beside them, no pattern from outside', () => {
    const hostile = '^(a+)+$';
    const schema = buildSchema(
      procedure({
        name: hostile,
        primaryKey: hostile,
        attributes: [attribute(hostile, 'string', { description: hostile, options: [{ value: hostile }] })],
        states: [{ shortId: hostile, name: hostile }],
      }),
      acme,
      schemaWords,
    );
    for (const part of parts(schema)) {
      assert.ok(!('$id' in part) && !('id' in part && typeof part['id'] === 'string'));
      assert.ok(!('patternProperties' in part));
      if (typeof part['pattern'] === 'string') assert.notEqual(part['pattern'], hostile);
      const reference = part['$ref'];
      if (reference === undefined) continue;
      assert.deepEqual(Object.keys(part), ['$ref']);
      const name = /^#\/definitions\/(\w+)$/.exec(reference as string)?.[1];
      assert.ok(name !== undefined && name in (schema['definitions'] as JsonObject), name);
    }
  });

  it('keeps keys that objects treat in a special way', () => {
    const keys = ['__proto__', 'constructor', 'toString'];
    const schema = buildSchema(
      procedure({ attributes: keys.map(key => attribute(key, 'text')) }),
      catalog(),
      schemaWords,
    );
    const { data } = schema['definitions'] as Record<string, JsonObject>;
    assert.deepEqual(Object.keys(data!['properties'] as JsonObject), keys);
  });

  it('takes the first of two attributes with the same short id', () => {
    const twice = procedure({ attributes: [attribute('a', 'text'), attribute('a', 'boolean')] });
    const { data } = buildSchema(twice, catalog(), schemaWords)['definitions'] as Record<string, JsonObject>;
    const { a } = data!['properties'] as Record<string, JsonObject>;
    assert.deepEqual(a!['type'], ['string', 'null']);
  });

  it('is permissive while it waits', () => {
    assert.deepEqual(Object.keys(waitingSchema(schemaWords)), ['$schema', 'description']);
  });
});

/** All objects of a schema that are schemas or hold some. */
function* parts(value: Json): Iterable<JsonObject> {
  if (isArray(value)) {
    for (const item of value) yield* parts(item);
  } else if (isObject(value)) {
    yield value;
    for (const item of Object.values(value)) yield* parts(item);
  }
}
