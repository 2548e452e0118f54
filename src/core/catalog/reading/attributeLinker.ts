import { isObject, type Json, type JsonObject } from '../../json';
import type { Attribute } from '../model';
import { attributeType } from '../types';
import { describes, flagsOf, type Flags } from './attributeFlags';
import { AttributeList } from './attributeList';
import { optionsOf, type AttributeReader } from './attributeReader';
import { flag, isGone } from './flags';
import type { Groups } from './groups';
import { identify } from './identity';
import type { Issues } from './issues';
import { readOptions } from './options';
import type { Owner } from './owners';
import { follow, refsOf, type Found } from './refs';
import type { Shelf } from './shelf';
import { ATTRIBUTE, type AttributeFields } from './spellings';
import { asKey, looksMachineMade } from './text';
import { walk, type Pace } from './walk';

/** Groups within groups are followed this deep. */
const DEPTH = 3;

/** Attributes of these types may name a procedure or an entity that they point to, not one that has them. */
const REFERENCE_TYPES = new Set([
  'record',
  'recordCollection',
  'process',
  'processCollection',
  'task',
  'taskCollection',
  'state',
]);

/** Puts together the attributes of one procedure or entity, from every place that ties an attribute to it. */
export class AttributeLinker {
  readonly list = new AttributeList();
  /** Short ids of those that a link calls primary key, or primary identifier. */
  primaryKey: string | undefined;
  primaryIdentifier: string | undefined;
  private readonly inner: Json[] = [];
  private own: ReadonlyMap<string, Attribute> | undefined;

  constructor(
    private readonly owner: Owner,
    private readonly shelf: Shelf<Attribute>,
    private readonly reader: AttributeReader,
    private readonly groups: Groups,
    private readonly issues: Issues,
  ) {}

  /** Its own list first, so that its order stands; then rows of `attributeConfig`, groups, attributes that name it, derived ones. */
  *link(pace: Pace): Generator<void, void, void> {
    for (const source of this.owner.sources) {
      for (const value of source.attributes) yield* this.fromList(value, pace);
      for (const value of source.groups) yield* walk(value, pace, this.fromGroup);
    }
    for (const row of this.owner.rows) {
      this.fromLink(row, flagsOf(row), undefined);
      if (pace.due()) yield;
    }
    for (const list of this.owner.groupLists) this.inner.push(list);
    for (let depth = 0; depth < DEPTH && this.inner.length > 0; depth++) {
      for (const value of this.inner.splice(0)) yield* this.fromList(value, pace);
    }
    const listed = this.list.size > 0;
    for (const attribute of this.owner.claimed) {
      if (!listed || !REFERENCE_TYPES.has(attribute.type)) this.list.add(attribute);
      if (pace.due()) yield;
    }
    for (const source of this.owner.sources) {
      for (const value of source.derivedAttributes) yield* this.fromList(value, pace, { derived: true });
    }
    yield* this.markAll(pace);
  }

  private *markAll(pace: Pace): Generator<void, void, void> {
    for (const source of this.owner.sources) {
      for (const value of source.required) yield* this.mark(value, { required: true }, pace);
      for (const value of source.hidden) yield* this.mark(value, { hidden: true }, pace);
    }
  }

  private *mark(value: Json, flags: Flags, pace: Pace): Generator<void, void, void> {
    if (typeof value !== 'object') return;
    yield* walk(value, pace, (item, key) => {
      if (item === false) return;
      const refs = key === undefined ? refsOf(item) : [...refsOf(item), key];
      const known = refs.some(ref => this.list.mark(ref, flags) || this.markFound(ref, flags));
      if (!known && refs.length > 0) this.missing(refs[0]);
    });
  }

  /** The list knows an attribute by its short id only after it was added under another object's id. */
  private markFound(ref: string, flags: Flags): boolean {
    const found = this.shelf.find(ref);
    return found === null || (found !== undefined && this.list.mark(found.shortId, flags));
  }

  private *fromList(value: Json, pace: Pace, forced?: Flags): Generator<void, void, void> {
    if (typeof value !== 'object') return;
    yield* walk(value, pace, (item, key) => {
      if (isObject(item)) this.fromObject(item, key, forced);
      else this.fromWord(item, key, forced);
    });
  }

