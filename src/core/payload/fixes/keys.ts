import type { Attribute } from '../../catalog/model';
import { Lookalikes } from '../../values/alike';
import type { AttributeIndex } from '../subject';

/** In one file; whoever has more different keys that are no attribute did not mistype them. */
const mostNear = 100;

/** Tells which attributes the keys of an object mean. */
export class KeyFinder {
  /** To compare a key with all attributes takes a while, and a file repeats it in each entry. */
  readonly #near = new Map<string, readonly Attribute[]>();
  readonly #alike: Lookalikes<Attribute>;

  /** @param isComplete all attributes are known: a key that is none of them is wrong, and may be a slip of the finger */
  constructor(
    readonly index: AttributeIndex,
    private readonly isComplete: boolean,
  ) {
    const settable = [...index.values()].filter(({ derived }) => !derived);
    this.#alike = new Lookalikes(settable, ({ shortId, name }) => [shortId, name]);
  }

  /**
   * The attributes that an unknown key most likely means: the same short id or name but for case and separators, else one
   * that is close. Never a calculated one, nor one that the object holds already.
   */
  meant(key: string, held: ReadonlySet<string>): readonly Attribute[] {
    if (this.index.has(key)) return [];
    const same = this.same(key);
    const meant = same.length > 0 || !this.isComplete ? same : this.#nearTo(key);
    return meant.filter(({ shortId }) => !held.has(shortId));
  }

  /** Those whose short id or name the key is, but for case and separators; the one with exactly this short id alone. */
  same(key: string): readonly Attribute[] {
    const own = this.index.get(key);
    return own === undefined || own.derived ? this.#alike.same(key) : [own];
  }

  #nearTo(key: string): readonly Attribute[] {
    let near = this.#near.get(key);
    if (near === undefined && this.#near.size < mostNear) this.#near.set(key, (near = this.#alike.near(key)));
    return near ?? [];
  }
}
