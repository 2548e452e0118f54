import { fold } from './names';
import type { Choice } from './model';

/** Finds what a word of a cell means: a value as it is, in another case, or by one of its words where only one value has it. */
export class Choices {
  readonly #exact = new Map<string, string | number>();
  readonly #values = new Map<string, string | number | null>();
  readonly #words = new Map<string, string | number | null>();

  constructor(choices: readonly Choice[]) {
    for (const { value, words } of choices) {
      this.#exact.set(String(value), value);
      note(this.#values, fold(String(value)), value);
      for (const word of words) note(this.#words, fold(word), value);
    }
  }

  /** Undefined: no choice, or more than one. */
  find(cell: string): string | number | undefined {
    const text = cell.trim();
    const exact = this.#exact.get(text);
    if (exact !== undefined) return exact;
    const folded = fold(text);
    if (folded === '') return undefined;
    const value = this.#values.get(folded);
    return (value === undefined ? this.#words.get(folded) : value) ?? undefined;
  }
}

function note(map: Map<string, string | number | null>, key: string, value: string | number): void {
  if (key === '') return;
  const held = map.get(key);
  map.set(key, held === undefined || held === value ? value : null);
}
