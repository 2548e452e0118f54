import type { Json, JsonObject } from '../../../src/core/json';
import { attributeType } from '../../../src/core/catalog/types';
import {
  entities,
  procedures,
  uuid,
  type Draft,
  type TeamAttribute,
  type TeamOwner,
  type TeamProcedure,
} from './team';

/** Everything the documents leave open about a config, each with the ways it may have been chosen. The first of each is the plain one. */
export const SWITCHES = {
  envelope: ['none', '_data', 'data', 'list'],
  collections: ['array', 'mapById', 'mapByShortId', 'wrapped'],
  keys: ['camel', 'snake', 'pascal'],
  attributes: [
    'idsOnOwner',
    'shortIdsOnOwner',
    'refsOnOwner',
    'linksOnOwner',
    'mapOnOwner',
    'inline',
    'inlineMap',
    'ownerId',
    'ownerShortId',
    'ownerObject',
    'ownerList',
    'genericOwner',
    'byOwner',
    'rows',
    'groupsOfOwner',
    'groupsWithOwner',
    'groupOnAttribute',
  ],
  types: ['uuid', 'shortId', 'name', 'label', 'object', 'noTypes'],
  required: ['flag', 'text', 'number', 'presence', 'optional', 'listOfIds', 'listOfShortIds', 'settings'],
  derived: ['list', 'listOnOwner', 'flag', 'kind'],
  options: [
    'objects',
    'keyName',
    'map',
    'jsonText',
    'settings',
    'underType',
    'rowArray',
    'rowMap',
    'rowOptions',
  ],
  states: [
    'inline',
    'inlineMap',
    'ids',
    'shortIds',
    'claims',
    'byOwner',
    'rows',
    'otherKey',
    'workflow',
    'graph',
  ],
  order: ['listed', 'order', 'position'],
  roles: ['id', 'shortId', 'object', 'flags', 'word'],
  primary: ['id', 'shortId', 'object', 'flags'],
  entity: ['id', 'shortId', 'object'],
  gone: ['flag', 'time', 'word'],
} as const satisfies Record<string, readonly string[]>;

export type Switch = keyof typeof SWITCHES;
export type Shape = { readonly [S in Switch]: (typeof SWITCHES)[S][number] };

export const plainShape = Object.fromEntries(
  Object.entries(SWITCHES).map(([name, values]) => [name, values[0]]),
) as Shape;

/** Few shapes that hold any two choices together at least once. */
export function pairwise(): Shape[] {
  const names = Object.keys(SWITCHES) as Switch[];
  const open = new Set<string>();
  const pair = (a: Switch, x: string, b: Switch, y: string) =>
    a < b ? `${a}=${x} ${b}=${y}` : `${b}=${y} ${a}=${x}`;
  names.forEach((a, index) => {
    for (const b of names.slice(index + 1)) {
      for (const x of SWITCHES[a]) for (const y of SWITCHES[b]) open.add(pair(a, x, b, y));
    }
  });
  const shapes: Shape[] = [];
  for (const wanted of open) {
    const chosen = new Map(wanted.split(' ').map(part => part.split('=') as [Switch, string]));
    for (const name of names) {
      if (chosen.has(name)) continue;
      const gain = (value: string) =>
        [...chosen].filter(([b, y]) => open.has(pair(name, value, b, y))).length;
      chosen.set(name, [...SWITCHES[name]].sort((x, y) => gain(y) - gain(x))[0]!);
    }
    for (const [a, x] of chosen) for (const [b, y] of chosen) open.delete(pair(a, x, b, y));
    shapes.push(Object.fromEntries(chosen) as unknown as Shape);
  }
  return shapes;
}

/** The team's config in a shape. */
export function configOf(shape: Shape): Json {
  const builder = new Builder(shape);
  const root = respell(builder.root(), shape.keys);
  switch (shape.envelope) {
    case 'none':
      return root;
    case '_data':
      return { _data: root, _meta: {}, _errors: [] };
    case 'data':
      return { data: { config: root } };
    case 'list':
      return { _data: [root] };
  }
}

