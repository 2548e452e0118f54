import type { Node } from 'jsonc-parser';
import { knowsAllAttributes } from '../../catalog/complete';
import type { Procedure } from '../../catalog/model';
import { processFields } from '../../catalog/process';
import { isPlaceholder } from '../../schema/placeholder';
import { Lookalikes } from '../../values/alike';
import { aboutOf, type Subject, type Where } from '../../values/where';
import { processesOf } from '../processes';
import { indexOf, recordAttributes } from '../subject';
import { keyOf } from '../tree';
import { FixCollector } from './collect';
import { Cutter } from './cut';
import { shapeOf } from './gaps';
import { KeyFinder } from './keys';
import { KnownChoices } from './known';
import { Mover, type Moved } from './move';
import type { Fixes } from './types';
import { rewritings } from './values';

/**
 * Everything in a payload, one process or a list of them, that a quick fix can mend by what the config says. It works on
 * the tree of {@link ../readTree.readTree}, and yields often, for {@link ../../slices.runInSlices}.
 */
export function* findFixes(
  text: string,
  root: Node,
  procedure: Procedure,
  where: Where,
): Generator<void, Fixes, void> {
  const finder = new Finder(text, procedure, where);
  const { nodes, list } = processesOf(root);
  for (const process of nodes)
    if (process.type === 'object') yield* finder.process(process, list !== undefined);
  return finder.found.take();
}

const fields = new Lookalikes(processFields, field => [field]);

class Finder {
  readonly found = new FixCollector();
  readonly #data: KeyFinder;
  readonly #record: KeyFinder;
  readonly #known: KnownChoices;

  constructor(
    private readonly text: string,
    private readonly procedure: Procedure,
    where: Where,
  ) {
    const entity = where.catalog.entities.find(({ key }) => key === procedure.entity);
    this.#known = new KnownChoices(where);
    const knowsRecord = entity !== undefined && entity.attributesMissing === undefined;
    this.#data = new KeyFinder(indexOf(procedure.attributes), knowsAllAttributes(procedure));
    this.#record = new KeyFinder(indexOf(recordAttributes(procedure, where)), knowsRecord);
  }

  *process(process: Node, isEntry: boolean): Generator<void, void, void> {
    const properties = pairsOf(process);
    const held = names(() => properties);
    const inData = names(() => pairsOf(properties.findLast(({ name }) => name === 'data')?.value));
    const { primaryKey } = this.procedure;
    const moved: Moved[] = [];
    for (const { property, key, name, value } of properties) {
      yield;
      if (name === 'data') yield* this.#members(value, this.#data);
      else if (name === 'record') yield* this.#recordOf(value);
      else if (isField(name)) {
        if (this.#known.isSlow(name, value.value)) yield* this.#known.prepare();
        this.#value(property, value, name);
      } else if (name === primaryKey) {
        const attribute = this.#data.index.get(name);
        if (attribute !== undefined) this.#value(property, value, attribute);
      } else if (name !== '$schema') {
        // Where the config names no primary key, any attribute of an entry may be it.
        if (isEntry && primaryKey === undefined && this.#data.index.has(name)) continue;
        const move = this.#beside(property, key, name, held, inData);
        if (move !== undefined) moved.push(move);
      }
    }
    yield* this.#move(process, moved);
  }

  /** Beside its `data` a record may have fields that no page shows: only what is an attribute by its whole name is one. */
  *#recordOf(record: Node): Generator<void, void, void> {
    const members = pairsOf(record);
    const inData = names(() => pairsOf(members.findLast(({ name }) => name === 'data')?.value));
    const moved: Moved[] = [];
    for (const { property, name, value } of members) {
      yield;
      if (name === 'data') yield* this.#members(value, this.#record);
      else {
        const [meant, other] = this.#record.same(name);
        if (meant !== undefined && other === undefined && !inData().has(meant.shortId))
          moved.push({ property, as: meant.shortId });
      }
    }
    yield* this.#move(record, moved);
  }

  *#members(object: Node, known: KeyFinder): Generator<void, void, void> {
    const members = pairsOf(object);
    const held = names(() => members);
    const [derived, left] = [new Set<Node>(), new Set<Node>()];
    for (const { property, key, name, value } of members) {
      yield;
      const attribute = known.index.get(name);
      if (isPlaceholder(value.value)) left.add(property);
      else if (attribute?.derived === true) derived.add(property);
      else if (attribute !== undefined) {
        if (this.#known.isSlow(attribute, value.value)) yield* this.#known.prepare();
        this.#value(property, value, attribute);
      } else this.#rename(property, key, name, known, held);
    }
    yield* this.#remove(object, 'removeDerived', derived);
    yield* this.#remove(object, 'removePlaceholder', left);
  }

  *#remove(
    object: Node,
    code: 'removeDerived' | 'removePlaceholder',
    doomed: ReadonlySet<Node>,
  ): Generator<void, void, void> {
    if (doomed.size === 0) return;
    const shape = shapeOf(this.text, object);
    if (shape === undefined) return;
    const cutter = new Cutter(this.text, shape);
    for (const property of doomed) {
      yield;
      const edits = cutter.one(property);
      const kind = { code, from: String(property.children?.[0]?.value) };
      this.found.alone({ kind, at: property, edits, isOnly: code === 'removeDerived', group: code });
    }
    this.found.many(code, doomed.size, cutter.all(doomed));
  }

