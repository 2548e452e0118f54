import assert from 'node:assert/strict';
import { launch, type Session } from './lib/launch';
import { draftOpens } from './lib/service';
import type { TreeView } from './lib/treeView';

describe('the tree of procedures', () => {
  let session: Session;
  let tree: TreeView;

  before(async () => {
    session = await launch({ env: { CHAKRA_TRY_SANDBOX: '1' } });
    await session.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await session.workbench.openViewContainer('Chakra');
    tree = session.workbench.tree('Procedures');
    await tree.waitFor('Lead');
  });

  after(async () => session.close());

  it('says whose it is and that more may be there than this key sees', async () => {
    assert.equal(await tree.description(), 'Sandbox: 7 visible to this key');
  });

  it('explains a procedure and an attribute under the mouse', async () => {
    const procedure = await tree.hover('Lead', 'Short id: lead');
    assert.match(procedure, /Somebody who may buy an installation\./);
    assert.match(procedure, /Primary key: lead_id/);
    await tree.expand('Lead', 'Attributes');
    const attribute = await tree.hover('source', 'Short id: source');
    assert.match(attribute, /Options: CHAT \(Incoming chat\), WEB \(Web form\)/);
  });

  it('shows only what a filter leaves, until it is cleared', async () => {
    const { quickInput } = session.workbench;
    await tree.clickTitleAction('Filter Procedures…');
    await quickInput.waitFor('Filter procedures');
    await quickInput.answer('onboard');
    await tree.waitUntil('only one is left', rows => rows.length === 1 && rows[0]?.label === 'Onboarding');
    await tree.waitUntilMessage(text => text === 'Filter: onboard');
    await tree.clickTitleAction('Clear Filter');
    await tree.waitFor('Lead');
    await tree.waitUntilMessage(text => text === '');
  });

  it('copies short ids', async () => {
    const clipboard = (): Promise<string> =>
      session.workbench.page.evaluate(() => navigator.clipboard.readText());
    await tree.clickMenu('Collection / Encaissement', 'Copy Short Id');
    await session.workbench.statusBar.waitFor('Copied collection');
    assert.equal(await clipboard(), 'collection');
  });

  it('can be used by keys alone', async () => {
    const { page, statusBar } = session.workbench;
    await session.workbench.runCommand('Chakra: Focus on Procedures View');
    await tree.waitForFocus();
    await tree.pressUntil('Home', 'Collection / Encaissement');
    await tree.pressUntil('ArrowDown', 'Field visit / Außentermin');
    await page.keyboard.press('ArrowRight');
    await tree.waitUntil('the second procedure opens', rows =>
      rows.some(row => row.expanded === true && row.label.startsWith('Field visit')),
    );
    const menu = await tree.menuByKey();
    const items = await menu.items();
    assert.deepEqual(items, [
      'Create Process',
      'Create from Template…',
      'Find Process…',
      'Copy Short Id',
      'Copy as TypeScript Type',
      'Export JSON Schema…',
    ]);
    for (let at = 0; at <= items.indexOf('Copy Short Id'); at++) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await statusBar.waitFor('Copied field_visit');
    await tree.clickTitleAction('Collapse All');
  });

  it('creates a process by the button in a row', async () => {
    await tree.clickAction('Walk-in', 'Create Process');
    assert.equal(await draftOpens(session.workbench, 'Walk-in'), 'Walk-in 1.json');
  });
});
