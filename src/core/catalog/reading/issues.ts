import type { Unresolved, UnresolvedKind } from '../model';
import { cleanName } from './text';

const EXAMPLES = 3;
const EXAMPLE_LENGTH = 80;

/** Counts what could not be made sense of. */
export class Issues {
  private readonly found = new Map<UnresolvedKind, { count: number; examples: string[] }>();

  /** @param example an id or a name from the config; cleaned here */
  note(kind: UnresolvedKind, example: string | undefined): void {
    let entry = this.found.get(kind);
    if (entry === undefined) this.found.set(kind, (entry = { count: 0, examples: [] }));
    entry.count++;
    if (example === undefined || entry.examples.length >= EXAMPLES) return;
    const text = cleanName(example, EXAMPLE_LENGTH);
    if (text !== undefined && !entry.examples.includes(text)) entry.examples.push(text);
  }

  /** By kind, in alphabetical order. */
  list(): Unresolved[] {
    return [...this.found]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([kind, { count, examples }]) => ({ kind, count, examples }));
  }
}