interface Item {
  readonly id: string;
  readonly shortId: string;
  readonly rest: Draft;
}

class Builder {
  private readonly attributes: Item[] = [];
  private readonly derived: Item[] = [];
  private readonly states: Item[] = [];
  private readonly rows: Draft[] = [];
  private readonly groups: Draft[] = [];
  private readonly attributesByOwner: Draft = {};
  private readonly statesByOwner: Draft = {};
  private readonly config: Draft = {};

  constructor(private readonly shape: Shape) {}

  root(): JsonObject {
    const { shape } = this;
    const entityItems = entities.map(entity => this.owner('entity', entity));
    const procedureItems = procedures.map(procedure => this.procedure(procedure));
    const isInline = shape.attributes === 'inline' || shape.attributes === 'inlineMap';
    const byOwner = shape.attributes === 'byOwner';
    const rowMap = shape.options === 'rowMap' || shape.options === 'rowOptions';
    return clean({
      team: { id: uuid('team'), name: 'Acme' },
      roles: [{ id: uuid('role'), name: 'Agent' }],
      entities: this.collection([...entityItems, this.gone('entity')]),
      procedures: this.collection([...procedureItems, this.gone('procedure')]),
      attributeTypes: shape.types === 'noTypes' ? undefined : this.collection(this.types()),
      attributes: isInline
        ? undefined
        : byOwner
          ? clean(this.attributesByOwner)
          : this.collection(this.attributes),
      derivedAttributes: isInline || this.derived.length === 0 ? undefined : this.collection(this.derived),
      attributeGroups: this.groups.length === 0 ? undefined : this.groups.map(group => clean(group)),
      attributeConfig: rowMap ? clean(this.config) : this.rows.map(row => clean(row)),
      procedureAttributes: rowMap ? this.rows.map(row => clean(row)) : undefined,
      ...this.statesBeside(),
    });
  }

  private statesBeside(): Draft {
    const items = this.collection(this.states);
    switch (this.shape.states) {
      case 'byOwner':
        return { states: clean(this.statesByOwner) };
      case 'otherKey':
        return { pipelineStages: items };
      case 'inline':
      case 'inlineMap':
      case 'workflow':
        return {};
      default:
        return { states: items };
    }
  }

  private procedure(procedure: TeamProcedure): Item {
    const item = this.owner('procedure', procedure);
    const { roles, primary } = this.shape;
    const stateRef = (shortId: string) => this.ref(roles, uuid('state', procedure.shortId, shortId), shortId);
    const attributeRef = (shortId: string | undefined) =>
      shortId === undefined ? undefined : this.ref(primary, attributeId(procedure, shortId), shortId);
    return {
      ...item,
      rest: {
        ...item.rest,
        description: procedure.description,
        entity:
          procedure.entity && this.ref(this.shape.entity, uuid('entity', procedure.entity), procedure.entity),
        defaultStartState: stateRef(procedure.start),
        defaultCompletedState: stateRef(procedure.completed),
        primaryKey: attributeRef(procedure.primaryKey),
        primaryIdentifier: attributeRef(procedure.primaryIdentifier),
        ...this.statesOf(procedure),
      },
    };
  }

  private owner(kind: 'procedure' | 'entity', owner: TeamOwner): Item {
    const { shape } = this;
    const id = uuid(kind, owner.shortId);
    const rest: Draft = { name: owner.name };
    const required = owner.attributes.filter(attribute => attribute.required);
    if (shape.required === 'listOfIds')
      rest['requiredAttributeIds'] = required.map(a => attributeId(owner, a.shortId));
    if (shape.required === 'listOfShortIds') rest['requiredAttributes'] = required.map(a => a.shortId);
    this.linkAttributes(kind, id, owner, rest);
    return { id, shortId: owner.shortId, rest };
  }

