import type { Page } from 'playwright-core';
import { eventually, fits, plain } from './wait';

export interface Suggestion {
  readonly label: string;
  readonly detail: string;
}

/** The completion list of the editor that has the focus. */
export class Suggest {
  readonly #page: Page;
  readonly #widget;

  constructor(page: Page) {
    this.#page = page;
    this.#widget = page.locator('.suggest-widget.visible');
  }

  /** Asks for completions and waits for the list. */
  async trigger(): Promise<void> {
    await this.#page.keyboard.press('Control+Space');
    await this.#widget.locator('.monaco-list-row').first().waitFor();
  }

  /** The rows on the screen; none when the list is not shown. */
  async rows(): Promise<Suggestion[]> {
    const rows = await this.#widget.locator('.monaco-list-row').evaluateAll(all =>
      all.map(row => ({
        label: row.querySelector('.label-name')?.textContent ?? '',
        detail: row.querySelector('.details-label')?.textContent ?? '',
      })),
    );
    return rows.map(row => ({ label: plain(row.label), detail: plain(row.detail) }));
  }

  /** Waits for a row. */
  async waitFor(label: string | RegExp): Promise<Suggestion[]> {
    return eventually(
      `suggestion "${String(label)}"`,
      () => this.rows(),
      rows => rows.some(row => fits(row.label, label)),
    );
  }

  /** Takes a row. */
  async accept(label: string | RegExp): Promise<void> {
    const rows = await this.waitFor(label);
    const index = rows.findIndex(row => fits(row.label, label));
    await this.#widget.locator('.monaco-list-row').nth(index).click();
    await this.#widget.waitFor({ state: 'hidden' });
  }

  /** The documentation beside the row that has the focus; opens it when it is not shown. */
  async documentation(): Promise<string> {
    const details = this.#page.locator('.suggest-details:visible');
    if ((await details.count()) === 0) await this.#page.keyboard.press('Control+Space');
    await details.waitFor();
    return plain(await details.innerText());
  }

  /** Closes the list. */
  async close(): Promise<void> {
    await this.#page.keyboard.press('Escape');
    await this.#widget.waitFor({ state: 'hidden' });
  }
}
