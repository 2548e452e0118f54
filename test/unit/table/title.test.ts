import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { lookAt } from '../../../src/core/table/look';
import { isSum } from '../../../src/core/table/title';
import { knownTo } from '../../../src/vscode/table/setup';
import { attribute, catalog, procedure } from '../schema/sample';

describe('what stands around the rows of a table', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'chakra-title-'));
  const file = path.join(folder, 'table.csv');
  const write = (text: string) => writeFileSync(file, text);
  after(() => rmSync(folder, { recursive: true }));

  it('has a header where a row names something of the procedure, however it looks', async () => {
    const attributes = ['name', 'address', 'company', 'tags'].map(shortId => attribute(shortId, 'string'));
    const goal = { procedure: procedure({ attributes }), catalog: catalog() };
    for (const [text, wanted] of [
      ['name\nAnn,Pune\nBob,Goa\n', '0 name'],
      ['Address\nMG Road, Pune, India\nFort, Mumbai, India\n', '0 Address'],
      ['company,,\nAnn,Pune,x\nBob,Goa,y\n', '0 company||'],
      // Cut into one column, as the name above it wants.
      ['tags\nhot;web;new\ncold;fair;old\n', '0 tags'],
      ['Export of 3 January\nname\nAnn,Pune\nBob,Goa\n', '1 name'],
      // The title may be a name of the procedure, too.
      ['Company\nname,address\nAnn,Pune\nBob,Goa\n', '1 name|address'],
      ['Export\nname, address, tags\nAnn, Pune, hot\n', '1 name| address| tags'],
    ] as const) {
      write(text);
      const found = await lookAt(file, {}, knownTo(goal));
      assert.ok(found.ok);
      const { format, rows } = found.look;
      assert.equal(`${format.above} ${rows[0]!.cells.join('|')}`, wanted, text);
      if (wanted.endsWith('tags'))
        assert.ok(rows.every(({ cells }) => cells.length === rows[0]!.cells.length));
    }
    write('Company\nname,address\nAnn,Pune\n');
    const said = await lookAt(file, { above: 0 }, knownTo(goal));
    assert.equal(said.ok && said.look.format.above, 0);
  });

  it('is a sum where a row has a word for it, and amounts or nothing beside that', () => {
    for (const row of ['Total;300', 'Total;3;€ 1,234.50', 'Summe;-12 %', 'Total;;x', 'Total', 'Sum:;1’000'])
      assert.ok(isSum(row.split(';')), row);
    for (const row of ['Suma;Goa', 'Suma;Rao;7', 'Suma;s@example.com;3', 'Total;-', '3;Total', '', ';'])
      assert.ok(!isSum(row.split(';')), row);
  });
});
