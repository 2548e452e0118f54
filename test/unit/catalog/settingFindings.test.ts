import assert from 'node:assert/strict';
import { settingFindings } from '../../../src/core/catalog/settingFindings';
import type { Attribute, Catalog } from '../../../src/core/catalog/model';

const attribute = (shortId: string, name: string, more: Partial<Attribute> = {}): Attribute => ({
  ...{ shortId, name, type: 'string', required: false, hidden: false, derived: false },
  ...more,
});
const more = { states: [] };
const catalog: Catalog = {
  ...{ version: 1, fetchedAt: 1, team: null, entities: [], users: [], unresolved: [] },
  procedures: [
    {
      ...{
        key: 'p1',
        shortId: 'lead',
        name: 'Lead',
        attributesFrom: 'config',
        primaryKey: 'lead_id',
        ...more,
      },
      attributes: [
        attribute('city', 'City'),
        attribute('firstname', 'First name'),
        attribute('rank', 'Rank', { type: 'integerEnum', options: [{ value: 1 }] }),
      ],
    },
    {
      ...{ key: 'p2', shortId: 'deal', name: 'Deal', attributesFrom: 'list', ...more },
      attributes: [attribute('sum', 'Sum')],
    },
  ],
};

/** The findings of settings, each with the text that it is about. */
function findings(settings: unknown, inWorkspaceFile = false) {
  const text = JSON.stringify(inWorkspaceFile ? { folders: [], settings } : settings, undefined, 2);
  return settingFindings(text, catalog).map(({ offset, length, ...finding }) => ({
    at: text.slice(offset, offset + length),
    ...finding,
  }));
}

describe('what the settings say of a team', () => {
  it('is not found wrong where it fits, adds something under a name, or nobody knows better', () => {
    assert.deepEqual(
      findings({
        'chakra.payloads': { '**/*.json': 'lead' },
        'chakra.procedures': {
          lead: {
            primaryKey: 'lead_id',
            attributes: { city: { options: ['Ulm', 'Bonn'] }, rank: { type: 'stringEnum', options: ['A'] } },
          },
          deal: { primaryKey: 'deal_no', attributes: { other: { type: 'string' } } },
          visit: { name: 'Visit', attributes: { what: {} } },
        },
        'editor.fontSize': 12,
      }),
      [],
    );
    for (const text of [
      '',
      '[]',
      '{"chakra.procedures": 5}',
      '{"chakra.procedures": {"": {}, "lead": [1], ',
      '// x',
    ])
      assert.deepEqual(settingFindings(text, catalog), [], text);
  });

  it('names procedures and attributes that the team does not have, and what may be meant', () => {
    const wrong = {
      'chakra.payloads': { 'a/*.json': 'Lead', 'b/*.json': 'nothing_like_it' },
      'chakra.procedures': {
        leed: { attributes: { city: {} } },
        lead: { primaryKey: 'citty', attributes: { first_name: { required: true }, brand_new: {} } },
      },
    };
    const expected = [
      { at: '"leed"', code: 'noProcedure', shortId: 'leed', near: ['lead'] },
      { at: '"citty"', code: 'noKeyAttribute', shortId: 'citty', procedure: 'Lead', near: ['city'] },
      {
        ...{ at: '"first_name"', code: 'newAttribute', shortId: 'first_name' },
        ...{ procedure: 'Lead', near: ['firstname'] },
      },
      { at: '"brand_new"', code: 'newAttribute', shortId: 'brand_new', procedure: 'Lead', near: [] },
      { at: '"Lead"', code: 'noProcedure', shortId: 'Lead', near: ['lead'] },
      { at: '"nothing_like_it"', code: 'noProcedure', shortId: 'nothing_like_it', near: [] },
    ];
    assert.deepEqual(findings(wrong), expected);
    assert.deepEqual(findings(wrong, true), expected);
  });

  it('has options of the kind that the type takes', () => {
    assert.deepEqual(
      findings({
        'chakra.procedures': {
          lead: {
            attributes: {
              rank: { options: ['1', { value: 2 }, { value: '3' }] },
              city: { type: 'stringEnum', options: [7, 'Ulm'] },
            },
          },
        },
      }),
      [
        { at: '"1"', code: 'optionKind', type: 'integerEnum', wants: 'number' },
        { at: '"3"', code: 'optionKind', type: 'integerEnum', wants: 'number' },
        { at: '7', code: 'optionKind', type: 'stringEnum', wants: 'string' },
      ],
    );
  });
});
