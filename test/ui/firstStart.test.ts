import assert from 'node:assert/strict';
import { launch, type Session } from './lib/launch';

describe('the first start', () => {
  let session: Session;

  before(async () => {
    session = await launch();
  });

  after(async () => session.close());

  it('shows nothing of itself before it is asked for', async () => {
    const { workbench } = session;
    assert.deepEqual(await workbench.notifications.list(), []);
    const items = await workbench.statusBar.items();
    assert.deepEqual(
      items.filter(({ text, ariaLabel }) => /chakra|sandbox/i.test(text + ariaLabel)),
      [],
    );
  });

  it('offers two ways to begin, and nothing else', async () => {
    const { workbench } = session;
    await workbench.openViewContainer('Chakra');
    const buttons = workbench.page.locator('.sidebar .monaco-button:visible');
    await buttons.nth(1).waitFor();
    assert.deepEqual(await buttons.allInnerTexts(), ['Add a Connection', 'Try the Sandbox']);
    await workbench.page.locator('.sidebar .pane').nth(1).waitFor({ state: 'detached' });
    assert.deepEqual(await workbench.notifications.list(), []);
  });

  it('fills the tree when the sandbox is tried', async () => {
    const { workbench } = session;
    await workbench.page.locator('.sidebar .monaco-button', { hasText: 'Try the Sandbox' }).click();
    const rows = await workbench.tree('Procedures').waitUntil('the procedures', all => all.length > 5);
    assert.ok(rows.some(({ label, description }) => label === 'Lead' && description === 'lead'));
    await workbench.statusBar.waitFor('sandbox');
    assert.match(await workbench.tree('Drafts').message(), /Drafts/);
    assert.deepEqual(await workbench.notifications.list(), []);
  });
});
