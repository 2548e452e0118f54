import type { Page } from 'playwright-core';
import { eventually, holds, plain } from './wait';

export interface DialogState {
  readonly message: string;
  readonly detail: string;
  readonly buttons: readonly string[];
}

/** The modal dialog in the middle of the window. */
export class Dialog {
  readonly #box;

  constructor(page: Page) {
    this.#box = page.locator('.monaco-dialog-box');
  }

  /** What is shown now; undefined when nothing is. */
  async state(): Promise<DialogState | undefined> {
    if ((await this.#box.count()) === 0) return undefined;
    const state = await this.#box.evaluate(box => ({
      message: box.querySelector('.dialog-message-text')?.textContent ?? '',
      detail: box.querySelector('.dialog-message-detail')?.textContent ?? '',
      buttons: [...box.querySelectorAll('.dialog-buttons .monaco-button')].map(button => button.textContent),
    }));
    return { ...state, message: plain(state.message), detail: plain(state.detail) };
  }

  /** Waits for the dialog whose message or detail holds a text. */
  async waitFor(text: string | RegExp): Promise<DialogState> {
    const state = await eventually(
      `dialog "${String(text)}"`,
      () => this.state(),
      now => now !== undefined && (holds(now.message, text) || holds(now.detail, text)),
    );
    return state!;
  }

  /** Clicks a button and waits until this dialog is gone. */
  async click(button: string): Promise<void> {
    const before = await this.state();
    await this.#box.locator('.dialog-buttons .monaco-button', { hasText: button }).first().click();
    await eventually(
      'the dialog closes',
      () => this.state(),
      now => now === undefined || now.message !== before?.message,
    );
  }
}