  private linkAttributes(kind: 'procedure' | 'entity', id: string, owner: TeamOwner, rest: Draft): void {
    const { shape } = this;
    const apart = shape.derived === 'list' || shape.derived === 'listOnOwner';
    const listed = owner.attributes.filter(attribute => !apart || !attribute.derived);
    const derived = owner.attributes.filter(attribute => apart && attribute.derived);
    const ids = (of: readonly TeamAttribute[]) => of.map(attribute => attributeId(owner, attribute.shortId));
    const claim: Draft = {};
    const items = (of: readonly TeamAttribute[], list: Item[]) => {
      for (const attribute of of) list.push(this.attribute(kind, owner, attribute, claim));
      return list;
    };
    if (shape.derived === 'listOnOwner') rest['derivedAttributes'] = ids(derived);
    const all = shape.derived === 'list' ? [...listed, ...derived] : listed;
    switch (shape.attributes) {
      case 'idsOnOwner':
        rest['attributeIds'] = ids(all);
        break;
      case 'shortIdsOnOwner':
        rest['attributes'] = all.map(attribute => attribute.shortId);
        break;
      case 'refsOnOwner':
        rest['attributeList'] = ids(all).map(ref => ({ id: ref }));
        break;
      case 'linksOnOwner':
        rest['fields'] = ids(all).map((ref, index) => ({ attributeId: ref, order: index }));
        break;
      case 'mapOnOwner':
        rest['attributes'] = Object.fromEntries(ids(all).map(ref => [ref, true]));
        break;
      case 'inline':
        rest['attributes'] = items(listed, []).map(plainItem);
        if (apart) rest['derivedAttributes'] = items(derived, []).map(plainItem);
        return;
      case 'inlineMap':
        rest['attributes'] = keyed(items(listed, []), 'id');
        if (apart) rest['derivedAttributes'] = keyed(items(derived, []), 'shortId');
        return;
      case 'ownerId':
        claim[`${kind}Id`] = id;
        break;
      case 'ownerShortId':
        claim[kind] = owner.shortId;
        break;
      case 'ownerObject':
        claim[kind] = { id, name: owner.name };
        break;
      case 'ownerList':
        claim[kind === 'entity' ? 'entities' : 'procedureIds'] = [id];
        break;
      case 'genericOwner':
        Object.assign(claim, { resource: kind, resourceId: id });
        break;
      case 'byOwner':
        this.attributesByOwner[id] = items(listed, []).map(plainItem);
        claim[kind] = id;
        items(derived, this.derived);
        return;
      case 'rows':
        for (const ref of ids(all)) this.rows.push({ [kind]: id, attribute: ref });
        break;
      case 'groupsOfOwner':
        this.groups.push({ id: uuid('group', owner.shortId), name: 'All', attributes: ids(all) });
        rest['attributeGroups'] = [uuid('group', owner.shortId)];
        break;
      case 'groupsWithOwner':
        this.groups.push({ id: uuid('group', owner.shortId), name: 'All', [kind]: id, attributes: ids(all) });
        break;
      case 'groupOnAttribute':
        this.groups.push({ id: uuid('group', owner.shortId), name: 'All', [kind]: id });
        claim['attributeGroup'] = uuid('group', owner.shortId);
        break;
    }
    items(listed, this.attributes);
    items(derived, this.derived);
  }

  private attribute(kind: string, owner: TeamOwner, attribute: TeamAttribute, claim: Draft): Item {
    const { shape } = this;
    const id = attributeId(owner, attribute.shortId);
    const rest: Draft = {
      name: attribute.name,
      ...claim,
      ...this.typeOf(attribute),
      ...this.presenceOf(attribute),
    };
    if (attribute.hidden && shape.required !== 'presence') rest['isHidden'] = true;
    if (attribute.derived && shape.derived === 'flag') rest['isDerived'] = true;
    if (attribute.derived && shape.derived === 'kind') rest['kind'] = 'DERIVED';
    const procedure =
      kind === 'procedure' ? procedures.find(({ shortId }) => shortId === owner.shortId) : undefined;
    if (shape.primary === 'flags') {
      if (procedure?.primaryKey === attribute.shortId) rest['isPrimaryKey'] = true;
      if (procedure?.primaryIdentifier === attribute.shortId) rest['isPrimaryIdentifier'] = true;
    }
    this.addOptions(id, attribute, rest);
    return { id, shortId: attribute.shortId, rest };
  }

