import assert from 'node:assert/strict';
import { columnBeside, type Column } from '../../../src/vscode/columns';

type Shows = Column['shows'];

/** Columns from left to right by what each shows; `+` for documents of ours below, `*` for the active one. */
function columns(...all: string[]): Column[] {
  return all.map((text, index) => ({
    viewColumn: index + 1,
    isActive: text.includes('*'),
    shows: text.replace(/[*+]/g, '') as Shows,
    hasOwn: text.includes('+') || text.includes('own'),
  }));
}

describe('the column of a read-only document', () => {
  const table: [what: string, columns: Column[], wanted: number | 'active' | 'beside'][] = [
    ['an empty window is not split', columns('nothing*'), 'active'],
    ['one column is split', columns('other*'), 'beside'],
    ['where one is on top', columns('other*', 'own'), 2],
    ['where one is on top, also where the user is', columns('other', 'own*'), 2],
    ['where one is below, not over what the user works on', columns('other+', 'other+*'), 1],
    ['where one is below', columns('other*', 'other', 'other+'), 3],
    ['the next column', columns('other', 'other*', 'other'), 3],
    ['the last one has the one before it', columns('other', 'other', 'other*+'), 2],
    ['an empty column that has the focus', columns('other', 'nothing*'), 'active'],
    ['no column is active', columns('other'), 'active'],
  ];

  for (const [what, all, wanted] of table)
    it(what, () => {
      // VS Code names columns in the order in which they were made.
      for (const some of [all, [...all].reverse(), [...all.slice(0, 1), ...all.slice(1).reverse()]]) {
        const column = columnBeside(some);
        assert.equal(typeof column === 'string' ? column : column.viewColumn, wanted);
      }
    });
});
