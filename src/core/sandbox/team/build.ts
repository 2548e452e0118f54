import type { TypeName } from './attributeTypes';
import {
  uuidOf,
  type AttributeDef,
  type EntityDef,
  type OptionDef,
  type ProcedureDef,
  type StateDef,
} from './model';

/** An attribute before it has an owner. */
export type AttributeDraft = Omit<AttributeDef, 'id'>;

type StateDraft = Omit<StateDef, 'id' | 'next'>;

type More = Omit<AttributeDraft, 'shortId' | 'type' | 'name'>;

export function attribute(shortId: string, type: TypeName, name: string, more: More = {}): AttributeDraft {
  return { shortId, type, name, ...more };
}

/** Options from value-label pairs. */
export function options(...pairs: readonly (readonly [string | number, string])[]): {
  readonly options: readonly OptionDef[];
} {
  return { options: pairs.map(([value, label]) => ({ value, label })) };
}

export function state(shortId: string, name: string, color: string, description: string): StateDraft {
  return { shortId, name, color, description };
}

export function entity(shortId: string, name: string, attributes: readonly AttributeDraft[]): EntityDef {
  return {
    id: uuidOf(`entity:${shortId}`),
    shortId,
    name,
    attributes: owned(`entity:${shortId}`, attributes),
  };
}

interface ProcedureDraft {
  readonly shortId: string;
  readonly name: string;
  readonly description: string;
  readonly entity: EntityDef;
  readonly attributes: readonly AttributeDraft[];
  /** The first is the default start state. */
  readonly states: readonly [StateDraft, ...StateDraft[]];
  readonly flow: Readonly<Record<string, readonly string[]>>;
  readonly completed: string;
  readonly primaryKey?: string;
  readonly primaryIdentifier?: string;
  readonly deleted?: true;
}

/** Gives a procedure, its attributes and its states their ids. */
export function procedure(draft: ProcedureDraft): ProcedureDef {
  const owner = `procedure:${draft.shortId}`;
  const attributes = owned(owner, draft.attributes);
  const [start, ...others] = draft.states;
  const withId = (s: StateDraft): StateDef => ({
    ...s,
    id: uuidOf(`${owner}:state:${s.shortId}`),
    next: draft.flow[s.shortId] ?? [],
  });
  const states = [withId(start), ...others.map(withId)] as const;
  const primaryKey = find(attributes, draft.primaryKey);
  const primaryIdentifier = find(attributes, draft.primaryIdentifier);
  return {
    id: uuidOf(owner),
    shortId: draft.shortId,
    name: draft.name,
    description: draft.description,
    entity: draft.entity,
    attributes,
    states,
    completed: find(states, draft.completed) ?? states[0],
    ...(primaryKey && { primaryKey }),
    ...(primaryIdentifier && { primaryIdentifier }),
    ...(draft.deleted && { deleted: draft.deleted }),
  };
}

function owned(owner: string, drafts: readonly AttributeDraft[]): AttributeDef[] {
  return drafts.map(draft => ({ ...draft, id: uuidOf(`${owner}:attribute:${draft.shortId}`) }));
}

function find<T extends { readonly shortId: string }>(all: readonly T[], shortId?: string): T | undefined {
  return all.find(one => one.shortId === shortId);
}