  /** The ways to write a value, and each item of a list. */
  #value(at: Node, value: Node, subject: Subject): void {
    if (value.type === 'array') {
      if (aboutOf(subject) === 'other' || aboutOf(subject) === 'moment') return;
      for (const item of value.children ?? []) if (item.type !== 'array') this.#value(item, item, subject);
      return;
    }
    if (value.type === 'object') return;
    const { offset, length } = value;
    const ways = rewritings(subject, value, this.text.slice(offset, offset + length), this.#known);
    for (const { kind, text, group, isRewrite, isSure } of ways) {
      this.found.one({
        kind,
        at,
        edits: [{ offset, length, text }],
        isOnly: ways.length === 1,
        ...(isRewrite === undefined ? {} : { isRewrite }),
        ...(isSure === undefined ? {} : { isSure }),
        ...(group === undefined ? {} : { group }),
      });
    }
  }

  /** @param held the keys of the object; one that a key becomes is held, too: no second one becomes it */
  #rename(at: Node, key: Node, name: string, known: KeyFinder, held: Names): void {
    const meant = known.meant(name, held());
    if (meant.length === 1) held().add(meant[0]?.shortId ?? name);
    const isSure = meant.length === 1 && known.same(name).length === 1;
    for (const { shortId } of meant)
      this.#renameKey(
        at,
        key,
        { code: 'renameAttribute', from: name, to: shortId },
        meant.length === 1,
        isSure,
      );
  }

  #renameKey(
    at: Node,
    { offset, length }: Node,
    kind: { readonly code: 'renameAttribute' | 'renameField'; readonly from: string; readonly to: string },
    isOnly: boolean,
    isSure: boolean,
  ): void {
    const edits = [{ offset, length, text: JSON.stringify(kind.to) }];
    const more = { ...(isOnly ? { group: kind.code } : {}), ...(isSure ? { isSure } : {}) };
    this.found.one({ kind, at, edits, isOnly, ...more });
  }

  /** Beside `data` stands what is no field: an attribute that belongs into it, or a field with a slip of the finger. */
  #beside(property: Node, key: Node, name: string, held: Names, inData: Names): Moved | undefined {
    const own = this.#data.index.get(name);
    const meantFields = own === undefined ? fieldsLike(name) : [];
    const free = meantFields.filter(field => !held().has(field));
    for (const field of free) {
      const isSure = free.length === 1 && fields.same(name).length === 1;
      this.#renameKey(
        property,
        key,
        { code: 'renameField', from: name, to: field },
        free.length === 1,
        isSure,
      );
    }
    if (meantFields.length > 0) return undefined;
    const [meant, other] = own === undefined ? this.#data.meant(name, inData()) : [own];
    if (meant === undefined || other !== undefined || inData().has(meant.shortId)) return undefined;
    return { property, as: meant.shortId };
  }

  *#move(process: Node, moved: readonly Moved[]): Generator<void, void, void> {
    if (moved.length === 0) return;
    const mover = new Mover(this.text, process);
    const seen = new Set<string>();
    const unique = moved.filter(({ as }) => !seen.has(as) && seen.add(as));
    for (const one of unique) {
      yield;
      const edits = mover.move([one]);
      if (edits === undefined) return;
      const kind = { code: 'move', from: String(one.property.children?.[0]?.value), to: one.as } as const;
      this.found.alone({ kind, at: one.property, edits, isOnly: true, group: 'move' });
    }
    const together = mover.move(unique);
    if (together !== undefined) this.found.many('move', unique.length, together);
  }
}

interface Pair {
  readonly property: Node;
  readonly key: Node;
  readonly name: string;
  readonly value: Node;
}

function pairsOf(object: Node | undefined): readonly Pair[] {
  const pairs: Pair[] = [];
  if (object?.type !== 'object') return pairs;
  for (const property of object.children ?? []) {
    const key = property.children?.[0];
    const value = property.children?.[1];
    if (key !== undefined && value !== undefined) pairs.push({ property, key, name: keyOf(key), value });
  }
  return pairs;
}

/** The keys of an object, gathered where one of them is wrong: most objects of a large payload are right. */
type Names = () => Set<string>;

function names(pairs: () => readonly Pair[]): Names {
  let known: Set<string> | undefined;
  return () => (known ??= new Set(pairs().map(({ name }) => name)));
}

function isField(name: string): boolean {
  return (processFields as readonly string[]).includes(name);
}

function fieldsLike(name: string): readonly (typeof processFields)[number][] {
  const same = fields.same(name);
  return same.length > 0 ? same : fields.near(name);
}
