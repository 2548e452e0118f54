import { isArray, isObject, type Json } from '../../json';
import { describes, flagsOf } from './attributeFlags';
import type { Claims } from './claims';
import type { Owner } from './owners';
import { refsOf } from './refs';
import { ATTRIBUTE, type AttributeFields } from './spellings';
import { asKey } from './text';
import { walk, type Pace } from './walk';

/**
 * The config's `attributeConfig`: what it says of single attributes, and which attributes it ties to which procedure. The documents name
 * the key and nothing more (page api-11531312).
 */
export class ConfigRows {
  private readonly byRef = new Map<string, AttributeFields>();

  constructor(private readonly claims: Claims) {}

  /** Takes one of the collections; rows that name an owner go to that owner. */
  *add(collection: Json, pace: Pace): Generator<void, void, void> {
    if (!isObject(collection)) {
      yield* walk(collection, pace, this.take, this.claims.byKey);
      return;
    }
    for (const key of Object.keys(collection)) {
      const value = collection[key];
      if (value === undefined) continue;
      // A list under an attribute's key is its options, unless its elements are rows themselves.
      if (isArray(value) && this.claims.byKey(key) === undefined && !value.some(isRow))
        this.keep([key], ATTRIBUTE.read({ options: value }));
      else yield* walk({ [key]: value }, pace, this.take, this.claims.byKey);
      if (pace.due()) yield;
    }
  }

  /** What is said of an attribute, by its id, its short id, or the ids of rows that its settings name. */
  find(id: string | undefined, shortId: string, settings: readonly Json[]): AttributeFields | undefined {
    if (this.byRef.size === 0) return undefined;
    for (const ref of [id, shortId, ...settings.map(asKey)]) {
      const row = ref === undefined ? undefined : this.byRef.get(ref);
      if (row !== undefined) return row;
    }
    return undefined;
  }

  private readonly take = (item: Json, key: string | undefined, part: Owner | undefined): void => {
    if (!isObject(item)) return;
    const read = ATTRIBUTE.read(item);
    const attribute = read.link ?? key ?? read.id ?? read.shortId;
    if (attribute === undefined) return;
    const fields = ATTRIBUTE.override(read, { link: attribute });
    const owners = this.claims.ownersOf(fields, part);
    for (const owner of owners) owner.rows.push(fields);
    if (owners.length > 0) return;
    const says =
      describes(fields) !== 'nothing' || Object.values(flagsOf(fields)).some(value => value !== undefined);
    // A row without any field that we know may be the options themselves: value -> label.
    this.keep(
      [...refsOf(attribute), asKey(read.id)],
      says ? fields : ATTRIBUTE.override(fields, { options: item }),
    );
  };

  private keep(refs: readonly (string | undefined)[], fields: AttributeFields): void {
    for (const ref of refs) if (ref !== undefined && !this.byRef.has(ref)) this.byRef.set(ref, fields);
  }
}

function isRow(value: Json): boolean {
  return isObject(value) && ATTRIBUTE.read(value).link !== undefined;
}
