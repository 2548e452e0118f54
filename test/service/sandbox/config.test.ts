import assert from 'node:assert/strict';
import { isObject, type Json, type JsonObject } from '../../../src/core/json';
import type { SandboxChoices } from '../../../src/core/sandbox';
import { defaultChoices } from '../../../src/core/sandbox/choices';
import { configJson } from '../../../src/core/sandbox/config';
import { attributeTypes, typeLabel, type TypeName } from '../../../src/core/sandbox/team/attributeTypes';
import { text } from './client';
import { configChoices } from '../lib/team';
import { aloneAndInPairs } from './pairs';

const documentedKeys =
  `team entities procedures attributeTypes attributes derivedAttributes attributeGroups roles pods taskTypes
  forms formFields formActionButtons stateTasks userProfiles attributeConfig skillTypes`.split(/\s+/);

const typeByWord = new Map<Json, TypeName>(
  (Object.keys(attributeTypes) as TypeName[]).flatMap(type => [
    [type, type],
    [typeLabel(type), type],
  ]),
);

/** Reads a config as somebody would who knows what was chosen, and gives what it says in one form. */
function reading(choices: SandboxChoices) {
  const config = configJson(choices);
  const items = (value: Json | undefined): JsonObject[] => {
    if (choices.configShape === 'arrays') {
      assert.ok(Array.isArray(value));
      return value as JsonObject[];
    }
    assert.ok(isObject(value));
    return Object.entries(value).map(([id, item]) => ({ id, ...(item as JsonObject) }));
  };
  const refers = (reference: Json | undefined, to: JsonObject) =>
    reference === (choices.references === 'uuid' ? to['id'] : to['shortId']);
  const mark = (of: JsonObject, word: string) =>
    of[choices.marks === 'plain' ? word : `is${word[0]!.toUpperCase()}${word.slice(1)}`] === true;
  const top = Object.fromEntries(
    ['attributeTypes', 'attributes', 'derivedAttributes', 'attributeConfig'].map(key => [
      key,
      items(config[key]),
    ]),
  ) as Record<string, JsonObject[]>;
  const types = top['attributeTypes']!;
  const typeOf = (attribute: JsonObject) => {
    const value = attribute[choices.typeField.startsWith('type') ? 'type' : 'attributeType'];
    const entry = types.find(type =>
      choices.typeField.endsWith('Id') ? type['id'] === value : type[choices.typeEntries] === value,
    );
    const type = typeByWord.get(entry?.[choices.typeEntries] ?? null);
    assert.equal(entry?.['datatype'] ?? null, type && attributeTypes[type]);
    return type;
  };
  const optionsOf = (attribute: JsonObject): Json => {
    if (choices.options === 'enum') return attribute['enum'] ?? null;
    const held =
      choices.options === 'options'
        ? attribute
        : top['attributeConfig']!.find(one => refers(one['attribute'], attribute));
    return (held?.['options'] as JsonObject[] | undefined)?.map(option => option['value']!) ?? null;
  };
  const attributesOf = (owner: JsonObject, back: 'procedure' | 'entity') => {
    const held = (own: string, listed: 'attributes' | 'derivedAttributes') => {
      switch (choices.attributeLinks) {
        case 'none':
          assert.deepEqual(top[listed]!, []);
          return [];
        case 'inline':
          return owner[own] === undefined ? [] : items(owner[own]);
        case 'attribute':
          return top[listed]!.filter(one => refers(one[back], owner));
        case 'procedure':
          return ((owner[own] ?? []) as string[]).map(reference =>
            top[listed]!.find(one => refers(reference, one))!,
          );
      }
    };
    const standard = held(choices.linkField, 'attributes');
    const apart = held(
      choices.linkField === 'attributes' ? 'derivedAttributes' : 'derivedAttributeIds',
      'derivedAttributes',
    );
    return [...standard, ...apart]
      .filter(one => !mark(one, 'deleted'))
      .map(one => ({
        shortId: one['shortId'],
        type: typeOf(one),
        required: mark(one, 'required'),
        hidden: mark(one, 'hidden'),
        derived: apart.includes(one) || mark(one, 'derived'),
        options: optionsOf(one),
      }));
  };
  const statesOf = (procedure: JsonObject) => {
    const all =
      choices.states === 'procedure'
        ? items(procedure['states'])
        : choices.states === 'topLevel'
          ? (procedure['states'] as string[]).map(reference =>
              items(config['states']).find(one => refers(reference, one))!,
            )
          : items(config['procedureStates']).filter(one => refers(one['procedure'], procedure));
    const isStart = (one: JsonObject) => refers(procedure['defaultStartState'], one);
    return {
      all: all.map(one => ({ shortId: one['shortId'], color: one['color'] })),
      start: all.find(isStart)?.['shortId'],
    };
  };
  const entities = items(config['entities']);
  return {
    config,
    entities: entities.map(one => ({ shortId: one['shortId'], attributes: attributesOf(one, 'entity') })),
    procedures: items(config['procedures'])
      .filter(one => !mark(one, 'deleted'))
      .map(one => {
        const attributes = attributesOf(one, 'procedure');
        return {
          shortId: one['shortId'],
          entity: entities.find(entity => refers(one['entity'], entity))?.['shortId'],
          attributes,
          states: statesOf(one),
        };
      }),
  };
}

