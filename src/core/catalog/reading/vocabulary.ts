import { isArray, isObject, type Json, type JsonObject } from '../../json';

/** Field of ours -> spellings it may have in a config, best first. Case, `_`, `-` and blanks do not count. */
export type Spellings<F extends string> = Readonly<Record<F, readonly string[]>>;

/** What one object holds: a single value for the fields of `One`, every value found for those of `Many`. */
export type Fields<One extends string, Many extends string> = Readonly<Record<One, Json | undefined>> &
  Readonly<Record<Many, readonly Json[]>>;

/** The fields that a vocabulary reads. */
export type FieldsOf<V> = V extends Vocabulary<infer One, infer Many> ? Fields<One, Many> : never;

interface Word {
  readonly field: string;
  readonly many: boolean;
  /** Place of the field in the ranks, and of the spelling within its field. */
  readonly slot: number;
  readonly rank: number;
}

const NONE: readonly Json[] = [];
const UNUSED = 255;
/** Keys of a config are few; those of a hostile one may not fill the memory. */
const REMEMBERED_KEYS = 5000;

/**
 * Reads objects whose field names are not documented: one pass over an object's own keys, each looked up in a table of spellings.
 * Values that hold nothing (null, empty text, empty list or object) count as absent; so does `false` where every value is taken.
 */
export class Vocabulary<One extends string, Many extends string> {
  private readonly words = new Map<string, Word>();
  private readonly remembered = new Map<string, Word | null>();
  /** What absent fields are read from: copying all of them for each of 50,000 objects would cost more than reading the objects. */
  private readonly blank: Record<string, Json | undefined> = {};
  private readonly ranks: Uint8Array;
  private readonly nested: ReadonlySet<string>;
  private readonly inner: ReadonlySet<string>;

  /**
   * @param nested fields of `Many` that hold settings of the object (`config: { required: true }`): what the object itself does not say is taken from there
   * @param inner the fields that may be taken from such settings
   */
  constructor(
    one: Spellings<One>,
    many: Spellings<Many>,
    nested: readonly NoInfer<Many>[] = [],
    inner: readonly NoInfer<One | Many>[] = [],
  ) {
    this.nested = new Set(nested);
    this.inner = new Set([...inner, ...nested]);
    let slot = 0;
    for (const [table, isMany] of [
      [one, false],
      [many, true],
    ] as const) {
      for (const [field, spellings] of Object.entries<readonly string[]>(table)) {
        this.blank[field] = isMany ? NONE : undefined;
        spellings.forEach((spelling, rank) => {
          const word = plain(spelling);
          if (!this.words.has(word)) this.words.set(word, { field, many: isMany, slot, rank });
        });
        slot++;
      }
    }
    this.ranks = new Uint8Array(slot);
  }

  /** True when a key is a spelling of one of the fields. */
  knows(key: string): boolean {
    return this.wordOf(key) !== null;
  }

  /** The fields of an object; never throws. */
  read(object: JsonObject): Fields<One, Many> {
    const fields = Object.create(this.blank) as Record<string, Json | undefined>;
    this.ranks.fill(UNUSED);
    this.take(object, fields, 0);
    for (const name of this.nested) if (fields[name] !== NONE) this.takeNested(fields, name);
    return fields as Fields<One, Many>;
  }

  /** The same fields with some of them changed. */
  override(fields: Fields<One, Many>, changes: Readonly<Partial<Record<One, Json>>>): Fields<One, Many> {
    return Object.assign(Object.create(fields) as Fields<One, Many>, changes);
  }

  private takeNested(fields: Record<string, Json | undefined>, name: string): void {
    // The list may grow while it is read: settings within settings, two levels deep.
    let from = 0;
    for (let level = 1; level <= 2; level++) {
      const all = fields[name] as readonly Json[];
      const to = all.length;
      for (const settings of all.slice(from, to))
        if (isObject(settings)) this.take(settings, fields, level * 64);
      from = to;
    }
  }

  private take(object: JsonObject, fields: Record<string, Json | undefined>, penalty: number): void {
    for (const key in object) {
      const word = this.wordOf(key);
      if (word === null || (penalty > 0 && !this.inner.has(word.field))) continue;
      const value = object[key];
      if (value === undefined || !holdsSomething(value)) continue;
      if (word.many) {
        if (value === false) continue;
        const found = fields[word.field] as Json[];
        if (found === NONE) fields[word.field] = [value];
        else found.push(value);
      } else {
        const rank = word.rank + penalty;
        if (rank >= (this.ranks[word.slot] ?? UNUSED)) continue;
        this.ranks[word.slot] = rank;
        fields[word.field] = value;
      }
    }
  }

  private wordOf(key: string): Word | null {
    const known = this.remembered.get(key);
    if (known !== undefined) return known;
    const word = this.words.get(plain(key)) ?? null;
    if (this.remembered.size < REMEMBERED_KEYS) this.remembered.set(key, word);
    return word;
  }
}

/** A word without case, blanks and punctuation: `short_id`, `shortId` and `Short ID` are one. */
export function plain(word: string): string {
  return word.length > 100 ? '' : word.toLowerCase().replace(/[^a-z0-9]/gu, '');
}

function holdsSomething(value: Json): boolean {
  if (value === null || value === '') return false;
  if (typeof value !== 'object') return true;
  return (isArray(value) ? value : Object.keys(value)).length > 0;
}
