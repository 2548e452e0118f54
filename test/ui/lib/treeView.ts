import type { Locator, Page } from 'playwright-core';
import { Menu } from './menu';
import { eventually, exactly, fits, plain } from './wait';

export interface TreeRow {
  readonly label: string;
  readonly description: string;
  /** 1 for the roots. */
  readonly level: number;
  /** Undefined for a leaf. */
  readonly expanded: boolean | undefined;
  readonly ariaLabel: string;
}

/** A tree view, by the title of its section. Only rows that are on the screen are in the page. */
export class TreeView {
  readonly #page: Page;
  readonly #pane: Locator;
  readonly #name: string;

  constructor(page: Page, name: string) {
    this.#page = page;
    this.#name = name;
    this.#pane = page.locator('.pane', { has: page.locator(`h3.title:text-is(${JSON.stringify(name)})`) });
  }

  /** The rows on the screen, from top to bottom. */
  async rows(): Promise<TreeRow[]> {
    const rows = await this.#pane.locator('.monaco-list-row[role="treeitem"]').evaluateAll(all => {
      const top = (row: Element): number => row.getBoundingClientRect().top;
      return all
        .sort((a, b) => top(a) - top(b))
        .map(row => {
          const expanded = row.getAttribute('aria-expanded');
          return {
            label: row.querySelector('.label-name')?.textContent ?? '',
            description: row.querySelector('.label-description')?.textContent ?? '',
            level: Number(row.getAttribute('aria-level')),
            expanded: expanded === null ? undefined : expanded === 'true',
            ariaLabel: row.getAttribute('aria-label') ?? '',
          };
        });
    });
    return rows.map(row => ({ ...row, label: plain(row.label), description: plain(row.description) }));
  }

  /** Waits until the rows are as wanted. */
  waitUntil(what: string, wanted: (rows: readonly TreeRow[]) => boolean): Promise<TreeRow[]> {
    return eventually(`view ${this.#name}: ${what}`, () => this.rows(), wanted);
  }

  /** Waits for a row. */
  async waitFor(label: string | RegExp): Promise<TreeRow> {
    const rows = await this.waitUntil(`row "${String(label)}"`, all =>
      all.some(row => fits(row.label, label)),
    );
    return rows.find(row => fits(row.label, label))!;
  }

  /** Opens rows from the root down, waits for their children, and gives the children of the last that are on the screen. */
  async expand(...path: readonly (string | RegExp)[]): Promise<TreeRow[]> {
    let children: TreeRow[] = [];
    for (const label of path) {
      const row = await this.waitFor(label);
      if (row.expanded === false) await (await this.locate(label)).locator('.monaco-tl-twistie').click();
      const rows = await this.waitUntil(`"${String(label)}" opens`, all => childrenOf(all, label).length > 0);
      children = childrenOf(rows, label);
    }
    return children;
  }

  /** Clicks a row. */
  async click(label: string | RegExp): Promise<void> {
    await (await this.locate(label)).locator('.label-name').click();
  }

  /** Clicks an inline action of a row, by its tooltip. */
  async clickAction(label: string | RegExp, action: string): Promise<void> {
    const row = await this.locate(label);
    await row.hover();
    await row.locator(`.actions .action-label[aria-label="${action}"]`).click();
  }

  /** Chooses from a row's context menu. */
  async clickMenu(label: string | RegExp, item: string): Promise<void> {
    await (await this.menu(label)).click(item);
  }

  /** Opens a row's context menu. */
  async menu(label: string | RegExp): Promise<Menu> {
    const menu = new Menu(this.#page);
    await menu.open((await this.locate(label)).locator('.label-name'));
    return menu;
  }

  /** Opens the context menu of the row that has the focus. */
  async menuByKey(): Promise<Menu> {
    const menu = new Menu(this.#page);
    await menu.openByKey();
    return menu;
  }

  /** Moves the mouse over a row, and gives the text of the hover once it holds a text. */
  async hover(label: string | RegExp, wanted: string): Promise<string> {
    const hovers = this.#page.locator('.monaco-hover:visible');
    const found = (all: readonly string[]): boolean => all.some(text => text.includes(wanted));
    const texts = await eventually(
      `hover over "${String(label)}"`,
      async () => {
        // A row that is drawn anew under a mouse that stands still has no hover: it must be come to again.
        await this.#page.mouse.move(640, 400);
        await (await this.locate(label)).locator('.label-name').hover();
        const read = async (): Promise<string[]> => (await hovers.allInnerTexts()).map(plain);
        return eventually('shown', read, found, 3_000).catch(read);
      },
      found,
    );
    return texts.find(text => text.includes(wanted))!;
  }

  /** Clicks an action in the view's title bar, by its tooltip. */
  async clickTitleAction(action: string): Promise<void> {
    const inPane = this.#pane.locator(`.pane-header .action-label[aria-label="${action}"]`);
    const inTitle = this.#page.locator(`.sidebar .composite.title .action-label[aria-label="${action}"]`);
    await this.#pane.hover();
    await inPane.or(inTitle).locator('visible=true').first().click();
  }

  /** What stands beside the title. */
  async description(): Promise<string> {
    return plain(await this.#pane.locator('.pane-header .description').innerText());
  }

  /** Waits until keys go to the rows. */
  async waitForFocus(): Promise<void> {
    await this.#pane.locator('.monaco-list:focus').waitFor();
  }

  /** Presses a key, and waits until the row with this label has the focus. */
  async pressUntil(key: string, label: string): Promise<void> {
    await this.#page.keyboard.press(key);
    const focused = this.#pane.locator('.monaco-list-row.focused .label-name');
    await eventually(
      `${key} leads to "${label}"`,
      async () => (await focused.allInnerTexts()).map(plain),
      all => all.some(text => text === label),
    );
  }

  /** The text of the view's message and of its welcome content, lines as shown. */
  async message(): Promise<string> {
    const parts = this.#pane.locator(
      '.tree-explorer-viewlet-tree-view > .message:visible, .welcome-view-content:visible',
    );
    return plain((await parts.allInnerTexts()).join('\n'));
  }

  /** Waits until the message and the welcome content are as wanted. */
  waitUntilMessage(wanted: (text: string) => boolean): Promise<string> {
    return eventually(`message of ${this.#name}`, () => this.message(), wanted);
  }

  /** Waits for a button of the welcome content and clicks it. */
  async clickWelcome(button: string): Promise<void> {
    await this.#pane.locator('.welcome-view-content .monaco-button', { hasText: button }).click();
  }

  /**
   * The row in the page, by its label; where others of its level are called the same, by its whole description as well. (Not
   * always: what a row says of work under way changes between this and a click.)
   */
  async locate(label: string | RegExp): Promise<Locator> {
    const { ariaLabel, level, label: text } = await this.waitFor(label);
    const called = this.#pane
      .locator(`.monaco-list-row[aria-level="${level}"]`)
      .filter({ has: this.#page.locator('.label-name', { hasText: exactly(text) }) });
    if ((await called.count()) <= 1) return called.first();
    return called.and(this.#pane.locator(`.monaco-list-row[aria-label=${cssString(ariaLabel)}]`)).first();
  }
}

function childrenOf(rows: readonly TreeRow[], label: string | RegExp): TreeRow[] {
  const at = rows.findIndex(row => fits(row.label, label));
  const parent = rows[at];
  if (parent?.expanded !== true) return [];
  const after = rows.slice(at + 1);
  const end = after.findIndex(row => row.level <= parent.level);
  return end < 0 ? after : after.slice(0, end);
}

/** A text as CSS writes it. */
function cssString(text: string): string {
  return JSON.stringify(text).replaceAll('\\n', '\\a ');
}
