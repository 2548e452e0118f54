import type { Locator, Page } from 'playwright-core';
import { QuickInput } from './quickInput';
import { Suggest } from './suggest';
import { eventually, fits, holds, plain } from './wait';

/** The editor of the active group. */
export class Editor {
  readonly suggest: Suggest;
  readonly #page: Page;
  readonly #group: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.suggest = new Suggest(page);
    this.#group = page.locator('.part.editor .editor-group-container.active');
  }

  /** The titles of the active group's tabs. */
  async tabs(): Promise<string[]> {
    return this.#group.locator('.tab').evaluateAll(tabs =>
      tabs.map(tab =>
        // Newer versions of VS Code put the extension of a file's name into a place of its own.
        ['name', 'suffix']
          .map(part => tab.querySelector(`.monaco-icon-${part}-container`)?.textContent ?? '')
          .join(''),
      ),
    );
  }

  /** Waits until the tab of a title is the active one and its editor is painted. */
  async waitForTab(title: string | RegExp): Promise<string> {
    const all = this.#group.locator('.tab');
    const text = await eventually(
      `editor "${String(title)}"`,
      async () => {
        const titles = await this.tabs();
        const isActive = await all.evaluateAll(tabs => tabs.map(tab => tab.classList.contains('active')));
        return titles.find((_, index) => isActive[index] === true) ?? '';
      },
      now => fits(now, title),
    );
    await this.#group.locator('.monaco-editor .view-line').first().waitFor();
    return text;
  }

  /** Whether the active tab has changes that are not saved. */
  async isDirty(): Promise<boolean> {
    return (await this.#group.locator('.tab.active.dirty').count()) > 0;
  }

  /** Waits until the active tab has nothing to save. */
  async waitUntilSaved(): Promise<void> {
    await eventually(
      'nothing to save',
      () => this.isDirty(),
      dirty => !dirty,
    );
  }

  /** Closes the active tab by its key, and waits until it is gone. */
  async closeTab(): Promise<void> {
    const tabs = this.#page.locator('.part.editor .tab');
    const before = await tabs.count();
    await this.press('Control+w');
    await eventually(
      'the tab closes',
      () => tabs.count(),
      now => now < before,
    );
  }

  /** Waits until no tab of the active group has a title. */
  async waitForNoTab(title: string): Promise<void> {
    await eventually(
      `no tab "${title}"`,
      () => this.tabs(),
      all => !all.includes(title),
    );
  }

  /** Puts the focus into the text, where the cursor is. */
  async focus(): Promise<void> {
    const editor = this.#group.locator('.monaco-editor').first();
    if ((await editor.getAttribute('class'))?.split(' ').includes('focused') === true) return;
    await this.#page.keyboard.press('Control+1');
    await this.#group.locator('.monaco-editor.focused').first().waitFor();
  }

  /** The lines on the screen by their numbers, wrapped ones as a whole; folded and scrolled-away ones are not in the page. */
  async visibleLines(): Promise<Map<number, string>> {
    const lines = await this.#group
      .locator('.monaco-editor')
      .first()
      .evaluate(editor => {
        const top = (element: Element): number => Math.round(element.getBoundingClientRect().top);
        const numbers = new Map(
          [...editor.querySelectorAll('.margin-view-overlays .line-numbers')].map(number => [
            top(number),
            Number(number.textContent),
          ]),
        );
        return [...editor.querySelectorAll('.view-lines .view-line')]
          .sort((a, b) => top(a) - top(b))
          .map(line => [numbers.get(top(line)) ?? 0, line.textContent] as const);
      });
    const found = new Map<number, string>();
    let last = 0;
    for (const [number, text] of lines) {
      // A wrapped line goes on below its number, with an indent that is not in the text.
      if (number > 0) found.set((last = number), plain(text));
      else if (last > 0) found.set(last, found.get(last)! + plain(text).trimStart());
    }
    return found;
  }

  /** The text on the screen. */
  async visibleText(): Promise<string> {
    return inOrder(await this.visibleLines());
  }

  /** The whole text, read by scrolling through it. Moves the cursor; wants unfolded lines, and wrapped ones on one screen. */
  async text(): Promise<string> {
    await this.focus();
    await this.#page.keyboard.press('Control+Home');
    const all = new Map<number, string>();
    for (let before = -1; before !== all.size;) {
      before = all.size;
      for (const [number, text] of await this.#settledLines()) all.set(number, text);
      await this.#page.keyboard.press('PageDown');
    }
    await this.#page.keyboard.press('Control+Home');
    return inOrder(all);
  }

  /** Waits until the text on the screen is as wanted. */
  waitForText(what: string, wanted: (text: string) => boolean): Promise<string> {
    return eventually(`text: ${what}`, () => this.visibleText(), wanted);
  }

  /** Puts the cursor somewhere; both count from 1. */
  async goTo(line: number, column = 1): Promise<void> {
    await this.focus();
    await this.#page.keyboard.press('Control+g');
    const quickInput = new QuickInput(this.#page);
    await quickInput.waitUntil(
      'go to line',
      now => now.value.startsWith(':') || /line/i.test(now.placeholder),
    );
    await quickInput.answer(`:${line}:${column}`);
    await quickInput.waitUntilClosed();
    await this.#page
      .locator('.part.statusbar')
      .getByText(`Ln ${line}, Col ${column}`, { exact: true })
      .waitFor();
  }

  /** Types key by key, as a person does: VS Code closes brackets and completes. */
  async type(text: string): Promise<void> {
    await this.focus();
    await this.#page.keyboard.type(text);
  }

  /** Presses a key, such as `Tab` or `Control+s`. */
  async press(key: string): Promise<void> {
    await this.focus();
    await this.#page.keyboard.press(key);
  }

  /** Pastes a text over the selection, without the clipboard of the machine. */
  async paste(text: string): Promise<void> {
    await this.focus();
    await this.#page.evaluate(pasted => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', pasted);
      const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
      document.activeElement?.dispatchEvent(event);
    }, text);
  }

  /** Replaces the whole text, and waits until it is there: a paste takes its time. */
  async replaceAll(text: string): Promise<void> {
    await this.press('Control+a');
    await this.paste(text);
    const wanted = text.split('\n');
    await eventually(
      'the pasted text',
      () => this.visibleLines(),
      lines => lines.has(wanted.length) && [...lines].every(([number, line]) => line === wanted[number - 1]),
    );
  }

  /** What the hover over a word of the visible text says. */
  async hover(word: string): Promise<string> {
    const token = this.#group.locator('.view-line span span', { hasText: word }).first();
    await token.hover();
    const hover = this.#page.locator('.monaco-hover:visible').first();
    await eventually(
      `hover over "${word}"`,
      () => hover.innerText({ timeout: 200 }),
      text => text.trim() !== '' && !text.trim().startsWith('Loading'),
    );
    return plain(await hover.innerText());
  }

  /** The code lenses on the screen, without their icons. */
  async codeLenses(): Promise<string[]> {
    const lenses = await this.#group.locator('.codelens-decoration a').allInnerTexts();
    return lenses.map(lens => plain(lens).trim());
  }

  /** Waits for a code lens, and gives all of them. */
  waitForCodeLens(title: string | RegExp): Promise<string[]> {
    return eventually(
      `code lens "${String(title)}"`,
      () => this.codeLenses(),
      all => all.some(lens => holds(lens, title)),
    );
  }

  /** Follows a link in the text, once there is one. */
  async followLink(text: string): Promise<void> {
    const link = this.#group.locator('.view-line .detected-link', { hasText: text }).first();
    const { mouse, keyboard } = this.#page;
    await keyboard.down('Control');
    // VS Code draws the line anew when the mouse comes to a link, so that a locator's click would find another element each time.
    await eventually(
      `the link "${text}" under the mouse`,
      async () => {
        const box = await link.boundingBox({ timeout: 1_000 }).catch(() => null);
        if (box !== null) await mouse.move(box.x + box.width / 2, box.y + box.height / 2);
        return this.#group.locator('.detected-link-active').count();
      },
      active => active > 0,
    );
    await mouse.down();
    await mouse.up();
    await keyboard.up('Control');
  }

  /** Waits for a code lens and clicks it. */
  async clickCodeLens(title: string | RegExp): Promise<void> {
    await this.waitForCodeLens(title);
    await this.#group.locator('.codelens-decoration a').filter({ hasText: title }).first().click();
  }

  /** Clicks an action of the editor's title bar, by its tooltip. */
  async clickTitleAction(action: string): Promise<void> {
    await this.#group.locator(`.editor-actions .action-label[aria-label^="${action}"]`).first().click();
  }

  /** How many squiggles of a kind are on the screen. */
  async squiggles(kind: 'error' | 'warning' | 'info'): Promise<number> {
    return this.#group.locator(`.squiggly-${kind}`).count();
  }

  /** The lines once two reads in a row agree: a scroll is painted later than the key that caused it. */
  async #settledLines(): Promise<Map<number, string>> {
    let last = '';
    return eventually(
      'the editor stands still',
      () => this.visibleLines(),
      lines => {
        const before = last;
        last = inOrder(lines);
        return before === last && lines.size > 0;
      },
    );
  }
}

function inOrder(lines: ReadonlyMap<number, string>): string {
  return [...lines]
    .sort(([a], [b]) => a - b)
    .map(([, text]) => text)
    .join('\n');
}