  private fromWord(item: Json, key: string | undefined, flags: Flags | undefined): void {
    if (item === false && key !== undefined) return;
    const word = asKey(item);
    if (word === undefined && key === undefined) {
      this.issues.note('notAnObject', `${this.owner.key}.attributes`);
      return;
    }
    let found = follow(item, this.find);
    if (found === undefined && key !== undefined) found = this.find(key);
    if (found === undefined && key !== undefined && word !== undefined && attributeType(word)) {
      this.fromObject({ shortId: key, type: word }, key, flags);
    } else {
      this.take(found, key ?? word, flags);
    }
  }

  private fromObject(item: JsonObject, key: string | undefined, forced: Flags | undefined): void {
    const fields = ATTRIBUTE.read(item);
    if (isGone(fields)) return;
    const said = flagsOf(fields);
    const flags = forced === undefined ? said : { ...said, ...forced };
    if (fields.link !== undefined) {
      this.fromLink(fields, flags, item);
      return;
    }
    const { id, shortId } = identify(fields, key);
    const says = describes(fields);
    const found =
      (id === undefined ? undefined : id === shortId ? this.find(id) : this.shelf.findById(id)) ??
      (shortId === undefined ? undefined : says === 'nothing' ? this.find(shortId) : this.ownOf(shortId));
    if (found === undefined && says !== 'content' && fields.members.length > 0) {
      for (const list of fields.members) this.inner.push(list);
    } else if (found === undefined && (says !== 'nothing' || this.shelf.isEmpty)) {
      this.inline(item, fields, key, flags);
    } else {
      this.take(found, id ?? shortId, flags, fields);
      if (says === 'content' && shortId === found?.shortId) this.inline(item, fields, key, flags);
    }
  }

  /** A link with flags of its own: `{ attribute: "…", required: true }`. */
  private fromLink(fields: AttributeFields, flags: Flags, item: JsonObject | undefined): void {
    const { link } = fields;
    const found = follow(link, this.find);
    const own = item !== undefined && asKey(fields.shortId) !== undefined;
    // What looks like a link may be a word of another meaning (`field: "email"`) in a whole attribute.
    const misread = own && describes(fields) === 'content' && found?.shortId !== fields.shortId;
    if (found !== undefined && !misread) this.take(found, undefined, flags, fields);
    else if (isObject(link)) this.inline(link, ATTRIBUTE.read(link), undefined, flags);
    else if (own) this.inline(item, fields, undefined, flags);
    else this.take(undefined, asKey(link), flags);
  }

  private inline(item: JsonObject, fields: AttributeFields, key: string | undefined, flags: Flags): void {
    const attribute = this.reader.read(item, fields, key, flags.derived === true);
    if (attribute === undefined) this.owner.missingAttributes++;
    else if (attribute !== null) this.list.add(attribute, flags);
  }

  private take(
    found: Found<Attribute>,
    label: string | undefined,
    flags: Flags | undefined,
    fields?: AttributeFields,
  ): void {
    if (found === null) return;
    if (found !== undefined) {
      this.list.add(found, fields === undefined ? flags : { ...flags, options: optionsFor(found, fields) });
      if (flag(fields?.primaryKey) === true) this.primaryKey ??= found.shortId;
      if (flag(fields?.primaryIdentifier) === true) this.primaryIdentifier ??= found.shortId;
    } else if (label !== undefined && this.shelf.isEmpty && !looksMachineMade(label)) {
      this.list.add(this.reader.bare(label), flags);
    } else {
      this.missing(label);
    }
  }

  private readonly fromGroup = (item: Json, key: string | undefined): void => {
    const group = this.groups.find(item) ?? (key === undefined ? undefined : this.groups.find(key));
    if (!group) return;
    for (const list of group.lists) this.inner.push(list);
    for (const attribute of group.members) this.owner.claimed.push(attribute);
  };

  private readonly find = (ref: string): Found<Attribute> =>
    this.shelf.findById(ref) ?? this.ownOf(ref) ?? this.shelf.find(ref);

  /** By short id among the attributes that name this owner: elsewhere the same short id may mean something else. */
  private ownOf(shortId: string): Attribute | undefined {
    this.own ??= new Map(this.owner.claimed.map(attribute => [attribute.shortId, attribute]));
    return this.own.get(shortId);
  }

  private missing(label: string | undefined): void {
    this.issues.note('attributeNotFound', label);
    this.owner.missingAttributes++;
  }
}

function optionsFor(attribute: Attribute, fields: AttributeFields): Flags['options'] {
  return fields.options === undefined ? undefined : readOptions(fields.options, optionsOf(attribute.type));
}
