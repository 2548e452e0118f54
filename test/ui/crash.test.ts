import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Sandbox } from '../../src/core/sandbox/index';
import { launch, type Session } from './lib/launch';
import { connect, startService } from './lib/service';
import type { TreeRow } from './lib/treeView';
import { eventually } from './lib/wait';

const name = 'crash.json';
const perRequest = 2;
/** So many jobs may be open at a time: then nothing more is sent until one ends. */
const mostJobs = 10;
const count = 30;

describe('an extension host that is killed in the middle of a bulk run', () => {
  // Its jobs go on only when they are told to, and it outlives the host: it runs in the process of this test.
  let service: Sandbox;
  let session: Session;

  const bulks = (): number => service.requests.filter(({ path: to }) => to.endsWith('/bulk-create')).length;
  const run = (what: string, wanted: (row: TreeRow) => boolean): Promise<TreeRow[]> =>
    session.workbench
      .tree('Runs')
      .waitUntil(what, rows => rows.some(row => row.label === name && wanted(row)));

  before(async () => {
    service = await startService({ jobsByHand: true });
    session = await launch({ settings: { 'chakra.bulk.entriesPerRequest': perRequest } });
    const entries = Array.from(
      { length: count },
      (_, at) => `  { "data": { "lead_id": "CRASH-${at}", "lastname": "Example", "source": "WEB" } }`,
    );
    await writeFile(path.join(session.workspace, name), `[\n${entries.join(',\n')}\n]\n`);
    const { baseUrl, token } = service;
    await connect(session.workbench, { name: 'Acme', kind: 'Test', baseUrl, token });
  });

  after(async () => {
    await session.close();
    await service.stop();
  });

  it('dies while a request is under way that the service has carried out', async () => {
    const { workbench } = session;
    const { quickInput, dialog } = workbench;
    await workbench.openFile(name);
    await workbench.runCommand('Chakra: Bulk Create');
    await quickInput.waitFor(`Create the entries of ${name} in which procedure?`);
    await quickInput.pick('Lead');
    await quickInput.waitFor(`${count} entries for Lead`);
    await quickInput.pick(/^Send all/);
    await dialog.waitFor(`Create ${count} processes in Lead`);
    await dialog.click('Create');
    await eventually(
      'as many jobs as may be open',
      () => Promise.resolve(service.store.jobs.waiting.length),
      open => open === mostJobs,
    );
    assert.equal(bulks(), mostJobs);
    // One job ends, so one more request goes out, and its answer never comes.
    service.faults.next({ kind: 'never', route: 'bulk', afterDoing: true });
    service.workOn(perRequest);
    await eventually(
      'the request that is never answered',
      () => Promise.resolve(bulks()),
      sent => sent === mostJobs + 1,
    );
    await session.killExtensionHost();
    service.workOn(count);
  });

  it('finds the run in the view after a restart, with the results of what was accepted, and sends nothing by itself', async () => {
    await session.restart();
    await session.workbench.openViewContainer('Chakra');
    const known = '22 of 30 · 2 in doubt · paused by a restart';
    await run('what was accepted has its results', ({ description }) => description === known);
    const below = await session.workbench.tree('Runs').expand(name);
    assert.deepEqual(
      below.map(({ label }) => label),
      ['20 created', '2 unknown whether they arrived', '8 still open'],
    );
    assert.equal(bulks(), mostJobs + 1);
  });

  it('sends the rest when the user says so, and shows by a look that every entry is there once', async () => {
    const { workbench } = session;
    await workbench.tree('Runs').clickMenu(name, 'Resume Run');
    const over = `The run of ${name} to Lead (Acme, test) is over: 28 created, 2 unknown`;
    await eventually(
      over,
      () => {
        service.workOn(count);
        return workbench.notifications.list();
      },
      all => all.some(({ text }) => text.includes(over)),
    );
    await workbench.notifications.click(over, 'Look');
    await run('every entry is found', ({ description }) => description === `all ${count} created`);
    const arrived = [...service.store.each()].map(({ data }) => data['lead_id']);
    assert.equal(arrived.length, count);
    assert.equal(new Set(arrived).size, count);
    assert.equal(bulks(), count / perRequest);
  });
});
