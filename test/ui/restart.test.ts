import assert from 'node:assert/strict';
import type { Sandbox } from '../../src/core/sandbox/index';
import { launch, type Session } from './lib/launch';
import { startService } from './lib/service';
import { eventually } from './lib/wait';

describe('a connection, typed in by hand', () => {
  const token = 'tok-restart-1';
  let service: Sandbox;
  let session: Session;

  before(async () => {
    service = await startService({ token });
    session = await launch();
  });

  after(async () => {
    await session.close();
    await service.stop();
  });

  it('asks for name, base URL, kind and token, one after the other, the token hidden', async () => {
    const { workbench } = session;
    const { quickInput } = workbench;
    await workbench.openViewContainer('Chakra');
    await workbench.page.locator('.sidebar .monaco-button', { hasText: 'Add a Connection' }).click();
    await quickInput.waitFor('Name of the connection');
    await quickInput.accept();
    await quickInput.waitFor('Type a name.');
    await quickInput.answer('Acme');

    const base = await quickInput.waitFor('Base URL of the API');
    assert.equal(base.value, 'https://api.chakrahq.com');
    await quickInput.type('http://example.com');
    const refused = await quickInput.waitFor('Use https');
    assert.equal(refused.severity, 'error');
    await quickInput.answer(service.baseUrl);

    const kinds = await quickInput.waitFor('Kind of the connection');
    assert.deepEqual(
      kinds.rows.map(({ label }) => label),
      ['Production', 'Test'],
    );
    await quickInput.pick('Test');

    const secret = await quickInput.waitFor('Token of Acme');
    assert.equal(secret.password, true);
    await quickInput.answer(`Bearer ${token} `);
    await quickInput.waitUntilClosed();
    await workbench.tree('Procedures').waitFor('Lead');
    assert.equal((await workbench.statusBar.waitFor('Acme')).kind, 'standard');
    assert.ok(service.requests.every(({ headers }) => headers.authorization === `Bearer ${token}`));
  });

  it('survives a reload of the window', async () => {
    await session.reload();
    const { workbench } = session;
    await workbench.openViewContainer('Chakra');
    await workbench.tree('Procedures').waitFor('Lead');
    await workbench.runCommand('Chakra: Test Connection');
    await workbench.notifications.waitFor('Acme answers, and the token is accepted.');
  });

  it('shows the procedures from the cache after a restart, while nothing answers', async () => {
    await service.stop();
    await session.restart();
    const { workbench } = session;
    await workbench.openViewContainer('Chakra');
    const tree = workbench.tree('Procedures');
    await tree.waitFor('Lead');
    assert.equal(await tree.message(), '');
    await workbench.runCommand('Chakra: Refresh Procedures');
    await workbench.notifications.waitFor('The config of Acme could not be read.');
    await tree.waitUntilMessage(text => /^Could not be refreshed: .*\. Shown as read \d\d?:\d\d/.test(text));
    await tree.waitFor('Lead');
    await workbench.notifications.dismiss('The config of Acme could not be read.');
  });

  it('still has its token then', async () => {
    service = await startService({ token, port: Number(new URL(service.baseUrl).port) });
    const { workbench } = session;
    await workbench.tree('Procedures').clickTitleAction('Refresh Procedures');
    await eventually(
      'the config is asked for with the token',
      () => Promise.resolve(service.requests[0]?.headers.authorization),
      authorization => authorization === `Bearer ${token}`,
    );
    await workbench.tree('Procedures').waitUntilMessage(text => text === '');
    assert.deepEqual(await workbench.notifications.list(), []);
  });
});
