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
    await workbench.page.locator('.welcome-view-content .monaco-button').first().waitFor();
    console.log(await workbench.page.locator('.sidebar').innerText());
    await workbench.screenshot('x-first');
    console.log(await workbench.page.locator('.sidebar .pane').evaluateAll(p => p.map(x => x.className + ' ' + x.querySelector('h3')?.outerHTML + ' ' + x.getBoundingClientRect().height)));
  });
});
