import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { launch, type Session } from './lib/launch';

const ticket = '{\n  "data": {\n    "ticket_no": "T-1"\n  }\n}\n';

describe('files of the workspace', () => {
  let session: Session;

  before(async () => {
    session = await launch({ fixture: 'sample-workspace', env: { CHAKRA_TRY_SANDBOX: '1' } });
    await mkdir(path.join(session.workspace, 'tickets'));
    await writeFile(path.join(session.workspace, 'tickets/first one.json'), ticket);
  });

  after(async () => session.close());

  it('are payloads by the setting that the team shares', async () => {
    const { editor } = session.workbench;
    await session.workbench.openFile('solar-roof.json');
    await session.workbench.openViewContainer('Chakra');
    assert.deepEqual(await editor.waitForCodeLens('Create in Lead (sandbox)'), [
      'Create in Lead (sandbox)',
      'Change procedure',
      'Check',
      'Show request',
    ]);
  });

  it('are sent by the button, the key and the palette like a draft', async () => {
    const { editor, notifications, dialog } = session.workbench;
    await editor.clickTitleAction('Send Payload');
    await notifications.dismiss('Created in Lead');
    await editor.press('Control+Alt+Enter');
    // The same payload a second time: the question proves that the key arrived.
    await dialog.waitFor('Create one process in Lead (sandbox)?');
    await dialog.click('Cancel');
    await session.workbench.runCommand('Chakra: Check Payload');
    await notifications.dismiss('Nothing to mend');
  });

  it('become payloads by the context menu of the Explorer', async () => {
    const { workbench } = session;
    await workbench.openViewContainer('Explorer');
    const files = workbench.tree(path.basename(session.workspace));
    await files.expand('tickets');
    await files.clickMenu('first one.json', 'Chakra: Use as Payload for…');
    await workbench.quickInput.waitFor('Use as payload for which procedure?');
    await workbench.quickInput.pick('Ticket');
    await workbench.editor.waitForTab('first one.json');
    await workbench.editor.waitForCodeLens('Create in Ticket (sandbox)');
  });

  it('stay payloads after a restart', async () => {
    await session.restart();
    const { editor } = session.workbench;
    await session.workbench.openFile('first one.json');
    await editor.waitForCodeLens('Create in Ticket (sandbox)');
  });
});
