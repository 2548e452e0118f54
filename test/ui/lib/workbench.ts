import type { Page } from 'playwright-core';
import { saveScreenshot } from '../../tools/lib/screenshots.mjs';
import { Dialog } from './dialogs';
import { Editor } from './editor';
import { Notifications } from './notifications';
import { QuickInput } from './quickInput';
import { StatusBar } from './statusBar';
import { TreeView } from './treeView';
import { eventually, plain } from './wait';

/** A problem as the Problems view shows it. */
export interface Problem {
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: string;
  readonly source: string;
  /** Counts from 1. */
  readonly line: number;
}

/** What the operating system can ask for. */
export type Theme = 'light' | 'dark' | 'high-contrast-light' | 'high-contrast-dark';

/** The media features of a theme, and what VS Code calls it in its page. */
const mediaOf = {
  light: ['light', 'none', 'vs'],
  dark: ['dark', 'none', 'vs-dark'],
  'high-contrast-light': ['light', 'active', 'hc-light'],
  'high-contrast-dark': ['dark', 'active', 'hc-black'],
} as const satisfies Record<Theme, readonly ['light' | 'dark', 'none' | 'active', string]>;

/** The window of VS Code, in the words of the person who sits before it. */
export class Workbench {
  readonly quickInput: QuickInput;
  readonly notifications: Notifications;
  readonly dialog: Dialog;
  readonly statusBar: StatusBar;
  readonly editor: Editor;

  constructor(readonly page: Page) {
    this.quickInput = new QuickInput(page);
    this.notifications = new Notifications(page);
    this.dialog = new Dialog(page);
    this.statusBar = new StatusBar(page);
    this.editor = new Editor(page);
  }

  /** Waits until the window can be used: painted, connected to the server, extensions known. */
  async waitUntilPainted(): Promise<void> {
    await this.page
      .locator('.monaco-workbench .part.statusbar .statusbar-item')
      .first()
      .waitFor({ timeout: 60_000 });
    await this.page.locator('.monaco-workbench .part.editor').waitFor();
    await this.page
      .locator('.part.statusbar [id="status.host"][aria-label^="remote"]')
      .waitFor({ timeout: 60_000 });
  }

  /** Runs a command by the title that the palette shows, such as `Chakra: Create Process`. */
  runCommand(title: string): Promise<void> {
    return this.quickInput.runCommand(title);
  }

  /** A tree view by the title of its section. */
  tree(name: string): TreeView {
    return new TreeView(this.page, name);
  }

  /** Shows a view container by its name in the activity bar, and waits until it is shown. */
  async openViewContainer(name: string): Promise<void> {
    const tab = this.page.locator(`.part.activitybar .action-item`, {
      has: this.page.locator(`.action-label[aria-label^=${JSON.stringify(name)}]`),
    });
    await tab.waitFor();
    const isShown = async (): Promise<boolean> =>
      (await tab.getAttribute('class'))?.split(' ').includes('checked') === true;
    await eventually(
      `view container ${name}`,
      async () => {
        // A window that has just been loaded may show it by itself, and a click on the one that is shown hides it.
        const shown = await eventually('checked', isShown, now => now, 300).catch(() => false);
        if (!shown) await tab.click();
        return eventually('checked', isShown, now => now, 2_000);
      },
      shown => shown,
    );
  }

  /** Opens a file of the workspace by its name. */
  async openFile(name: string): Promise<void> {
    await this.page.keyboard.press('Control+p');
    await this.quickInput.waitUntil('quick open', now => now.placeholder.includes('Search files'));
    await this.quickInput.pick(name);
    await this.editor.waitForTab(name);
  }

  /** Opens the Problems view and reads it. */
  async problems(): Promise<Problem[]> {
    await this.runCommand('Problems: Focus on Problems View');
    const panel = this.page.locator('.markers-panel');
    await panel.waitFor();
    const rows = await panel.locator('.monaco-list-row:has(.marker-icon)').evaluateAll(all =>
      all.map(row => {
        const icon = row.querySelector('.marker-icon')?.innerHTML ?? '';
        return {
          severity:
            (['error', 'warning'] as const).find(kind => icon.includes(`codicon-${kind}`)) ??
            ('info' as const),
          message: [...row.querySelectorAll('.marker-message')].map(line => line.textContent).join('\n'),
          source: row.querySelector('.marker-source')?.textContent ?? '',
          line: Number(/Ln (\d+)/.exec(row.querySelector('.marker-line')?.textContent ?? '')?.[1] ?? 0),
        };
      }),
    );
    return rows.map(row => ({ ...row, message: plain(row.message) }));
  }

  /** Colours as the operating system would ask for them; waits until they are there. */
  async setTheme(theme: Theme): Promise<void> {
    const [colorScheme, forcedColors, className] = mediaOf[theme];
    await this.page.emulateMedia({ colorScheme, forcedColors });
    await this.page.locator(`.monaco-workbench.${className}`).waitFor();
  }

  /** Takes a picture into out/screenshots. */
  async screenshot(name: string): Promise<string | undefined> {
    return saveScreenshot(this.page, name);
  }
}
