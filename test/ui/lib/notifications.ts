import type { Locator, Page } from 'playwright-core';
import { eventually, holds, plain } from './wait';

export interface NotificationState {
  readonly severity: 'info' | 'warning' | 'error';
  readonly text: string;
  readonly buttons: readonly string[];
  /** Whether it shows progress that goes on. */
  readonly busy: boolean;
}

/** The toasts in the corner. They go away by themselves: read them at once. */
export class Notifications {
  readonly #toasts: Locator;

  constructor(page: Page) {
    this.#toasts = page.locator('.notification-toast');
  }

  /** All that are shown, newest first. */
  async list(): Promise<NotificationState[]> {
    const found = await this.#toasts.evaluateAll(toasts =>
      toasts.map(toast => {
        const icon = toast.querySelector('.notification-list-item-icon')?.className ?? '';
        const progress = toast.querySelector<HTMLElement>('.monaco-progress-container');
        return {
          severity:
            (['error', 'warning'] as const).find(kind => icon.includes(`codicon-${kind}`)) ??
            ('info' as const),
          text: toast.querySelector('.notification-list-item-message')?.textContent ?? '',
          buttons: [
            ...toast.querySelectorAll('.notification-list-item-buttons-container .monaco-button'),
          ].map(button => button.textContent),
          busy:
            progress !== null && progress.style.display !== 'none' && !progress.classList.contains('done'),
        };
      }),
    );
    return found.map(one => ({ ...one, text: plain(one.text) }));
  }

  /** Waits for a notification that holds a text and has no running progress. */
  async waitFor(text: string | RegExp): Promise<NotificationState> {
    const wanted = (one: NotificationState): boolean => !one.busy && holds(one.text, text);
    const all = await eventually(
      `notification "${String(text)}"`,
      () => this.list(),
      list => list.some(wanted),
    );
    return all.find(wanted)!;
  }

  /** Waits for a notification and clicks one of its buttons. */
  async click(text: string | RegExp, button: string): Promise<void> {
    await this.waitFor(text);
    const wanted = this.#toasts.page().locator('.monaco-button', { hasText: button });
    await this.#toast(text).filter({ has: wanted }).locator(wanted).first().click();
  }

  /** Waits for a notification, closes it, and waits until it is gone. */
  async dismiss(text: string | RegExp): Promise<void> {
    await this.waitFor(text);
    const toast = this.#toast(text).first();
    await toast.hover();
    await toast.locator('.codicon-notifications-clear').click();
    await this.waitUntilGone(text);
  }

  /** Waits until no notification holds a text. */
  async waitUntilGone(text: string | RegExp): Promise<void> {
    await eventually(
      `no notification "${String(text)}"`,
      () => this.list(),
      list => !list.some(one => holds(one.text, text)),
    );
  }

  #toast(text: string | RegExp): Locator {
    return this.#toasts.filter({
      has: this.#toasts.page().locator('.notification-list-item-message', { hasText: text }),
    });
  }
}
