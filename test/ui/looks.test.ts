import assert from 'node:assert/strict';
import type { Sandbox } from '../../src/core/sandbox/index';
import { launch, type Session } from './lib/launch';
import { connect, createDraft, goodLead, startService } from './lib/service';
import { eventually } from './lib/wait';
import type { Theme } from './lib/workbench';

const themes: readonly Theme[] = ['light', 'dark', 'high-contrast-light', 'high-contrast-dark'];

/** A walk through everything that is to be seen, with a picture of each view in each theme for the eye to judge. */
describe('the looks', () => {
  let service: Sandbox;
  let session: Session;

  before(async () => {
    service = await startService();
    session = await launch({ painted: true });
  });

  after(async () => {
    await session.close();
    await service.stop();
  });

  async function pictures(name: string): Promise<void> {
    for (const theme of themes) {
      await session.workbench.setTheme(theme);
      assert.ok(await session.workbench.screenshot(`look-${name}-${theme}`), `no picture of ${name}`);
    }
  }

  it('of the welcome and the tree', async () => {
    const { workbench } = session;
    await workbench.openViewContainer('Chakra');
    await workbench.page.locator('.sidebar .monaco-button', { hasText: 'Add a Connection' }).waitFor();
    await pictures('welcome');
    await workbench.page.locator('.sidebar a', { hasText: 'See how it works' }).click();
    await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
    for (const step of ['Connect, or try the sandbox', 'Send a whole file']) {
      await workbench.page.locator('.step-title', { hasText: step }).click();
      await workbench.page.locator('.getting-started-step.expanded', { hasText: step }).waitFor();
      await pictures(`walkthrough-${step.startsWith('Send') ? 'bulk' : 'connect'}`);
    }
    await workbench.runCommand('View: Close All Editors');
    await workbench.openViewContainer('Chakra');
    const { baseUrl, token } = service;
    await connect(workbench, { name: 'Acme', kind: 'Production', baseUrl, token });
    const tree = workbench.tree('Procedures');
    await tree.expand('Lead', 'Attributes');
    await tree.hover('source', 'Short id');
    await pictures('tree');
  });

  it('of the status bar of a production connection: marked in every theme, and readable', async () => {
    const { page, statusBar } = session.workbench;
    const item = page.locator(`.statusbar-item[id="${(await statusBar.waitFor('PRODUCTION')).id}"]`);
    const other = page.locator('.statusbar-item[id="status.problems"] .statusbar-item-label');
    const colour = (element: Element): string => getComputedStyle(element).color;
    for (const theme of themes) {
      await session.workbench.setTheme(theme);
      const usual = await other.evaluate(colour);
      await eventually(
        `${theme}: a ground or a colour of its own`,
        async () => ({
          text: await item.locator('.statusbar-item-label').evaluate(colour),
          ground: await item.evaluate(element => getComputedStyle(element).backgroundColor),
        }),
        ({ text, ground }) =>
          theme === 'high-contrast-dark' ? text !== usual : isOpaque(ground) && contrast(text, ground) >= 4.5,
      );
    }
  });

  it('of a draft, its completion, its hover and its findings', async () => {
    const { editor, quickInput } = session.workbench;
    await createDraft(session.workbench, 'Lead');
    await pictures('draft');
    await editor.replaceAll(goodLead(',\n    "score": "high",\n    '));
    await editor.goTo(7, 5);
    await editor.suggest.trigger();
    await editor.suggest.waitFor('email');
    await editor.suggest.documentation();
    await pictures('completion');
    await editor.suggest.close();
    await editor.replaceAll(goodLead(',\n    "score": "high",\n    "emial": "pat@example.com"'));
    await editor.press('Control+Alt+Enter');
    await quickInput.waitFor('2 to look at before sending');
    await pictures('findings');
    await quickInput.cancel();
  });

  it('of the question before a send, the notifications and the response', async () => {
    const { editor, dialog, notifications } = session.workbench;
    await editor.replaceAll(goodLead());
    await editor.press('Control+Alt+Enter');
    await dialog.waitFor('Create one process in Lead');
    await pictures('question');
    await dialog.click('Create');
    await notifications.waitFor('Created in Lead');
    await notifications.waitUntilGone('Creating in Lead');
    await editor.waitForCodeLens(/^Created/);
    await pictures('created');
    await notifications.click('Created in Lead', 'Open Answer');
    await editor.waitForTab(/^Lead \d\d\.\d\d\.\d\d\.json$/);
    await pictures('response');
    await editor.closeTab();
    service.faults.next({ kind: '500', method: 'POST' });
    await editor.replaceAll(goodLead());
    await editor.press('Control+Alt+Enter');
    await dialog.waitFor('Create one process in Lead');
    await dialog.click('Create');
    await notifications.waitFor('Unknown whether');
    await editor.waitForCodeLens(/outcome unknown/);
    await pictures('unknown');
  });

  it('of a service that cannot be reached', async () => {
    const { notifications } = session.workbench;
    await service.stop();
    await session.workbench.runCommand('Chakra: Refresh Procedures');
    await notifications.waitFor('could not be read');
    await session.workbench
      .tree('Procedures')
      .waitUntilMessage(text => text.startsWith('Could not be refreshed'));
    await pictures('offline');
  });
});

/** Whether a colour as the browser writes it covers what is below. */
function isOpaque(color: string): boolean {
  return color.startsWith('rgb(');
}

/** The contrast of two colours as WCAG counts it, 1 to 21. */
function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function luminance(color: string): number {
  const [r = 0, g = 0, b = 0] = (color.match(/[\d.]+/g) ?? []).map(part => {
    const share = Number(part) / 255;
    return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
