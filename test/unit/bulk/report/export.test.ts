import assert from 'node:assert/strict';
import { chmod, link, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as fc from 'fast-check';
import { csv, json, type ExportRow } from '../../../../src/core/bulk/results/export';
import { exportRows } from '../../../../src/vscode/bulk/results/exportRows';
import { isSameFile, modeFor } from '../../../../src/vscode/bulk/results/target';
import { Temporaries } from '../../../../src/vscode/temporaries';
import { writeInPieces } from '../../../../src/vscode/bulk/results/writeFile';
import { intent, outcome, poll, rows, running } from '../records';
import { fileOf } from '../run/lib/world';
import { familyOf } from './families';

const row: ExportRow = { line: 2, entry: 1, key: 'L-1', verdict: 'failed', message: 'no', field: 'score' };

/** Of the characters that mean something in CSV or to a spreadsheet. */
const texts = fc.string({
  unit: fc.constantFrom('"', ',', '\r', '\n', '\t', '=', '+', '-', '@', "'", ' ', 'a', 'ä', '😀'),
});

describe('the export of results', () => {
  it('is CSV with a byte order mark, a head, CRLF and quotes where they are needed', () => {
    assert.equal(csv.begin, '\uFEFFline,entry,key,verdict,message,field,processId,raw\r\n');
    assert.equal(csv.row(row, true), '2,1,L-1,failed,no,score,,\r\n');
    assert.equal(
      csv.row({ entry: 3, verdict: 'invalid', message: 'a "b", c\nd' }, false),
      ',3,,invalid,"a ""b"", c\nd",,,\r\n',
    );
  });

  for (const text of ['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '=HYPERLINK("x","y")']) {
    it(`gives ${JSON.stringify(text)} to no spreadsheet as a formula`, () => {
      const cell = csv.row({ ...row, message: text }, false).split('failed,')[1]!;
      assert.match(cell, /^"?'/);
    });
  }

  it('is CSV that reads back to the same texts', () => {
    fc.assert(
      fc.property(texts, texts, (message, key) => {
        const cells = parseCsv(csv.row({ ...row, message, key }, false));
        assert.equal(cells.length, 8);
        assert.equal(cells[4], guarded(message));
        assert.equal(cells[2], guarded(key));
      }),
    );
  });

  it('is JSON with an object a line', () => {
    const text = `${json.begin}${json.row(row, true)}${json.row({ entry: 2, verdict: 'succeeded', processId: '=1' }, false)}${json.end}`;
    assert.deepEqual(JSON.parse(text), [row, { entry: 2, verdict: 'succeeded', processId: '=1' }]);
    assert.deepEqual(JSON.parse(json.begin + json.end), []);
    assert.equal(text.split('\n').length, 5);
  });

  it('has each entry once, with the last word on it, its line and its key, pending ones last', async () => {
    const entries = Array.from({ length: 6 }, (_, n) => `{ "data": { "id": "K-${n}" } }`);
    const file = { uri: 'file:///leads.jsonl', size: 1, sha256: 'ab', entries: 6 };
    const { family, records } = await familyOf(
      [
        { entries: '0+5', leftOut: '5', file, primaryKey: 'id' },
        running,
        intent(1, '0+2'),
        intent(2, '2'),
        outcome(1, 'accepted'),
        outcome(2, 'refused'),
        poll(1, 'finished'),
        rows(1, { entry: 0, verdict: 'succeeded', processId: 'p', key: 'told' }),
        rows(1, { entry: 1, verdict: 'failed', message: 'no', field: 'id' }),
      ],
      [{ entries: '1', leftOut: '', file, primaryKey: 'id', origin: 'retry' }, running, intent(1, '1')],
    );
    const found: ExportRow[] = [];
    for await (const batch of exportRows(family, records, fileOf(entries))) found.push(...batch);
    assert.deepEqual(
      found.map(({ line, entry, key, verdict }) => [line, entry, key, verdict]),
      [
        [6, 6, 'K-5', 'skipped'],
        [3, 3, 'K-2', 'refused'],
        [1, 1, 'told', 'succeeded'],
        [2, 2, undefined, 'pending'],
        [4, 4, undefined, 'pending'],
        [5, 5, undefined, 'pending'],
      ],
    );
    assert.match(found[1]!.message!, /status 400\)\. The service says: Bad\./);
    const without: ExportRow[] = [];
    for await (const batch of exportRows(family, records, undefined)) without.push(...batch);
    assert.deepEqual(
      without.map(({ line, key }) => [line, key]),
      [
        [undefined, undefined],
        [undefined, undefined],
        [undefined, 'told'],
        ...Array<unknown>(3).fill([undefined, undefined]),
      ],
    );
  });

  it('has what the service said of no entry for certain, word for word, of the latest reading', async () => {
    const strays = (...raw: string[]) =>
      ({ t: 'verdicts', at: 9, chunk: 1, way: 'none', strays: raw }) as const;
    const { family, records } = await familyOf([
      { entries: '0', leftOut: '' },
      running,
      intent(1, '0'),
      outcome(1, 'accepted'),
      poll(1, 'finished'),
      { ...strays('{"old":1}'), same: { entries: '0', verdict: 'unmatched' } },
      strays('{"a":"b, c"}', '{"d":1…'),
    ]);
    const found: ExportRow[] = [];
    for await (const batch of exportRows(family, records, undefined)) found.push(...batch);
    assert.deepEqual(
      found.map(({ verdict, raw }) => [verdict, raw]),
      [
        ['unmatched', undefined],
        ['unmatched', '{"a":"b, c"}'],
        ['unmatched', '{"d":1…'],
      ],
    );
    assert.equal(
      csv.row(found[1]!, false),
      ',,,unmatched,A result of the job job-1 that fits no entry for certain.,,,"{""a"":""b, c""}"\r\n',
    );
    assert.match(
      found[2]?.message ?? '',
      /job job-1 .*longer than is kept here: Chakra: Open Background Job…/,
    );
  });
});

describe('writing a file in pieces', () => {
  let folder: string;
  let file: string;
  let temporaries: Temporaries;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'chakra-export-'));
    temporaries = new Temporaries(path.join(folder, 'storage'));
    file = path.join(folder, 'results.csv');
  });

  afterEach(async () => rm(folder, { recursive: true, force: true }));

  it('holds all pieces in their order, also when the memory of one is used again', async () => {
    const bytes = new Uint8Array(600_000).fill(65);
    await writeInPieces(file, 0o600, temporaries, async pieces => {
      await pieces.write('ä');
      for (let n = 0; n < 4; n++) {
        await pieces.write(bytes);
        bytes.fill(66 + n);
      }
    });
    const text = await readFile(file, 'utf8');
    assert.equal(text.length, 1 + 4 * 600_000);
    assert.deepEqual(
      [0, 1, 600_001, 1_200_001, 1_800_001].map(at => text[at]),
      ['ä', 'A', 'B', 'C', 'D'],
    );
  });

  it('leaves the file as it was, and nothing beside it, when something goes wrong', async () => {
    await writeFile(file, 'before');
    await assert.rejects(
      writeInPieces(file, 0o600, temporaries, async pieces => {
        await pieces.write('half');
        throw new Error('no');
      }),
      /no/,
    );
    assert.equal(await readFile(file, 'utf8'), 'before');
    assert.deepEqual(await readdir(folder), ['results.csv', 'storage']);
    assert.deepEqual(await readdir(path.join(folder, 'storage', 'temporaries')), []);
  });

  it('lets nobody read it who may not read the payload, nor the file that it replaces', async () => {
    const payload = path.join(folder, 'leads.json');
    assert.equal(await modeFor(file, payload), 0o600);
    await writeFile(payload, '[]');
    for (const [mode, expected] of [
      [0o600, 0o600],
      [0o640, 0o640],
      [0o444, 0o644],
      [0o755, 0o644],
    ] as const) {
      await chmod(payload, mode);
      assert.equal(await modeFor(file, payload), expected, mode.toString(8));
      await writeInPieces(file, await modeFor(file, payload), temporaries, async pieces => pieces.write('x'));
      assert.equal((await stat(file)).mode & 0o777, expected);
      await rm(file);
    }
    await writeFile(file, 'mine', { mode: 0o600 });
    assert.equal(await modeFor(file, payload), 0o600);
  });

  it('knows the payload under another name', async () => {
    const payload = path.join(folder, 'leads.json');
    await writeFile(payload, '[]');
    await writeFile(path.join(folder, 'other.json'), '[]');
    await symlink(payload, path.join(folder, 'symbolic.json'));
    await symlink(folder, path.join(folder, 'folder'));
    await link(payload, path.join(folder, 'hard.json'));
    const same = ['leads.json', 'symbolic.json', 'folder/leads.json', 'hard.json'];
    for (const name of same) assert.ok(await isSameFile(path.join(folder, name), payload), name);
    for (const name of ['other.json', 'missing.json', 'folder/missing.json']) {
      assert.ok(!(await isSameFile(path.join(folder, name), payload)), name);
    }
  });
});

/** One line of RFC 4180. */
function parseCsv(line: string): string[] {
  const cells: string[] = [];
  let rest = line.replace(/\r\n$/, '');
  for (;;) {
    const quoted = /^"((?:[^"]|"")*)"/.exec(rest);
    const raw = quoted?.[0] ?? /^[^,]*/.exec(rest)![0];
    cells.push(quoted === null ? raw : quoted[1]!.replaceAll('""', '"'));
    if (rest.length === raw.length) return cells;
    rest = rest.slice(raw.length + 1);
  }
}

function guarded(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}
