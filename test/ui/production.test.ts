import assert from 'node:assert/strict';
import type { Sandbox } from '../../src/core/sandbox/index';
import { launch, type Session } from './lib/launch';
import { connect, createDraft, creates, goodLead, startService } from './lib/service';

describe('a production connection', () => {
  const question = 'Create one process in Lead (Acme, production)?';
  let service: Sandbox;
  let session: Session;

  before(async () => {
    service = await startService();
    session = await launch();
    const { baseUrl, token } = service;
    await connect(session.workbench, { name: 'Acme', kind: 'Production', baseUrl, token });
  });

  after(async () => {
    await session.close();
    await service.stop();
  });

  it('is unmistakable in the status bar', async () => {
    const { statusBar } = session.workbench;
    const item = await statusBar.waitFor('Acme: PRODUCTION');
    assert.equal(item.kind, 'error');
    assert.equal(item.ariaLabel, 'Chakra connection: Acme, production');
  });

  it('sends nothing when the question before it is answered with Cancel', async () => {
    const { editor, dialog } = session.workbench;
    await createDraft(session.workbench, 'Lead');
    await editor.replaceAll(goodLead());
    await editor.press('Control+Alt+Enter');
    const { detail, buttons } = await dialog.waitFor(question);
    assert.equal(detail, 'Acme is a production connection: this creates real data.');
    assert.deepEqual([...buttons].sort(), ['Cancel', 'Create']);
    await dialog.click('Cancel');
    await editor.waitForCodeLens('Create in Lead (Acme, production)');
    assert.equal(creates(service).length, 0);
  });

  it('sends once when it is answered with Create', async () => {
    const { editor, dialog, notifications } = session.workbench;
    await editor.press('Control+Alt+Enter');
    await dialog.waitFor(question);
    await dialog.click('Create');
    await notifications.waitFor('Created in Lead');
    assert.equal(creates(service).length, 1);
    await editor.waitForCodeLens(/^Created \d/);
  });
});
