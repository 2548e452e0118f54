import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { lineBytes } from '../../../src/core/table/badLine';
import { convert, type ConvertOutcome } from '../../../src/core/table/convert';
import { lookAt, type Corrections, type Look } from '../../../src/core/table/look';
import { beginningOf } from '../../../src/core/table/beginning';
import type { PlannedColumn } from '../../../src/core/table/model';

describe('a table file', () => {
  let folder: string;
  let file: string;
  let made = 0;

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'chakra-table-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  function write(content: string | Uint8Array, name = 'table.csv'): void {
    file = path.join(folder, `${++made}-${name}`);
    writeFileSync(file, content);
  }

  async function look(corrections: Corrections = {}): Promise<Look> {
    const found = await lookAt(file, corrections);
    assert.ok(found.ok, JSON.stringify(found));
    return found.look;
  }

  /** Every column as text in `data`, by its name in the first row. */
  async function converted(
    corrections: Corrections = {},
    more: { takeUneven?: boolean; columns?: readonly PlannedColumn[] } = {},
  ): Promise<{ outcome: ConvertOutcome; text: string }> {
    const { format, rows } = await look(corrections);
    const first = rows[0]!.cells;
    const temporary = `${file}.tmp`;
    const columns = first.map((name, column) => ({
      column,
      target: { at: 'data' as const, shortId: name === '' ? 'none' : name },
      rule: { kind: 'text' as const },
    }));
    const job = { path: file, temporary, format, first, columns, reading: {}, takeUneven: true, ...more };
    const outcome = convert(job, () => undefined);
    return { outcome, text: readFileSync(temporary, 'utf8') };
  }

  it('becomes an array with an entry a line', async () => {
    write('\ufeffid;note\r\n007;"a;b"\r\n;\r\n8;\r\n');
    const { outcome, text } = await converted();
    assert.equal(text, '[\n{"data":{"id":"007","note":"a;b"}},\n{"data":{"id":"8"}}\n]\n');
    assert.ok(outcome.kind === 'done');
    assert.equal(outcome.bytes, Buffer.byteLength(text));
    assert.deepEqual(structuredClone(outcome.converted), {
      entries: 2,
      empty: { count: 1, lines: [3] },
      short: { count: 0, lines: [] },
      long: { count: 0, lines: [] },
      total: { count: 0, lines: [] },
      notes: [],
    });
  });

  it('has each value in its place', async () => {
    write('a,b,c,d\n1,2,3,4\n');
    const rule = { kind: 'number' } as const;
    const { text } = await converted(
      {},
      {
        columns: [
          { column: 1, target: { at: 'key', shortId: 'lead_id' }, rule: { kind: 'text' } },
          { column: 0, target: { at: 'data', shortId: 'x"y' }, rule },
          { column: 2, target: { at: 'record', shortId: 'phone' }, rule },
          { column: 3, target: { at: 'field', shortId: 'nextActionAt' }, rule: { kind: 'epoch' } },
        ],
      },
    );
    assert.equal(
      text,
      '[\n{"lead_id":"2","data":{"x\\"y":1},"record":{"data":{"phone":3}},"nextActionAt":4}\n]\n',
    );
  });

  it('tells of rows that do not fit the first one, takes them or leaves them out', async () => {
    write('a,b\n1,2,\n3\n4,5,6\n7,8\n');
    const taken = await converted();
    assert.equal(
      taken.text,
      '[\n{"data":{"a":"1","b":"2"}},\n{"data":{"a":"3"}},\n{"data":{"a":"4","b":"5"}},\n{"data":{"a":"7","b":"8"}}\n]\n',
    );
    assert.ok(taken.outcome.kind === 'done');
    const { short, long } = taken.outcome.converted;
    assert.deepEqual([short.lines, long.lines], [[3], [4]]);
    rmSync(`${file}.tmp`);
    const left = await converted({}, { takeUneven: false });
    assert.equal(left.text, '[\n{"data":{"a":"1","b":"2"}},\n{"data":{"a":"7","b":"8"}}\n]\n');
  });

  it('is told apart by separator and encoding', async () => {
    const rows = 'a;b\n1,5;é\n2,5;x\n';
    for (const [bytes, encoding] of [
      [Buffer.from(rows), 'utf-8'],
      [Buffer.from(`\ufeff${rows}`, 'utf16le'), 'utf-16le'],
      [Buffer.from(rows, 'utf16le'), 'utf-16le'],
      [Buffer.from(`\ufeff${rows}`, 'utf16le').swap16(), 'utf-16be'],
    ] as const) {
      write(bytes);
      const { format } = await look();
      assert.equal(format.encoding, encoding);
      assert.equal(format.delimiter, ';');
      assert.equal(
        (await converted()).text,
        '[\n{"data":{"a":"1,5","b":"é"}},\n{"data":{"a":"2,5","b":"x"}}\n]\n',
      );
    }
    write('sep=|\na|b\n1|2\n');
    assert.equal((await converted()).text, '[\n{"data":{"a":"1","b":"2"}}\n]\n');
    write('a\tb\n1,0\t2,0\n', 'table.tsv');
    assert.equal((await look()).format.delimiter, '\t');
    write('a,b\r1,2\r');
    assert.equal((await converted()).text, '[\n{"data":{"a":"1","b":"2"}}\n]\n');
    write('a,b\r1,"x\ny"\r');
    assert.equal((await converted()).text, '[\n{"data":{"a":"1","b":"x\\ny"}}\n]\n');
    write('a,b\n1,"x\ry\rz"\n\u00a0,\u00a0\n');
    assert.equal((await converted()).text, '[\n{"data":{"a":"1","b":"x\\ry\\rz"}}\n]\n');
  });

  const names = async () => (await look()).rows[0]!.cells.join('|');
  const above = async () => (await look()).format.above;

  it('may have a title above its header, alone or with separators behind it', async () => {
    const rows = 'id;name;city\n1;Ann;Lyon\n2;Bob;\n';
    for (const [title, count] of [
      ['Export of 2026-01-03\n', 1],
      ['Leads, all of them\n\nExported by Ann\n', 2],
      ['\nExport of 2026-01-03;;\n;;\n', 2],
      ['', 0],
    ] as const) {
      write(title + rows);
      assert.deepEqual([await names(), await above()], ['id|name|city', count], title);
      const { text, outcome } = await converted();
      assert.match(text, /^\[\n\{"data":\{"id":"1","name":"Ann","city":"Lyon"\}\},\n.*\n\]\n$/);
      assert.ok(outcome.kind === 'done' && outcome.converted.short.count === 0);
    }
    write('Export of leads, 2026-01-03\nid,name,city,score\n1,Ann,Lyon,5\n');
    assert.deepEqual([await names(), await above()], ['id|name|city|score', 1]);
    const all = await look({ above: 0 });
    assert.equal(all.rows.length, 3);
    assert.equal((await look({ above: 2 })).rows[0]!.cells[0], '1');
  });

  it('has no title where the first row may be one of the table', async () => {
    for (const text of [
      'name\nRao, Ann\nLee, Bob\nDoe, Cy\n',
      'seat\nMG Road, Pune, India\nFort, Mumbai, India\n',
      'note\na;b\nc\nd\n',
      'Ann;;\n1;2;3\n4;5;6\n',
      'id;name;city\n;;\n1;Ann;Lyon\n',
      'name\n',
    ]) {
      write(text);
      assert.equal(await above(), 0, text);
    }
  });

  it('is read as real exports are written: sep= and UTF-16, empty columns at the end, names with line ends or twice', async () => {
    const text = 'SEP=;\r\n"First\r\nname";id;id;;\r\nAnn;1;2;;\r\n';
    for (const bytes of [`\ufeff${text}`, Buffer.from(`\ufeff${text}`, 'utf16le')]) {
      write(bytes);
      const { format, rows } = await look();
      assert.deepEqual([format.delimiter, format.sepLine, format.above], [';', true, 0]);
      assert.deepEqual(rows[0]!.cells, ['First\r\nname', 'id', 'id', '', '']);
      const { outcome, text: made } = await converted();
      assert.ok(
        outcome.kind === 'done' && outcome.converted.long.count + outcome.converted.short.count === 0,
      );
      assert.match(made, /"First\\r\\nname":"Ann","id":"1","id":"2"/);
    }
  });

  it('tells a row of sums at its end', async () => {
    const totals = async (last: string) => {
      write(`id;name;amount\n1;Ann;5\n2;Total;6\n${last}\n\n`);
      const { outcome } = await converted();
      assert.ok(outcome.kind === 'done');
      return outcome.converted.total;
    };
    for (const last of ['Total;;11', ';Grand total:;11', 'SUMME;;11', 'Итого;;11'])
      assert.deepEqual(await totals(last), { count: 1, lines: [4] }, last);
    for (const last of ['3;Total;5', 'TotalEnergies;;11', 'Total;Energies;11'])
      assert.equal((await totals(last)).count, 0, last);
  });

  it('that is no UTF-8 says where, also far behind, and is read in another encoding', async () => {
    const latin = Buffer.from('a,b\n1,Zürich\n', 'latin1');
    write(latin);
    assert.deepEqual(await lookAt(file, {}), { ok: false, problem: { code: 'encoding', line: 2 } });
    assert.equal(
      (await converted({ encoding: 'windows-1252' })).text,
      '[\n{"data":{"a":"1","b":"Zürich"}}\n]\n',
    );
    const long = 'ö'.repeat(100);
    const good = Buffer.from(`1,ä"${long}\n`.repeat(6_000));
    write(Buffer.concat([Buffer.from('a,b\n'), good, Buffer.from('1,Zürich\n', 'latin1')]));
    const { outcome } = await converted();
    assert.deepEqual(outcome, { kind: 'stopped', problem: { code: 'encoding', line: 6_002 } });
    assert.equal(Buffer.from(await lineBytes(file, 6_002)).toString('latin1'), '1,Zürich');
    // Lines of old Macs, and cells with a lone \r.
    for (const [rows, line] of [
      [`1,${long}\r`.repeat(6_000), 6_002],
      [`"1\r",${long}\r\n`.repeat(6_000), 12_002],
    ] as const) {
      const end = rows.endsWith('\n') ? '\r\n' : '\r';
      write(
        Buffer.concat([Buffer.from(`a,b${end}${rows}`), Buffer.from(`1,Zürich${end}2,b${end}`, 'latin1')]),
      );
      assert.deepEqual((await converted()).outcome, { kind: 'stopped', problem: { code: 'encoding', line } });
      assert.equal(
        Buffer.from(await lineBytes(file, line))
          .toString('latin1')
          .trim(),
        '1,Zürich',
      );
    }
  });

  it('shows the first entries of its payload as they stand there, as JSON of their own', async () => {
    write('id\n1\n2\n3\n');
    const { text } = await converted();
    const of = async (most: number) => beginningOf(`${file}.tmp`, most);
    assert.deepEqual(await of(2), { entries: 2, text: '[\n{"data":{"id":"1"}},\n{"data":{"id":"2"}}\n]\n' });
    assert.deepEqual(await of(3), { entries: 3, text });
    assert.deepEqual(await of(9), { entries: 3, text });
    // Nothing that is cut: the piece that is read ends within the second.
    write(`id\n1\n${'é'.repeat(200_000)}\n`);
    await converted();
    assert.deepEqual(await of(9), { entries: 1, text: '[\n{"data":{"id":"1"}}\n]\n' });
  });

  it('that is no table says what it is', async () => {
    for (const [content, problem] of [
      ['', { code: 'empty' }],
      [' \n\n', { code: 'empty' }],
      ['sep=;\r\n', { code: 'empty' }],
      ['PK\x03\x04abc', { code: 'excel' }],
      ['a\0b\0\0\0cd', { code: 'binary' }],
    ] as const) {
      write(content);
      assert.deepEqual(await lookAt(file, {}), { ok: false, problem });
    }
    write('a,b\n1,2\n"3,4\n');
    assert.deepEqual((await converted()).outcome, { kind: 'stopped', problem: { code: 'endless', line: 3 } });
    assert.equal((await lookAt(path.join(folder, 'none.csv'), {})).ok, false);
  });

  it('that has another header by now is not converted', async () => {
    write('a,b\n1,2\n');
    const { format } = await look();
    const job = { path: file, temporary: `${file}.tmp`, format, columns: [], reading: {}, takeUneven: true };
    assert.deepEqual(
      convert({ ...job, first: ['b', 'a'] }, () => undefined),
      {
        kind: 'stopped',
        problem: { code: 'changed' },
      },
    );
  });
});
