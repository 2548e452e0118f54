import assert from 'node:assert/strict';
import { isOf, parseTemplate } from '../../../src/core/templates/template';

describe('a template', () => {
  const kept = {
    name: 'Trade fair',
    procedure: { key: 'p1', shortId: 'lead', name: 'Lead' },
    text: '{ "data": {} }',
    savedAt: 5,
  };

  it('is read from the disk as it was written, and nothing else is one', () => {
    assert.deepEqual(parseTemplate('t1', JSON.stringify({ ...kept, later: 1 })), { id: 't1', ...kept });
    for (const broken of [
      '',
      '[]',
      'null',
      '{"name":',
      ...['name', 'procedure', 'text', 'savedAt'].map(gone => JSON.stringify({ ...kept, [gone]: null })),
      ...['key', 'shortId', 'name'].map(gone =>
        JSON.stringify({ ...kept, procedure: { ...kept.procedure, [gone]: 7 } }),
      ),
    ])
      assert.equal(parseTemplate('t1', broken), undefined, broken);
  });

  it('belongs to its procedure, and to one with its short id', () => {
    const template = { id: 't1', ...kept };
    assert.ok(isOf(template, { key: 'p1', shortId: 'renamed' }));
    assert.ok(isOf(template, { key: 'p2', shortId: 'lead' }), 'that of another connection of the team');
    assert.ok(!isOf(template, { key: 'p2', shortId: 'ticket' }));
  });
});
