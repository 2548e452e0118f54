import assert from 'node:assert/strict';
import type { Converted } from '../../../src/core/table/model';
import { isWorthALook, reportText, verdictText } from '../../../src/vscode/table/report';
import type { Setup } from '../../../src/vscode/table/setup';
import { procedure } from '../schema/sample';
import { connection } from '../vscode/catalogWorld';

const none = { count: 0, lines: [] };

function told(more: Partial<Converted>) {
  const file = (path: string) => ({ path, fsPath: path });
  const setup = {
    table: file('/t/leads.csv'),
    goal: { connection, procedure: procedure() },
    place: { file: file('/t/leads.json') },
    look: { format: { above: 0, encoding: 'utf-8' }, top: [] },
    names: [],
    mapping: [],
  } as unknown as Setup;
  const converted: Converted = {
    entries: 3,
    empty: none,
    short: none,
    long: none,
    total: none,
    notes: [],
    ...more,
  };
  return { setup, converted, tookUneven: false };
}

describe('the report on a table', () => {
  it('says of a row that looks like a sum that it is an entry, and when to delete that', () => {
    const sum = told({ total: { count: 1, lines: [1234] } });
    assert.ok(isWorthALook(sum));
    assert.match(
      reportText(sum),
      /\nROWS\n\n {2}Looks like a sum of the other rows, and is an entry of the payload: line 1,234\. Delete that entry if the row is a sum\.\n/,
    );
    assert.match(
      verdictText(sum),
      /3 entries for Lead\. The last row looks like a sum of the others: line 1,234\.$/,
    );
  });

  it('names lines without a column', () => {
    const uneven = reportText(
      told({ short: { count: 5, lines: [2, 3, 4] }, empty: { count: 1, lines: [7] } }),
    );
    assert.match(uneven, /\(left out\): line 2, line 3, line 4 and 2 more\n.*\(left out\): line 7\n/);
  });

  it('has no part for what there is nothing to say of', () => {
    const plain = told({});
    assert.ok(!isWorthALook(plain));
    assert.doesNotMatch(reportText(plain), /ROWS|COLUMNS|CELLS/);
  });
});
