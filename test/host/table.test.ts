import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Sandbox } from '../../src/core/sandbox/index';
import { bulkBodies, bulkFolder, newKey } from './lib/bulkFiles';
import { inside } from './lib/inside';
import type { Script } from './lib/script';
import { closeAll, connect, newScript, run, until } from './lib/world';

const asks = /^Make a payload of .+ for which procedure\?$/;
const list = /: columns to Lead \(/;

describe('CSV to payload', () => {
  let script: Script;
  let sandbox: Sandbox;
  let folder: Awaited<ReturnType<typeof bulkFolder>>;

  before(async () => {
    script = await newScript();
    ({ sandbox } = await connect(script));
    folder = await bulkFolder();
  });

  beforeEach(() => {
    script.said.splice(0);
    script.onProgress = undefined;
  });

  afterEach(async () => {
    script.done();
    await closeAll();
  });

  after(async () => {
    await folder.remove();
    await sandbox.stop();
  });

  const payload = async (name: string) => {
    const said = script.said.map(({ text }) => text).join('\n');
    return readFile(path.join(folder.path, name), 'utf8').catch(() =>
      assert.fail(`no ${name} among ${readdirSync(folder.path).join(', ')}; said: ${said}`),
    );
  };
  const shown = () => script.said.findLast(({ text }) => text.includes(': columns to Lead ('))!.options;

  it('makes a bound payload beside the table, and Bulk Create sends what is on the screen', async () => {
    const [a, b] = [newKey(), newKey()];
    const table = await folder.write(
      'fair.csv',
      `\ufeffLead ID;Last name;Source;Score;Budget (€);Newsletter;State;record.phone_number;Booth\r\n` +
        `${a};"Adler; Ann";trade fair;70;1.50;yes;qualified;0049170;A1\r\n` +
        `${b};Brandt;WEB;;12345678901234567890;;;;\r\n`,
    );
    script
      .plan('pick', asks, 'Lead')
      .plan('pick', list, 'Make the Payload')
      .plan('info', /^fair\.json: 2 entries for Lead\.$/, 'Bulk Create')
      .plan('pick', /^fair\.json: 2 entries for Lead/, 'Send all')
      .plan('confirm', /^Create 2 processes/, 'Create');
    await run('csvToPayload', table, [table]);
    const entries = [
      `{"lead_id":"${a}","data":{"lastname":"Adler; Ann","source":"FAIR","score":70,"budget":1.50,"wants_newsletter":true},"record":{"data":{"phone_number":"0049170"}},"state":"QUALIFIED"}`,
      `{"lead_id":"${b}","data":{"lastname":"Brandt","source":"WEB","budget":12345678901234567890}}`,
    ];
    assert.equal(await payload('fair.json'), `[\n${entries.join(',\n')}\n]\n`);
    await until('the request', () => bulkBodies(sandbox).length > 0);
    assert.deepEqual(bulkBodies(sandbox), [`[${entries.join(',')}]`]);
    const { services } = await inside();
    const { runs } = await services.bulk.load();
    await until(
      'all entries succeeded',
      async () =>
        (await runs.families()).some(family => family.runs.some(({ book }) => book.tally.succeeded === 2)),
      20_000,
    );
    assert.deepEqual(await readdir(folder.path), ['fair.csv', 'fair.json']);
  });

  it('lets the user correct columns, remembers that for the header, and never overwrites', async () => {
    const table = await folder.write('odd.csv', 'Leads of Pune\ncode,who,who,where\nX-1,Ann,Lee,Pune\n');
    script
      .plan('pick', asks, 'Lead')
      .plan('pick', list, 'The table begins in')
      .plan('pick', /^In which line does the table begin/, 'line 1')
      .plan('pick', list, 'The table begins in')
      .plan('pick', /^In which line does the table begin/, 'line 2')
      .plan('pick', list, 'code')
      .plan('pick', /^Where do the values of code go\?$/, 'Lead ID')
      .plan('pick', list, 'who (column C)')
      .plan('pick', /^Where do the values of who \(column C\) go\?$/, 'Last name')
      .plan('pick', list, 'where')
      .plan('pick', /^Where do the values of where go\?$/, 'Another attribute')
      .plan('input', /^Short id of the attribute for where$/, 'record.city')
      .plan('pick', list, 'Make the Payload');
    await run('csvToPayload', table);
    const text = '[\n{"lead_id":"X-1","data":{"lastname":"Lee"},"record":{"data":{"city":"Pune"}}}\n]\n';
    assert.equal(await payload('odd.json'), text);
    assert.equal(vscode.window.activeTextEditor?.document.getText(), text);
    const { services } = await inside();
    assert.equal(services.bindings.get(vscode.Uri.file(path.join(folder.path, 'odd.json')))?.shortId, 'lead');

    // In another order, too.
    await writeFile(table.fsPath, 'where,who,code,who\nPune,Ann,X-1,Lee\n');
    script.said.splice(0);
    // What is known of the service is dropped while the list stands open, as by a new token that another window was given.
    const dropped = (): string => {
      services.catalogs.reset(services.connections.active()!);
      return 'Lead';
    };
    script.plan('pick', asks, dropped).plan('pick', list, 'Make the Payload');
    await run('csvToPayload', table);
    assert.equal(shown()[shown().indexOf('Columns that are not used') + 1], 'who (column B)');
    assert.equal(await payload('odd-2.json'), text);
    assert.equal(await payload('odd.json'), text);

    script
      .plan('pick', asks, 'Lead')
      .plan('pick', list, 'Payload file')
      .plan('file', /^Write the payload to which file/, table.fsPath)
      .plan('warn', /^odd\.csv is the table itself\./, undefined)
      .plan('pick', list, undefined);
    await run('csvToPayload', table);
  });

  it('asks for what a table does not say, also where that comes up far below: encoding, marks, dates, rows that do not fit', async () => {
    const far = Array.from({ length: 100 }, (_, at) => `P-${at},Kim,,\n`).join('');
    const table = await folder.write(
      'old.csv',
      Buffer.from(
        `lead_id,lastname,call_back_at,budget\nO-1,Müller,,"1,5"\n${far}O-2,Lee\nO-3,Kim,4 April,\nO-4,Lee,03/04/2026,\n`,
        'latin1',
      ),
    );
    script
      .plan('pick', asks, 'Lead')
      .plan('pick', /^old\.csv is not written in UTF-8$/, 'WINDOWS-1252')
      .plan('pick', list, 'Make the Payload')
      .plan('pick', /^1,5 in budget: which number is that\?$/, 'a comma comes before the decimals')
      .plan('pick', /^03\/04\/2026 in call_back_at: which comes first\?$/, 'day first')
      .plan('pick', /^03\/04\/2026 in call_back_at: in which zone\?$/, 'UTC')
      .plan('confirm', /^A row of old\.csv has not as many cells as its first row\.$/, 'Leave Them Out');
    await run('csvToPayload', table);
    const lines = (await payload('old.json')).split('\n');
    assert.deepEqual(
      [...lines.slice(0, 3), ...lines.slice(-5)],
      [
        '[',
        '{"lead_id":"O-1","data":{"lastname":"Müller","budget":1.5}},',
        '{"lead_id":"P-0","data":{"lastname":"Kim"}},',
        '{"lead_id":"P-99","data":{"lastname":"Kim"}},',
        '{"lead_id":"O-3","data":{"lastname":"Kim","call_back_at":"4 April"}},',
        '{"lead_id":"O-4","data":{"lastname":"Lee","call_back_at":1775174400000}}',
        ']',
        '',
      ],
    );
    const report = vscode.window.visibleTextEditors.find(({ document }) =>
      document.uri.path.includes('From old'),
    );
    assert.match(report!.document.getText(), /call_back_at → data\.call_back_at, 1 cell: Not a date/);
    assert.match(report!.document.getText(), /line 104: 4 April/);
    assert.match(report!.document.getText(), /Fewer cells than the first row \(left out\): line 103/);
    assert.match(
      script.said.at(-1)!.text,
      /^old\.json: 103 entries for Lead\. 1 cell is worth a look\. Rows left out: 1\.$/,
    );
  });

  it('leaves no file behind when it is cancelled or the table is broken, and says where', async () => {
    const table = await folder.write('broken.csv', 'lead_id,lastname\nB-1,Ann\n"B-2,Lee\n');
    script.plan('pick', asks, 'Lead').plan('pick', list, 'Make the Payload');
    await run('csvToPayload', table);
    assert.match(
      script.said.at(-1)!.text,
      /^No payload was made of broken\.csv\. The quote that is opened in line 3 is never closed\./,
    );
    await writeFile(table.fsPath, 'lead_id,lastname\nB-1,Ann\n');
    script.onProgress = abort => abort.abort();
    script.plan('pick', asks, 'Lead').plan('pick', list, 'Make the Payload');
    await run('csvToPayload', table);
    assert.deepEqual(
      (await readdir(folder.path)).filter(name => name.startsWith('broken')),
      ['broken.csv'],
    );
  });

  it('says what is no table', async () => {
    const book = await folder.write('book.csv', 'PK\x03\x04');
    script.plan('pick', asks, 'Lead');
    await run('csvToPayload', book);
    assert.match(script.said.at(-1)!.text, /^No payload can be made of book\.csv\. It is a workbook/);
    await run('csvToPayload', vscode.Uri.parse('git:/leads.csv'));
    assert.match(script.said.at(-1)!.text, /^leads\.csv is no file on the disk\./);
  });
});
