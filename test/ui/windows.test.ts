import assert from 'node:assert/strict';
import type { Sandbox } from '../../src/core/sandbox/index';
import { launch, type Session } from './lib/launch';
import { connect, startService } from './lib/service';
import type { Workbench } from './lib/workbench';

describe('two windows', () => {
  let service: Sandbox;
  let session: Session;
  let second: Workbench;

  before(async () => {
    service = await startService();
    session = await launch();
    second = await session.secondWindow();
  });

  after(async () => {
    await session.close();
    await service.stop();
  });

  it('share a connection: one that is added here can be switched to there', async () => {
    await second.openViewContainer('Chakra');
    await second.page.locator('.sidebar .monaco-button', { hasText: 'Add a Connection' }).waitFor();
    const { baseUrl, token } = service;
    await connect(session.workbench, { name: 'Acme', kind: 'Test', baseUrl, token });
    await second.runCommand('Chakra: Switch Connection…');
    await second.quickInput.waitFor('Connection of this window');
    await second.quickInput.pick('Acme');
    await second.tree('Procedures').waitFor('Lead');
    await second.statusBar.waitFor('Acme: test');
  });

  it('share a token: one that is set here is used there', async () => {
    await service.stop();
    service = await startService({ token: 'tok-another', port: Number(new URL(service.baseUrl).port) });
    const { workbench } = session;
    await workbench.runCommand('Chakra: Set Token…');
    await workbench.quickInput.waitFor('Token of Acme');
    await workbench.quickInput.answer('tok-another');
    await workbench.quickInput.waitUntilClosed();
    await workbench.runCommand('Chakra: Test Connection');
    await workbench.notifications.waitFor('Acme answers, and the token is accepted.');

    // In a browser VS Code reads its secrets when a window is loaded; on the desktop windows tell each other.
    await second.page.reload();
    await second.waitUntilPainted();
    await second.runCommand('Chakra: Test Connection');
    await second.notifications.waitFor('Acme answers, and the token is accepted.');
    assert.equal(service.requests.at(-1)?.headers.authorization, 'Bearer tok-another');
  });
});
