import { keyed, plainItem, type Item, type Parts } from './items';
import type { Shape } from './switches';
import { uuid, type Draft, type TeamProcedure } from './team';

/** The states of a procedure: what stands in the procedure itself; the rest goes to its place beside it. */
export function statesOf(shape: Shape, parts: Parts, procedure: TeamProcedure): Draft {
  const id = uuid('procedure', procedure.shortId);
  const items = procedure.states.map((state, index): Item => {
    const { shortId, ...rest } = state;
    const order =
      shape.order === 'listed' ? {} : { [shape.order]: shape.order === 'order' ? index : String(index) };
    const first = shortId === procedure.start;
    const last = shortId === procedure.completed;
    const flags = shape.roles === 'flags' ? { isStart: first, isDefaultCompleted: last } : {};
    const word = shape.roles === 'word' ? { type: first ? 'START' : last ? 'Completed' : 'middle' } : {};
    return {
      id: uuid('state', procedure.shortId, shortId),
      shortId,
      rest: { ...rest, ...order, ...flags, ...word },
    };
  });
  // Where the order is a field, the place in the list says nothing.
  if (shape.order !== 'listed') items.reverse();
  const dead: Item = {
    id: uuid('dead', id),
    shortId: `OLD_${procedure.shortId}`,
    rest: { name: 'Old', ...mark(shape) },
  };
  const all = [dead, ...items];
  const beside = (claim: Draft) => {
    for (const item of all) parts.states.push({ ...item, rest: { ...item.rest, ...claim } });
  };
  switch (shape.states) {
    case 'inline':
      return { states: all.map(plainItem) };
    case 'inlineMap':
      return { states: keyed(all, 'shortId') };
    case 'workflow':
      return { workflow: { states: all.map(plainItem) } };
    case 'ids':
      beside({});
      return { stateIds: all.map(item => item.id) };
    case 'shortIds':
      beside({});
      return { states: items.map(item => item.shortId) };
    case 'graph':
      beside({});
      return { stateGraph: Object.fromEntries(all.map(item => [item.id, []])) };
    case 'claims':
      beside({ procedure: id });
      return {};
    case 'otherKey':
      beside({ procedureShortId: procedure.shortId });
      return {};
    case 'byOwner':
      parts.statesByOwner[id] = all.map(plainItem);
      return {};
    case 'rows':
      beside({});
      for (const item of all) {
        const row = uuid('row', item.id);
        parts.states.push({ id: row, shortId: `row-${row}`, rest: { procedure: id, stateId: item.id } });
      }
      return {};
  }
}

/** How a deleted thing is marked. */
export function mark(shape: Shape): Draft {
  if (shape.gone === 'flag') return { isDeleted: true };
  return shape.gone === 'time' ? { deletedAt: 1700000000000 } : { status: 'ARCHIVED' };
}
