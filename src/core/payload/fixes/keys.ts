import type { Attribute } from '../../catalog/model';
import { closest } from '../../values/alike';
import type { AttributeIndex } from '../subject';

const mostRemembered = 5000;

/** Tells which attributes the keys of an object mean. */
export class KeyFinder {
  /** To compare a key with all attributes takes a while, and a file repeats it in each entry. */
  readonly #remembered = new Map<string, readonly Attribute[]>();

  /** @param isComplete all attributes are known: a key that is none of them is wrong, and may be a slip of the finger */
  constructor(
    readonly index: AttributeIndex,
    private readonly isComplete: boolean,
  ) {}

  /**
   * The attributes that an unknown key most likely means: the same short id or name but for case and separators, else one
   * that is close. Never a calculated one, nor one that the object holds already.
   */
  meant(key: string, held: ReadonlySet<string>): readonly Attribute[] {
    if (this.index.has(key)) return [];
    let meant = this.#remembered.get(key);
    if (meant === undefined) {
      const taken = [...this.index.values()].filter(({ derived }) => !derived);
      meant = closest(key, taken, ({ shortId, name }) => [shortId, name], this.isComplete ? 'near' : 'same');
      if (this.#remembered.size < mostRemembered) this.#remembered.set(key, meant);
    }
    return meant.filter(({ shortId }) => !held.has(shortId));
  }
}
