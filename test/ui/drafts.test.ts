import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { launch, type Session } from './lib/launch';
import { waitUntilRemembered } from './lib/kept';
import { createDraft, goodLead } from './lib/service';
import { eventually } from './lib/wait';

describe('a draft', () => {
  let session: Session;

  before(async () => {
    session = await launch({
      env: { CHAKRA_TRY_SANDBOX: '1' },
      settings: { 'files.autoSave': 'off', 'editor.formatOnSave': true },
    });
    await session.workbench.openViewContainer('Chakra');
    await session.workbench.tree('Procedures').waitFor('Lead');
  });

  after(async () => session.close());

  /** What the disk holds of the only draft. */
  async function kept(): Promise<string> {
    const folder = path.join(session.dataDir, 'data/User/globalStorage/chakra-vscode.chakra-vscode/drafts');
    const [id = ''] = await readdir(folder);
    return readFile(path.join(folder, id, 'Lead 1.json'), 'utf8');
  }

  it('is closed just after typing without a question, and nothing is lost', async () => {
    const { editor, dialog } = session.workbench;
    assert.equal(await createDraft(session.workbench, 'Lead'), 'Lead 1.json');
    await editor.replaceAll('{ "data": {}}');
    await editor.type('  ');
    await editor.closeTab();
    assert.equal(await dialog.state(), undefined);
    await session.workbench.tree('Drafts').click('Lead 1');
    await editor.waitForTab('Lead 1.json');
    await editor.waitForText('what was typed last', text => text === '{ "data": {}}  ');
  });

  it('is not reformatted when it is saved', async () => {
    const { editor } = session.workbench;
    await editor.replaceAll('{"data":{   }}');
    await editor.press('Control+s');
    await eventually('the draft on disk', kept, now => now === '{"data":{   }}');
    await editor.waitUntilSaved();
    assert.equal(await editor.visibleText(), '{"data":{   }}');
  });

  it('survives a restart with its procedure: code lens and completion are there at once', async () => {
    const { editor } = session.workbench;
    const text = '{\n  "data": {\n    \n  }\n}';
    await editor.replaceAll(text);
    await eventually('the draft on disk', kept, now => now === text);
    await waitUntilRemembered(session.workbench.page, 'Lead 1.json');
    await session.restart();
    const { editor: again } = session.workbench;
    await again.waitForTab('Lead 1.json');
    await again.waitForCodeLens('Create in Lead (sandbox)');
    await again.goTo(3, 5);
    await again.suggest.trigger();
    await again.suggest.waitFor('email');
    await again.suggest.close();
  });

  it('is listed with what became of it, and deleted only after a question', async () => {
    const { dialog, editor, notifications } = session.workbench;
    await session.workbench.openViewContainer('Chakra');
    const drafts = session.workbench.tree('Drafts');
    await editor.replaceAll(goodLead());
    await editor.press('Control+Alt+Enter');
    await notifications.waitFor('Created in Lead');
    await drafts.waitUntil('the draft was sent', rows => (rows[0]?.description ?? '').endsWith('· created'));
    await drafts.clickAction('Lead 1', 'Delete Draft…');
    await dialog.waitFor('Delete the draft Lead 1?');
    await dialog.click('Cancel');
    await drafts.waitFor('Lead 1');
    await drafts.clickMenu('Lead 1', 'Delete Draft…');
    await dialog.waitFor('Delete the draft Lead 1?');
    await dialog.click('Delete');
    await drafts.waitUntil('the draft is gone', rows => rows.length === 0);
    await editor.waitForNoTab('Lead 1.json');
  });
});
