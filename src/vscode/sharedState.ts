import type * as vscode from 'vscode';
import { isObject } from '../core/json';

/** When a window looks whether its changes are still there, ms: sooner than the user could have changed them in another one. */
const looksMs = [500, 2_000];

/** What a window changed of a cell, as JSON; undefined: nothing was there, or it was removed. */
interface Change {
  readonly before: string | undefined;
  readonly after: string | undefined;
  readonly value: unknown;
}

/**
 * The global state, which all windows share. VS Code writes that of an extension as a whole: of what two windows change in the same instant, be it under
 * different keys, one takes the other's away. So each window looks again a moment later, and makes those of its changes once more of which nothing is
 * to be seen. What a value holds under names of its own (the properties of an object, the items of a list by their `id`) counts one by one.
 */
export class SharedState implements vscode.Memento, vscode.Disposable {
  readonly get: vscode.Memento['get'];
  readonly #changes = new Map<string, Map<string, Change>>();
  readonly #waiting = new Set<NodeJS.Timeout>();

  /**
   * @param wait calls a function after so many ms
   * @param failed is told what VS Code would not write a second time
   */
  constructor(
    private readonly state: vscode.Memento,
    private readonly failed: (error: unknown) => void,
    private readonly wait = setTimeout,
  ) {
    this.get = state.get.bind(state);
  }

  keys(): readonly string[] {
    return this.state.keys();
  }

  async update(key: string, value: unknown): Promise<void> {
    const [before, after] = [cellsOf(this.state.get(key)), cellsOf(value)];
    const changes = this.#changes.get(key) ?? new Map<string, Change>();
    this.#changes.set(key, changes);
    const noted = new Map<string, Change>();
    for (const cell of new Set([...before.keys(), ...after.keys()])) {
      const change = { before: text(before.get(cell)), after: text(after.get(cell)), value: after.get(cell) };
      if (change.before !== change.after) noted.set(cell, change);
    }
    // Before they are written: a look in between must not make what was noted earlier once more.
    for (const [cell, change] of noted) changes.set(cell, change);
    const forget = () => {
      for (const [cell, change] of noted) if (changes.get(cell) === change) changes.delete(cell);
    };
    try {
      await this.state.update(key, value);
    } catch (error) {
      // Whoever asked is told that it failed, so it must not happen after all.
      forget();
      throw error;
    }
    looksMs.forEach((ms, at) => {
      const timer = this.wait(() => {
        this.#waiting.delete(timer);
        this.#look(key).catch(this.failed);
        if (at === looksMs.length - 1) forget();
      }, ms);
      this.#waiting.add(timer);
    });
  }

  dispose(): void {
    for (const timer of this.#waiting) clearTimeout(timer);
  }

  /** A cell that is as it was before shows that its change was lost; any other text is what another window made of it since. */
  async #look(key: string): Promise<void> {
    const now = this.state.get<unknown>(key);
    const cells = cellsOf(now);
    const lost = [...(this.#changes.get(key) ?? [])].filter(
      ([cell, { before, after }]) => before !== after && text(cells.get(cell)) === before,
    );
    if (lost.length === 0) return;
    for (const [cell, { value }] of lost) {
      // Last in, as whoever made the change did it.
      cells.delete(cell);
      if (value !== undefined) cells.set(cell, value);
    }
    await this.state.update(key, cells.size === 0 && Array.isArray(now) ? [] : fromCells(cells));
  }
}

/** Of one that is no collection: the value itself, under this name, which no collection can have. */
const whole = '\u0000';
const itemOf = '\u0000item ';

function cellsOf(value: unknown): Map<string, unknown> {
  if (value === undefined) return new Map();
  if (isItems(value)) return new Map(value.map(item => [itemOf + item.id, item]));
  if (isObject(value)) return new Map(Object.entries(value));
  return new Map([[whole, value]]);
}

function fromCells(cells: ReadonlyMap<string, unknown>): unknown {
  const names = [...cells.keys()];
  if (names.includes(whole)) return cells.get(whole);
  if (names.length > 0 && names.every(name => name.startsWith(itemOf))) return [...cells.values()];
  return names.length === 0 ? undefined : Object.fromEntries(cells);
}

/** An empty list, too: were it a value of its own, it would count as lost as soon as another window puts an item into it. */
function isItems(value: unknown): value is readonly { readonly id: string }[] {
  if (!Array.isArray(value)) return false;
  const items = value as readonly unknown[];
  return items.every(item => isObject(item) && typeof item['id'] === 'string');
}

function text(value: unknown): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value);
}
