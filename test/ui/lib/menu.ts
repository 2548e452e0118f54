import type { Locator, Page } from 'playwright-core';
import { exactly, plain } from './wait';

/** A context menu. */
export class Menu {
  readonly #menu: Locator;

  constructor(page: Page) {
    this.#menu = page.locator('.context-view .monaco-menu');
  }

  /** Right-clicks something and waits for the menu. */
  async open(on: Locator): Promise<void> {
    await on.click({ button: 'right' });
    await this.#menu.first().waitFor();
  }

  /** Opens the menu of what has the focus. */
  async openByKey(): Promise<void> {
    await this.#menu.page().keyboard.press('Shift+F10');
    await this.#menu.first().waitFor();
  }

  /** The labels, in order. */
  async items(): Promise<string[]> {
    const labels = await this.#menu.locator('.action-menu-item .action-label').allTextContents();
    return labels.map(label => plain(label).trim()).filter(label => label !== '');
  }

  /** Clicks an item once the menu stands still, and waits until the menu is gone. */
  async click(label: string): Promise<void> {
    const item = this.#menu.locator('.action-menu-item').filter({
      has: this.#menu.page().locator('.action-label', { hasText: exactly(label) }),
    });
    await item.hover();
    await item.click();
    await this.#menu.first().waitFor({ state: 'detached' });
  }

  /** Closes it without a choice. */
  async close(): Promise<void> {
    await this.#menu.page().keyboard.press('Escape');
    await this.#menu.first().waitFor({ state: 'detached' });
  }
}
