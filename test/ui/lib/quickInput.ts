import type { Page } from 'playwright-core';
import { eventually, fits, holds, plain } from './wait';

/** What a quick pick or an input box shows. */
export interface QuickInputState {
  readonly title: string;
  readonly placeholder: string;
  /** The prompt of an input box, or the reason why its value is refused. */
  readonly message: string;
  readonly severity: 'none' | 'info' | 'warning' | 'error';
  readonly value: string;
  readonly password: boolean;
  readonly rows: readonly QuickInputRow[];
  readonly buttons: readonly string[];
}

export interface QuickInputRow {
  readonly label: string;
  readonly description: string;
  readonly detail: string;
  /** The heading above the row, where it has one. */
  readonly heading: string;
}

const palette = 'Type the name of a command to run.';

/** The command palette, quick picks and input boxes: they are one widget. */
export class QuickInput {
  readonly #page: Page;
  readonly #widget;
  readonly #input;

  constructor(page: Page) {
    this.#page = page;
    this.#widget = page.locator('.quick-input-widget');
    this.#input = this.#widget.locator('.quick-input-box input');
  }

  /** What is shown now; undefined when nothing is. */
  async state(): Promise<QuickInputState | undefined> {
    if (!(await this.#widget.isVisible())) return undefined;
    return this.#widget.evaluate(widget => {
      const shown = (selector: string): string => {
        const element = widget.querySelector<HTMLElement>(selector);
        return element === null || element.style.display === 'none' ? '' : element.innerText.trim();
      };
      const input = widget.querySelector<HTMLInputElement>('.quick-input-box input');
      const box = widget.querySelector('.quick-input-box .monaco-inputbox');
      const severities = ['error', 'warning', 'info'] as const;
      const text = (row: Element, selector: string): string => {
        const element = row.querySelector<HTMLElement>(selector);
        return element === null || element.style.display === 'none' ? '' : element.textContent;
      };
      return {
        title: shown('.quick-input-title'),
        placeholder: input?.placeholder ?? '',
        message: shown('.quick-input-message'),
        severity: severities.find(severity => box?.classList.contains(severity)) ?? 'none',
        value: input?.value ?? '',
        password: input?.type === 'password',
        rows: [...widget.querySelectorAll('.quick-input-list .monaco-list-row')].map(row => ({
          label: text(row, '.quick-input-list-row:first-child .label-name').trim(),
          description: text(row, '.quick-input-list-row:first-child .label-description').trim(),
          detail: text(row, '.quick-input-list-label-meta').trim(),
          heading: text(row, '.quick-input-list-separator').trim(),
        })),
        buttons: [
          ...widget.querySelectorAll(
            '.quick-input-titlebar .action-label, .quick-input-inline-action-bar .action-label',
          ),
        ].map(button => button.getAttribute('aria-label') ?? ''),
      };
    });
  }

  /** Waits for the quick input whose title, placeholder or message holds a text, with the focus in it. */
  async waitFor(wanted: string | RegExp): Promise<QuickInputState> {
    const state = await eventually(
      `quick input "${String(wanted)}"`,
      () => this.state(),
      now =>
        now !== undefined &&
        [now.title, now.placeholder, now.message].some(text => holds(plain(text), wanted)),
    );
    await this.#waitForFocus();
    return state!;
  }

  /** Waits until the state is as wanted. */
  async waitUntil(what: string, wanted: (state: QuickInputState) => boolean): Promise<QuickInputState> {
    const state = await eventually(
      what,
      () => this.state(),
      now => now !== undefined && wanted(now),
    );
    return state!;
  }

  /** Waits until no quick input is shown. */
  async waitUntilClosed(): Promise<void> {
    await this.#widget.waitFor({ state: 'hidden' });
  }

  /** Replaces the text of the input. */
  async type(text: string): Promise<void> {
    await this.#waitForFocus();
    await this.#input.fill(text);
  }

  /** Types a text and accepts it. */
  async answer(text: string): Promise<void> {
    await this.type(text);
    await this.accept();
  }

  /** Presses Enter. */
  async accept(): Promise<void> {
    await this.#waitForFocus();
    await this.#page.keyboard.press('Enter');
  }

  /** Presses Escape and waits until it is gone, or another has taken its place. */
  async cancel(): Promise<void> {
    await this.#waitForFocus();
    const before = await this.state();
    await this.#page.keyboard.press('Escape');
    await eventually(
      'the quick input goes away',
      () => this.state(),
      now =>
        now?.placeholder !== before?.placeholder ||
        now?.title !== before?.title ||
        now?.message !== before?.message,
    );
  }

  /** Filters by the label when it is a string, and clicks the row. Only rows that are on the screen can be met. */
  async pick(label: string | RegExp): Promise<void> {
    if (typeof label === 'string') await this.type(label);
    const state = await this.waitUntil(`row "${String(label)}"`, now =>
      now.rows.some(row => fits(row.label, label)),
    );
    const index = state.rows.findIndex(row => fits(row.label, label));
    await this.#widget.locator('.quick-input-list .monaco-list-row').nth(index).click();
  }

  /** Clicks a button of the title bar or the input by its tooltip. */
  async button(name: string): Promise<void> {
    await this.#widget.locator(`.action-label[aria-label="${name}"]`).click();
  }

  /** Runs a command through the palette, by the title that is shown there. Waits for it to be offered. */
  async runCommand(title: string): Promise<void> {
    await this.#page.keyboard.press('F1');
    await this.waitUntil('the command palette', now => now.placeholder === palette);
    await eventually(
      `command "${title}" in the palette`,
      async () => {
        // Typed anew each time: the list does not learn of commands that are registered later.
        await this.type('>');
        await this.type(`>${title}`);
        const offered = (): Promise<QuickInputState | undefined> => this.state();
        return eventually(
          'the list',
          offered,
          now => now?.rows.some(row => row.label === title) === true,
          1_000,
        );
      },
      () => true,
    );
    const rows = (await this.state())?.rows ?? [];
    const index = rows.findIndex(row => row.label === title);
    await this.#widget.locator('.quick-input-list .monaco-list-row').nth(index).click();
    await eventually(
      'the palette closes',
      () => this.state(),
      now => now?.placeholder !== palette,
    );
  }

  async #waitForFocus(): Promise<void> {
    await eventually(
      'focus in the quick input',
      () => this.#input.evaluate(input => input === document.activeElement),
      focused => focused,
    );
  }
}
