import assert from 'node:assert/strict';
import type { Json } from '../../../src/core/json';
import { read, readOne, unresolved } from './reading';
import { uuid } from './team';

const lead = (fields: Readonly<Record<string, Json>>) => ({
  procedures: [{ id: uuid('lead'), shortId: 'lead', ...fields }],
});
const brief = (config: Json) =>
  readOne(config).states.map(({ shortId, role }) => (role === undefined ? shortId : `${shortId}:${role}`));

describe('states', () => {
  it('stand in their order where some have one; the others follow as listed', () => {
    const states = [
      { shortId: 'C', order: 3 },
      { shortId: 'X' },
      { shortId: 'A', order: '1' },
      { shortId: 'Y', order: null },
      { shortId: 'B', order: 2 },
    ];
    assert.deepEqual(brief(lead({ states })), ['A', 'B', 'C', 'X', 'Y']);
  });

  it('have one start and one completed state, those that the procedure names first', () => {
    const states = [
      { shortId: 'A', isStart: true },
      { shortId: 'B', isStart: true, isFinal: true },
      { shortId: 'C', type: 'completed' },
    ];
    assert.deepEqual(brief(lead({ states })), ['A:start', 'B:completed', 'C']);
    assert.deepEqual(brief(lead({ states, defaultStartState: 'B', completedState: { shortId: 'C' } })), [
      'A',
      'B:start',
      'C:completed',
    ]);
  });

  it('fall back to the flags when the named one is not there', () => {
    const catalog = read(lead({ states: [{ shortId: 'A', isInitial: 1 }], defaultStartStateId: uuid('x') }));
    assert.equal(catalog.procedures[0]?.states[0]?.role, 'start');
    assert.deepEqual(unresolved(catalog), { stateNotFound: 1 });
  });

  it('come from a graph: its nodes, or the keys of a closed map', () => {
    assert.deepEqual(brief(lead({ stateGraph: { nodes: [{ shortId: 'A', name: 'a' }], edges: [] } })), ['A']);
    assert.deepEqual(brief(lead({ stateGraph: { A: ['B'], B: [] } })), ['A', 'B']);
    assert.deepEqual(brief(lead({ workflow: { stateGraph: { A: ['B'], B: ['A'] } } })), ['A', 'B']);
  });

  it('are not made up from a graph that holds other things', () => {
    assert.deepEqual(brief(lead({ stateGraph: { start: 'A', transitions: [{ from: 'A', to: 'B' }] } })), []);
  });

  it('may be words with labels', () => {
    assert.deepEqual(readOne(lead({ states: { NEW: 'New', [uuid('s')]: 'DONE' } })).states, [
      { shortId: 'NEW', name: 'New' },
      { id: uuid('s'), shortId: 'DONE', name: 'DONE' },
    ]);
  });

  it('may stand beside the procedures, by procedure, as words', () => {
    assert.deepEqual(brief({ ...lead({}), states: { lead: ['NEW', 'DONE'] } }), ['NEW', 'DONE']);
  });

  it('belong to their own procedure where two use one short id', () => {
    const config = {
      procedures: [
        { shortId: 'a', states: ['NEW'] },
        { shortId: 'b', states: ['NEW'] },
      ],
      states: [
        { shortId: 'NEW', name: 'New in a', procedure: 'a' },
        { shortId: 'NEW', name: 'New in b', procedure: 'b' },
      ],
    };
    assert.deepEqual(
      read(config).procedures.map(({ states }) => states.map(({ name }) => name)),
      [['New in a'], ['New in b']],
    );
  });

  it('are not taken from keys of other things with a procedure', () => {
    const others = {
      stateTasks: [{ shortId: 'CALL', procedure: 'lead', name: 'Call', color: 'red' }],
      slaRules: [{ shortId: 'FAST', procedure: 'lead', name: 'Fast' }],
      statistics: { lead: 3 },
    };
    assert.deepEqual(brief({ ...lead({}), ...others }), []);
  });
});
