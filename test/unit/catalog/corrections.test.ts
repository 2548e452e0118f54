import assert from 'node:assert/strict';
import { corrected, readCorrections } from '../../../src/core/catalog/corrections';
import type { Attribute, Catalog } from '../../../src/core/catalog/model';
import { settingProposals } from '../../../src/core/catalog/proposals';
import { documentedTypes } from '../../../src/core/catalog/types';
import manifest from '../../../package.json';

const attribute = (shortId: string, more: Partial<Attribute> = {}): Attribute => ({
  shortId,
  name: shortId,
  type: 'string',
  dataType: 'string',
  required: false,
  hidden: false,
  derived: false,
  ...more,
});

const catalog: Catalog = {
  version: 1,
  fetchedAt: 1,
  team: null,
  procedures: [
    {
      key: 'p1',
      shortId: 'lead',
      name: 'Lead',
      attributes: [
        attribute('city'),
        attribute('score', { learnt: true, type: 'integer', dataType: 'integer' }),
        attribute('mood', {
          type: 'stringEnum',
          dataType: 'json',
          options: [{ value: 'HOT', label: 'Hot' }],
        }),
      ],
      attributesFrom: 'config',
      states: [],
      primaryKey: 'lead_id',
    },
    { key: 'p2', shortId: 'deal', name: 'Deal', attributes: [], attributesFrom: 'none', states: [] },
  ],
  entities: [],
  users: [],
  unresolved: [],
};

const apply = (setting: unknown) => corrected(catalog, readCorrections(setting));
const lead = (setting: unknown) => apply(setting).procedures[0]!;
const city = (correction: unknown) =>
  lead({ lead: { attributes: { city: correction } } }).attributes.find(({ shortId }) => shortId === 'city')!;

describe('corrections', () => {
  it('leave a catalog alone that they say nothing about', () => {
    for (const setting of [
      undefined,
      null,
      'x',
      7,
      [],
      {},
      { other: {} },
      { other: { attributes: { a: {} } } },
    ])
      assert.equal(apply(setting), catalog, JSON.stringify(setting));
  });

  it('give an attribute a type, with the data type that goes with it', () => {
    const { type, dataType, corrected: isCorrected } = city({ type: 'Multi_String_Enum' });
    assert.deepEqual([type, dataType, isCorrected], ['multiStringEnum', 'json', true]);
    assert.deepEqual(city({ type: 'datetime' }).dataType, 'integer');
    const own = city({ type: 'somethingNew' });
    assert.deepEqual([own.type, 'dataType' in own], ['somethingNew', false]);
  });

  it('make a choice of an attribute with options', () => {
    assert.deepEqual(
      city({ options: ['Ulm', { value: 'Bonn', label: 'Bonn am Rhein' }, null, { label: 'x' }] }),
      {
        ...attribute('city', { type: 'stringEnum', dataType: 'json' }),
        options: [{ value: 'Ulm' }, { value: 'Bonn', label: 'Bonn am Rhein' }],
        corrected: true,
      },
    );
    assert.equal(city({ options: [1, 2] }).type, 'integerEnum');
    assert.equal(city({ options: [1, 2.5] }).type, 'floatEnum');
    assert.equal(city({ options: [1, 'a'] }).type, 'stringEnum');
    assert.equal(city({ options: [1], type: 'string' }).type, 'string');
  });

  it('leave the label of an option whose bare value the config knows', () => {
    const mood = (options: unknown) =>
      lead({ lead: { attributes: { mood: { options } } } }).attributes[2]!.options;
    assert.deepEqual(mood(['COLD', 'HOT']), [{ value: 'COLD' }, { value: 'HOT', label: 'Hot' }]);
    assert.deepEqual(mood([{ value: 'HOT', label: 'Boiling' }]), [{ value: 'HOT', label: 'Boiling' }]);
  });

  it('take options away where any value is right', () => {
    const mood = lead({ lead: { attributes: { mood: { options: [] } } } }).attributes[2]!;
    assert.equal('options' in mood, false);
    assert.equal(mood.type, 'stringEnum');
  });

  it('make a learnt attribute a known one when they say what values it takes', () => {
    const score = (one: unknown) => lead({ lead: { attributes: { score: one } } }).attributes[1]!;
    assert.equal(score({ name: 'Score' }).learnt, true);
    assert.equal('learnt' in score({ type: 'float' }), false);
  });

  it('add attributes and say what is required', () => {
    const { attributes } = lead({ lead: { attributes: { zip: { type: 'string', required: true } } } });
    assert.deepEqual(attributes.at(-1), {
      ...attribute('zip', { required: true }),
      corrected: true,
    });
    const deal = apply({ deal: { attributes: { sum: {} } } }).procedures[1]!;
    assert.equal(deal.attributesFrom, 'list', 'there may be more of them');
  });

  it('set the primary key, also to none, and its place', () => {
    assert.equal(lead({ lead: { primaryKey: 'phone' } }).primaryKey, 'phone');
    assert.equal('primaryKey' in lead({ lead: { primaryKey: null } }), false);
    assert.equal(lead({ lead: { primaryKey: 7, primaryKeyPlace: 'nowhere' } }).primaryKey, 'lead_id');
    assert.equal(lead({ lead: { primaryKeyPlace: 'data' } }).keyPlace, 'data');
  });

  it('add a procedure that has a name, and no other', () => {
    const shortIds = (setting: unknown) => apply(setting).procedures.map(({ shortId }) => shortId);
    assert.deepEqual(shortIds({ visit: { name: 'Visit' } }), ['lead', 'deal', 'visit']);
    assert.deepEqual(shortIds({ visit: { primaryKey: 'a' } }), ['lead', 'deal']);
  });

  it('are proposed as the settings have them', () => {
    const { 'chakra.procedures': setting } = manifest.contributes.configuration.properties;
    const { type } = setting.additionalProperties.properties.attributes.additionalProperties.properties;
    assert.deepEqual(type.enum, documentedTypes());
  });
});

describe('proposals for settings', () => {
  const at = (path: (string | number)[], isKey: boolean) =>
    settingProposals(path, isKey, catalog).map(({ shortId }) => shortId);

  it('name procedures and attributes where they belong, and nothing anywhere else', () => {
    assert.deepEqual(at(['chakra.procedures', ''], true), ['lead', 'deal']);
    assert.deepEqual(at(['settings', 'chakra.procedures', ''], true), ['lead', 'deal']);
    assert.deepEqual(at(['chakra.procedures', 'lead', 'attributes', ''], true), ['city', 'score', 'mood']);
    assert.deepEqual(at(['chakra.procedures', 'lead', 'primaryKey'], false), ['city', 'score', 'mood']);
    assert.deepEqual(at(['chakra.payloads', '**/*.json'], false), ['lead', 'deal']);
    for (const [path, isKey] of [
      [['chakra.procedures', 'lead', ''], true],
      [['chakra.procedures', 'lead', 'name'], false],
      [['chakra.procedures', 'lead', 'attributes', 'city', ''], true],
      [['chakra.procedures', 'none', 'attributes', ''], true],
      [['chakra.payloads', ''], true],
      [['editor.fontSize'], false],
      [[], false],
    ] as const)
      assert.deepEqual(at([...path], isKey), [], JSON.stringify(path));
  });
});
