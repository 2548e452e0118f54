import type { Page } from 'playwright-core';
import { eventually, holds, plain } from './wait';

export interface StatusItem {
  readonly id: string;
  readonly text: string;
  /** With the names of icons in words. */
  readonly ariaLabel: string;
  readonly kind: 'standard' | 'warning' | 'error' | 'prominent';
}

/** The bar at the foot of the window. */
export class StatusBar {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Every item that is shown. */
  async items(): Promise<StatusItem[]> {
    const items = await this.#page.locator('.part.statusbar .statusbar-item').evaluateAll(all =>
      all.map(item => ({
        id: item.id,
        text: item.textContent.trim(),
        ariaLabel: item.getAttribute('aria-label') ?? '',
        kind:
          (['warning', 'error', 'prominent'] as const).find(kind =>
            item.classList.contains(`${kind}-kind`),
          ) ?? ('standard' as const),
      })),
    );
    return items.map(item => ({ ...item, text: plain(item.text) }));
  }

  /** Waits for an item whose text holds a text. */
  async waitFor(text: string | RegExp): Promise<StatusItem> {
    const items = await eventually(
      `status bar item "${String(text)}"`,
      () => this.items(),
      all => all.some(item => holds(item.text, text)),
    );
    return items.find(item => holds(item.text, text))!;
  }

  /** Waits for an item and clicks it. */
  async click(text: string | RegExp): Promise<void> {
    const { id } = await this.waitFor(text);
    await this.#page.locator(`.part.statusbar .statusbar-item[id="${id}"] .statusbar-item-label`).click();
  }
}
