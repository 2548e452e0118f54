import type { Json, JsonObject } from '../../../src/core/json';
import { attributeType } from '../../../src/core/catalog/types';
import { linkAttributes } from './attributeShapes';
import { attributeId, clean, keyed, labelled, plainItem, Parts, respell, type Item } from './items';
import { mark, statesOf } from './stateShapes';
import type { Shape } from './switches';
import { entities, procedures, uuid, type Draft, type TeamOwner, type TeamProcedure } from './team';

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

class Builder {
  private readonly parts = new Parts();

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
          ? clean(this.parts.attributesByOwner)
          : this.collection(this.parts.attributes),
      derivedAttributes:
        isInline || this.parts.derived.length === 0 ? undefined : this.collection(this.parts.derived),
      attributeGroups:
        this.parts.groups.length === 0 ? undefined : this.parts.groups.map(group => clean(group)),
      attributeConfig: rowMap ? clean(this.parts.config) : this.parts.rows.map(row => clean(row)),
      procedureAttributes: rowMap ? this.parts.rows.map(row => clean(row)) : undefined,
      ...this.statesBeside(),
    });
  }

  private statesBeside(): Draft {
    const items = this.collection(this.parts.states);
    switch (this.shape.states) {
      case 'byOwner':
        return { states: clean(this.parts.statesByOwner) };
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
        ...statesOf(this.shape, this.parts, procedure),
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
    linkAttributes(shape, this.parts, kind, id, owner, rest);
    return { id, shortId: owner.shortId, rest };
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
    return { id: uuid('gone', kind), shortId: `old_${kind}`, rest: { name: 'Old', ...mark(this.shape) } };
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