  private typeOf({ type }: TeamAttribute): Draft {
    switch (this.shape.types) {
      case 'uuid':
        return { attributeType: uuid('type', type) };
      case 'shortId':
        return { type };
      case 'name':
        return { attributeTypeName: type };
      case 'label':
        return { kind: 'standard', type: labelled(type) };
      case 'object':
        return { type: { id: uuid('type', type), name: labelled(type) } };
      case 'noTypes':
        return { type: type.toUpperCase() };
    }
  }

  private presenceOf({ required, hidden }: TeamAttribute): Draft {
    const is = required ?? false;
    switch (this.shape.required) {
      case 'flag':
        return { isRequired: is };
      case 'text':
        return { required: String(is) };
      case 'number':
        return { mandatory: is ? 1 : 0 };
      case 'presence':
        return { presence: hidden ? 'HIDDEN' : is ? 'required' : 'optional' };
      case 'optional':
        return { isOptional: !is };
      case 'settings':
        return { validation: { required: is } };
      case 'listOfIds':
      case 'listOfShortIds':
        return {};
    }
  }

  private addOptions(id: string, { options, type }: TeamAttribute, rest: Draft): void {
    if (options === undefined) return;
    const objects = options.map(option => ({ ...option }));
    const map = Object.fromEntries(
      options.map(option => [String(option.value), option.label ?? String(option.value)]),
    );
    switch (this.shape.options) {
      case 'objects':
        rest['options'] = [...objects, { value: 'OLD', isDeleted: true }];
        break;
      case 'keyName':
        rest['enumValues'] = options.map(({ value, label }) => ({
          key: value,
          name: label ?? String(value),
        }));
        break;
      case 'map':
        rest['enumOptions'] = map;
        break;
      case 'jsonText':
        rest['enum'] = JSON.stringify(objects);
        break;
      case 'settings':
        rest['config'] = { choices: objects };
        break;
      case 'underType':
        rest[type] = { options: objects };
        break;
      case 'rowArray':
        this.rows.push({ id: uuid('row', id), attributeId: id, options: objects });
        break;
      case 'rowMap':
        this.config[id] = { values: objects };
        break;
      case 'rowOptions':
        this.config[id] = objects;
        break;
    }
  }

  private statesOf(procedure: TeamProcedure): Draft {
    const { shape } = this;
    const id = uuid('procedure', procedure.shortId);
    const items = procedure.states.map((state, index): Item => {
      const { shortId, ...rest } = state;
      const order =
        shape.order === 'listed' ? {} : { [shape.order]: shape.order === 'order' ? index : String(index) };
      const first = shortId === procedure.start;
      const last = shortId === procedure.completed;
      const flags = shape.roles === 'flags' ? { isStart: first, isDefaultCompleted: last } : {};
      const word = shape.roles === 'word' ? { type: first ? 'START' : last ? 'Completed' : 'middle' } : {};
      return {
        id: uuid('state', procedure.shortId, shortId),
        shortId,
        rest: { ...rest, ...order, ...flags, ...word },
      };
    });
    // Where the order is a field, the place in the list says nothing.
    if (shape.order !== 'listed') items.reverse();
    const dead: Item = {
      id: uuid('dead', id),
      shortId: `OLD_${procedure.shortId}`,
      rest: { name: 'Old', ...this.mark() },
    };
    const all = [dead, ...items];
    const beside = (claim: Draft) => {
      for (const item of all) this.states.push({ ...item, rest: { ...item.rest, ...claim } });
    };
    switch (shape.states) {
      case 'inline':
        return { states: all.map(plainItem) };
      case 'inlineMap':
        return { states: keyed(all, 'shortId') };
      case 'workflow':
        return { workflow: { states: all.map(plainItem) } };
      case 'ids':
        beside({});
        return { stateIds: all.map(item => item.id) };
      case 'shortIds':
        beside({});
        return { states: items.map(item => item.shortId) };
      case 'graph':
        beside({});
        return { stateGraph: Object.fromEntries(all.map(item => [item.id, []])) };
      case 'claims':
        beside({ procedure: id });
        return {};
      case 'otherKey':
        beside({ procedureShortId: procedure.shortId });
        return {};
      case 'byOwner':
        this.statesByOwner[id] = all.map(plainItem);
        return {};
      case 'rows':
        beside({});
        for (const item of all) {
          const row = uuid('row', item.id);
          this.states.push({ id: row, shortId: `row-${row}`, rest: { procedure: id, stateId: item.id } });
        }
        return {};
    }
  }

