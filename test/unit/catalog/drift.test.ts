import assert from 'node:assert/strict';
import { changesOf } from '../../../src/core/catalog/drift';
import { changeText, outlineText } from '../../../src/vscode/words/driftWords';
import { attribute, procedure } from '../schema/sample';

describe('what a refresh changes', () => {
  const before = procedure({
    primaryKey: 'id',
    attributes: [
      attribute('id', 'string'),
      attribute('city', 'string'),
      attribute('mood', 'stringEnum', { options: [{ value: 'HOT' }, { value: 'COLD' }] }),
    ],
    states: [
      { shortId: 'NEW', name: 'New' },
      { shortId: 'OLD', name: 'Old' },
    ],
  });
  const after = procedure({
    primaryKey: 'city',
    attributes: [
      attribute('city', 'text', { required: true }),
      attribute('mood', 'stringEnum', { options: [{ value: 'HOT' }, { value: 'WARM', label: 'Warm' }] }),
      attribute('zip', 'string'),
    ],
    states: [
      { shortId: 'NEW', name: 'New, renamed' },
      { shortId: 'WON', name: 'Won' },
    ],
  });

  it('is told one by one, in the order of the config', () => {
    assert.deepEqual(changesOf(before, after).map(changeText), [
      'Primary key: was id, is city',
      'city: type was string, is text',
      'city: required now',
      'mood: new option "WARM"',
      'mood: option "COLD" is gone',
      'New attribute: zip',
      'Attribute is gone: id',
      'New state: WON',
      'State is gone: OLD',
    ]);
    assert.deepEqual(changesOf(before, before), []);
    assert.deepEqual(changesOf(after, before).map(changeText).slice(0, 3), [
      'Primary key: was city, is id',
      'New attribute: id',
      'city: type was text, is string',
    ]);
  });

  it('is not what a config could not be read of', () => {
    const bare = { ...before, attributes: [], attributesMissing: 3, states: [], statesMissing: 2 };
    assert.deepEqual(changesOf(before, bare), []);
    assert.deepEqual(changesOf(bare, before), []);
    const partly = { ...before, states: before.states.slice(1), statesMissing: 1 };
    assert.deepEqual([changesOf(before, partly), changesOf(partly, before)], [[], []]);
    assert.deepEqual(changesOf(before, { ...before, attributes: [], attributesFrom: 'none' }), []);
    const emptied = { ...before, attributes: [], attributesFrom: 'none' as const, states: [] };
    delete (emptied as { primaryKey?: string }).primaryKey;
    assert.deepEqual([changesOf(before, emptied), changesOf(emptied, before)], [[], []]);
    const blind = before.attributes.map(one => attribute(one.shortId, one.type));
    assert.deepEqual(changesOf(before, { ...before, attributes: blind }), []);
  });

  it('is not what stands a second time under a short id', () => {
    const twice = { ...before, attributes: [...before.attributes, attribute('city', 'integer')] };
    assert.deepEqual([changesOf(before, twice), changesOf(twice, before)], [[], []]);
  });

  it('is not what was learnt from processes or corrected by the user', () => {
    const more = [
      attribute('seen', 'string', { learnt: true }),
      attribute('said', 'string', { corrected: true }),
    ];
    const after = { ...before, attributes: [...before.attributes, ...more] };
    assert.deepEqual([changesOf(before, after), changesOf(after, before)], [[], []]);
    const mine = before.attributes.map(one => ({ ...one, type: 'text', corrected: true as const }));
    const both = [
      changesOf(before, { ...before, attributes: mine }),
      changesOf({ ...before, attributes: mine }, before),
    ];
    assert.deepEqual(both, [[], []], 'one that the config had, too');
  });

  it('stands in an outline that can be compared line by line', () => {
    assert.equal(
      outlineText(after),
      [
        'Lead (lead)',
        'Primary key: city',
        '',
        'Attributes',
        '  city (The city): text, required',
        '  mood (The mood): stringEnum',
        '    "HOT"',
        '    "WARM" (Warm)',
        '  zip (The zip): string',
        '',
        'States',
        '  NEW (New, renamed)',
        '  WON (Won)',
        '',
      ].join('\n'),
    );
  });
});
