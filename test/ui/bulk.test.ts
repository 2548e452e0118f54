import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { launch, type Session } from './lib/launch';

const lead = (number: number, more = ''): string =>
  `  { "data": { "lead_id": "BULK-${number}", "lastname": "Example", "source": "WEB"${more} } }`;

describe('bulk create, by a person', () => {
  let session: Session;

  before(async () => {
    session = await launch({ fixture: 'sample-workspace', env: { CHAKRA_TRY_SANDBOX: '1' } });
    const entries = [lead(1), lead(2, ', "emial": "pat@example.com"'), lead(3)];
    await writeFile(path.join(session.workspace, 'many leads.json'), `[\n${entries.join(',\n')}\n]\n`);
  });

  after(async () => session.close());

  it('goes from a right-click over the report to a verdict for every entry', async () => {
    const { workbench } = session;
    const { quickInput, dialog, notifications, editor } = workbench;
    await workbench.openViewContainer('Chakra');
    await workbench.tree('Procedures').waitFor('Lead');
    await workbench.openViewContainer('Explorer');
    const files = workbench.tree(path.basename(session.workspace));
    await files.waitFor('many leads.json');
    await files.clickMenu('many leads.json', 'Chakra: Bulk Create');
    await quickInput.waitFor('Create the entries of many leads.json in which procedure?');
    await quickInput.pick('Lead');
    await quickInput.waitFor('3 entries for Lead (sandbox)');
    for (const theme of ['light', 'dark', 'high-contrast-light', 'high-contrast-dark'] as const) {
      await workbench.setTheme(theme);
      assert.ok(await workbench.screenshot(`look-bulk-report-${theme}`));
    }
    await quickInput.pick(/^Send all/);
    await dialog.waitFor(/^Create 3 processes in Lead \(sandbox\)\?/);
    await dialog.click('Create');
    await notifications.waitFor('The run of many leads.json to Lead (sandbox) is over: 2 created, 1');
    await workbench.openViewContainer('Chakra');
    await workbench.tree('Runs').waitFor('many leads.json');
    for (const theme of ['light', 'dark', 'high-contrast-light', 'high-contrast-dark'] as const) {
      await workbench.setTheme(theme);
      assert.ok(await workbench.screenshot(`look-bulk-runs-${theme}`));
    }
    await notifications.click('The run of many leads.json to Lead', 'Open Report');
    await editor.waitForText('the counts', text => text.includes('created'));
    await editor.followLink('line 3:3');
    await editor.waitForTab('many leads.json');
    await workbench.statusBar.waitFor('Ln 3, Col 3');
  });

  it('tells what is wrong with the file of the sample workspace, and sends nothing when it is left', async () => {
    const { workbench } = session;
    const { quickInput } = workbench;
    await workbench.openViewContainer('Explorer');
    const files = workbench.tree(path.basename(session.workspace));
    await files.expand('imports');
    await files.clickMenu('fair.jsonl', 'Chakra: Bulk Create');
    await quickInput.waitFor('Create the entries of fair.jsonl in which procedure?');
    await quickInput.pick('Lead');
    await quickInput.waitFor('12 entries for Lead (sandbox)');
    assert.ok(await workbench.screenshot('look-bulk-sample'));
    await quickInput.cancel();
    const report = await workbench.editor.text();
    for (const cause of ['Fair', 'emial', 'score', 'FAIR-03']) assert.ok(report.includes(cause), report);
    await workbench.openViewContainer('Chakra');
    assert.equal((await workbench.tree('Runs').rows()).length, 1);
  });
});