  /** A reference as an id, a short id or an object; none where flags say it. */
  private ref(how: string, id: string, shortId: string): Json | undefined {
    if (how === 'id') return id;
    if (how === 'shortId') return shortId;
    return how === 'object' ? { id, shortId } : undefined;
  }

  private types(): Item[] {
    const all = [...entities, ...procedures].flatMap(owner =>
      owner.attributes.map(attribute => attribute.type),
    );
    return [...new Set(all)].map(type => ({
      id: uuid('type', type),
      shortId: type,
      rest: { name: labelled(type), datatype: attributeType(type)?.dataType },
    }));
  }

  private gone(kind: string): Item {
    return { id: uuid('gone', kind), shortId: `old_${kind}`, rest: { name: 'Old', ...this.mark() } };
  }

  private mark(): Draft {
    if (this.shape.gone === 'flag') return { isDeleted: true };
    return this.shape.gone === 'time' ? { deletedAt: 1700000000000 } : { status: 'ARCHIVED' };
  }

  private collection(items: readonly Item[]): Json {
    switch (this.shape.collections) {
      case 'array':
        return items.map(plainItem);
      case 'mapById':
        return keyed(items, 'id');
      case 'mapByShortId':
        return keyed(items, 'shortId');
      case 'wrapped':
        return { items: items.map(plainItem) };
    }
  }
}

function attributeId(owner: TeamOwner, shortId: string): string {
  return uuid('attribute', owner.shortId, shortId);
}

function plainItem({ id, shortId, rest }: Item): JsonObject {
  return clean({ id, shortId, ...rest });
}

/** A map by id (the items then have none), or by short id. */
function keyed(items: readonly Item[], by: 'id' | 'shortId'): JsonObject {
  const other = by === 'id' ? 'shortId' : 'id';
  return Object.fromEntries(items.map(item => [item[by], clean({ [other]: item[other], ...item.rest })]));
}

function clean(draft: Draft): JsonObject {
  return Object.fromEntries(
    Object.entries(draft).filter((entry): entry is [string, Json] => entry[1] !== undefined),
  );
}

/** `multiStringEnum` as the help pages write it: `Multi String Enum`. */
function labelled(type: string): string {
  return (type.charAt(0).toUpperCase() + type.slice(1)).replace(/([a-z])([A-Z])/gu, '$1 $2');
}

/** Field names in another style. Keys that are ids or short ids of things stay as they are. */
function respell(value: Json, style: Shape['keys']): Json {
  if (style === 'camel' || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return (value as readonly Json[]).map(item => respell(item, style));
  const entries = Object.entries(value as JsonObject).map(([key, item]): [string, Json] => [
    /^[a-z]+[A-Za-z]*$/u.test(key) && !TYPES.has(key) && !THINGS.has(key) ? styled(key, style) : key,
    respell(item, style),
  ]);
  return Object.fromEntries(entries);
}

function styled(key: string, style: 'snake' | 'pascal'): string {
  if (style === 'pascal') return key.charAt(0).toUpperCase() + key.slice(1);
  return key.replace(/[A-Z]/gu, letter => `_${letter.toLowerCase()}`);
}

const TYPES = new Set(
  [...entities, ...procedures].flatMap(owner => owner.attributes.map(({ type }) => type)),
);
const THINGS = new Set([
  ...TYPES,
  ...[...entities, ...procedures].flatMap(owner => [owner.shortId, ...owner.attributes.map(a => a.shortId)]),
]);
