import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Sandbox } from '../../src/core/sandbox/index';
import type { Script } from './lib/script';
import { closeAll, connect, newScript, run, until } from './lib/world';

const path = '/v1/ext/procedure/lead/process';

describe('Find Process', () => {
  let script: Script;
  let sandbox: Sandbox;

  before(async () => {
    script = await newScript();
    ({ sandbox } = await connect(script, { choices: { listOrder: 'oldest' } }));
    for (let i = 0; i < 120; i++) await create(i, i % 2 === 0 ? 'Lyon' : 'New York');
  });

  after(async () => {
    await closeAll();
    await sandbox.stop();
  });

  afterEach(async () => {
    script.done();
    await closeAll();
  });

  const create = async (i: number, city: string) => {
    const data = { lead_id: `L-${i}`, lastname: `Name ${i}`, source: 'WEB', city, phone_number: '0301' };
    const more = { state: 'NEW', assignedTo: 'ines.pereira', record: { data: { email: 'a@b.example' } } };
    const response = await fetch(sandbox.baseUrl + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${sandbox.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ data, ...more }),
    });
    assert.equal(response.status, 200, await response.text());
  };

  const asked = () =>
    sandbox.requests
      .filter(({ path: target }) => target === `${path}/list`)
      .map(({ body }) => JSON.parse(body) as { where?: unknown; skip: number; limit: number });

  const shown = async () =>
    until('the process is shown', () => {
      const document = vscode.window.activeTextEditor?.document;
      return document?.uri.scheme === 'chakra-view' && document;
    });

  it('by primary key, and opens it to read', async () => {
    script
      .plan('pick', /^Find a process of which/, 'Lead')
      .plan('live', /^Find a process of Lead/, '⌨L-7')
      .plan('live', /^Find a process of Lead/, 'Lead ID')
      .plan('live', /^Lead: lead_id = L-7/, 'Name 7');
    await run('findProcess');
    const document = await shown();
    const { answer } = JSON.parse(document.getText()) as { answer: { data: Record<string, unknown> } };
    assert.equal(answer.data['lead_id'], 'L-7');
    assert.deepEqual(asked().at(-1)?.where, { lead_id: 'L-7' });
  });

  it('by a query that completion has helped to write, page by page', async () => {
    const title = /^Find a process of Lead/;
    script
      .plan('pick', /^Find a process of which/, 'Lead')
      .plan('live', title, '⌨sta')
      .plan('live', title, 'status')
      .plan('live', title, '=')
      .plan('live', title, 'OPEN')
      .plan('live', title, 'and')
      .plan('live', title, '⌨status = OPEN and assignedTo = Pereira')
      .plan('live', title, 'ines.pereira')
      .plan('live', title, 'Find status = OPEN and assignedTo = ines.pereira')
      .plan('live', /^Lead: status/, 'More…')
      .plan('live', /^Lead: status/, 'Name 119');
    await run('findProcess');
    const document = await shown();
    assert.match(document.getText(), /"L-119"/);
    const where = { status: 'OPEN', assignedTo: 'ines.pereira' };
    assert.deepEqual(asked().slice(-2), [
      { where, skip: 0, limit: 100 },
      { where, skip: 100, limit: 100 },
    ]);
  });

  it('goes back from the results to the query, and says when nothing was found', async () => {
    script
      .plan('pick', /^Find a process of which/, 'Lead')
      .plan('live', /^Find a process of Lead/, '⌨city = Nowhere')
      .plan('live', /^Find a process of Lead/, 'Find city = Nowhere')
      .plan('live', /^Lead: city = Nowhere/, 'Nothing found')
      .plan('live', /^Find a process of Lead/, '⌨city = New York')
      .plan('live', /^Find a process of Lead/, 'Find city')
      .plan('live', /^Lead: city = New York/, '⌫')
      .plan('live', /^Find a process of Lead/, undefined);
    await run('findProcess');
  });

  it('starts a new payload from what was found, by its button and from its document', async () => {
    const plan = () =>
      script
        .plan('pick', /^Find a process of which/, 'Lead')
        .plan('live', /^Find a process of Lead/, '⌨L-7')
        .plan('live', /^Find a process of Lead/, 'Lead ID');
    plan().plan('live', /^Lead: lead_id = L-7/, 'Name 7⏵0');
    await run('findProcess');
    const check = () => {
      const { document, selection } = vscode.window.activeTextEditor!;
      assert.equal(document.uri.scheme, 'chakra-draft');
      assert.match(document.getText(selection), /^‹[^›]+›$/);
      const payload = JSON.parse(document.getText()) as Record<string, unknown>;
      const { data } = payload as { data: Record<string, unknown> };
      assert.equal(data['city'], 'New York');
      assert.ok(!('full_name' in data));
      assert.deepEqual([payload['state'], payload['assignedTo']], ['NEW', 'ines.pereira']);
      return document.uri;
    };
    const draft = check();
    assert.match((await script.heard(/^A new payload from the process/)).text, /primary key.*record/);
    plan().plan('live', /^Lead: lead_id = L-7/, 'Name 7');
    await run('findProcess');
    await shown();
    await run('payloadFromProcess');
    assert.notEqual(check().toString(), draft.toString());
  });

  it('tells a search that failed, and lets the user change it', async () => {
    sandbox.faults.next({ kind: '404', route: 'list' });
    script
      .plan('pick', /^Find a process of which/, 'Lead')
      .plan('live', /^Find a process of Lead/, 'All that is visible')
      .plan('live', /^Lead/, 'never there')
      .plan('error', /could not be searched/, 'Search Again')
      .plan('live', /^Find a process of Lead/, undefined);
    await run('findProcess');
  });
});