describe('sandbox: Fetch Config', () => {
  const plain = reading(defaultChoices);

  it('has a believable team', () => {
    assert.deepEqual(
      plain.procedures.map(one => one.shortId),
      ['lead', 'ticket', 'field_visit', 'onboarding', 'collection', 'service_request', 'walk_in'],
    );
    for (const { shortId, states, entity } of plain.procedures) {
      assert.ok(states.all.length >= 2 && states.start !== undefined && entity !== undefined, text(shortId));
    }
    assert.equal(plain.procedures.filter(one => one.attributes.length === 0).length, 1);
    const keys = (plain.config['procedures'] as JsonObject[]).map(one => one['primaryKey']);
    assert.deepEqual(keys.filter(key => key === null).length, 2);
  });

  it('uses every documented attribute type', () => {
    const used = [...plain.procedures, ...plain.entities].flatMap(one =>
      one.attributes.map(({ type }) => type),
    );
    const unused = Object.keys(attributeTypes).filter(type => !used.includes(type as TypeName));
    assert.deepEqual(unused, []);
  });

  it('has required, hidden and calculated attributes, and options on every enum', () => {
    const all = plain.procedures.flatMap(one => one.attributes);
    for (const mark of ['required', 'hidden', 'derived'] as const)
      assert.ok(
        all.some(one => one[mark]),
        mark,
      );
    for (const one of all) assert.equal(one.options !== null, /enum/i.test(one.type!), text(one.shortId));
  });

  it('names states that may follow each other', () => {
    for (const one of plain.config['procedures'] as JsonObject[]) {
      const ids = (one['states'] as JsonObject[]).map(state => state['id']);
      const graph = one['stateGraph'] as Record<string, string[]>;
      assert.deepEqual(Object.keys(graph), ids);
      assert.ok(
        Object.values(graph)
          .flat()
          .every(id => ids.includes(id)),
      );
      assert.ok(ids.includes(one['defaultCompletedState']));
    }
  });

  it('says the same whatever is chosen, each choice alone and in pairs', () => {
    const withoutAttributes = plain.procedures.map(one => ({ ...one, attributes: [] }));
    const [all, bare, owners] = [plain.procedures, withoutAttributes, plain.entities].map(sorted);
    for (const chosen of aloneAndInPairs(configChoices)) {
      const about = JSON.stringify(chosen);
      const { config, procedures, entities } = reading({ ...defaultChoices, ...chosen });
      assert.deepEqual(
        documentedKeys.filter(key => !(key in config)),
        [],
        about,
      );
      const known = chosen.attributeLinks !== 'none';
      same(sorted(procedures), known ? all : bare, about);
      if (known) same(sorted(entities), owners, about);
    }
  });

  it('shows deleted things only where chosen, and marks them', () => {
    const shortIds = (config: JsonObject, key: string) =>
      (config[key] as JsonObject[]).map(one => one['shortId']);
    const present = configJson({ ...defaultChoices, deleted: 'present' });
    assert.ok(shortIds(present, 'procedures').includes('survey_2019'));
    assert.ok(shortIds(present, 'attributes').includes('old_rating'));
    assert.ok(!shortIds(plain.config, 'attributes').includes('old_rating'));
  });

  it('has hostile texts where chosen, and no names where chosen', () => {
    const lead = (choices: Partial<SandboxChoices>) =>
      (configJson({ ...defaultChoices, ...choices })['procedures'] as JsonObject[])[0]!;
    assert.match(text(lead({ texts: 'hostile', names: 'title' })['title']), /^Lead .*command:/);
    assert.deepEqual(
      ['name', 'title', 'label'].filter(key => key in lead({ names: 'none' })),
      [],
    );
  });
});

/** Derived attributes stand among or behind the others; their order says nothing. */
function sorted<T extends { readonly attributes: readonly { readonly shortId: Json | undefined }[] }>(
  all: readonly T[],
): T[] {
  return all.map(one => ({
    ...one,
    attributes: [...one.attributes].sort((a, b) => (text(a.shortId) < text(b.shortId) ? -1 : 1)),
  }));
}

/** deepEqual, at a tenth of its cost while they are equal. */
function same(actual: unknown, expected: unknown, about: string): void {
  if (JSON.stringify(actual) !== JSON.stringify(expected)) assert.deepEqual(actual, expected, about);
}
