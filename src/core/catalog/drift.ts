import type { Attribute, Option, Procedure } from './model';

/** One thing in which a procedure is not what it was. */
export type Change =
  | { readonly kind: 'attributeAdded' | 'attributeRemoved'; readonly shortId: string }
  | { readonly kind: 'retyped'; readonly shortId: string; readonly from: string; readonly to: string }
  | { readonly kind: 'nowRequired' | 'notRequired'; readonly shortId: string }
  | {
      readonly kind: 'optionAdded' | 'optionRemoved';
      readonly shortId: string;
      readonly value: string | number;
    }
  | { readonly kind: 'stateAdded' | 'stateRemoved'; readonly shortId: string }
  | { readonly kind: 'primaryKey'; readonly from: string | undefined; readonly to: string | undefined };

/**
 * How a procedure differs from what an older config said of it, as far as that matters to a payload. What a config could not be read of is not taken for
 * removed, and what was only learnt from processes says nothing.
 */
export function changesOf(before: Procedure, after: Procedure): readonly Change[] {
  return [
    ...(before.primaryKey === after.primaryKey || !saysAttributes(before, after)
      ? []
      : [{ kind: 'primaryKey' as const, from: before.primaryKey, to: after.primaryKey }]),
    ...attributeChanges(before, after),
    ...stateChanges(before, after),
  ];
}

/** Every procedure has attributes (page help:procedures/procedure-list): a config without any does not say what it is made of. */
function saysAttributes(before: Procedure, after: Procedure): boolean {
  return before.attributesFrom === 'config' && after.attributesFrom === 'config';
}

function attributeChanges(before: Procedure, after: Procedure): Change[] {
  if (!saysAttributes(before, after)) return [];
  const untold = new Set(
    [...before.attributes, ...after.attributes].filter(isUntold).map(({ shortId }) => shortId),
  );
  const told = ({ shortId }: Attribute) => !untold.has(shortId);
  const was = byShortId(before.attributes.filter(told));
  const is = byShortId(after.attributes.filter(told));
  const changes: Change[] = [];
  for (const [shortId, attribute] of is) {
    const old = was.get(shortId);
    if (old !== undefined) changes.push(...changesWithin(old, attribute));
    else if (before.attributesMissing === undefined) changes.push({ kind: 'attributeAdded', shortId });
  }
  if (after.attributesMissing === undefined) {
    for (const shortId of was.keys()) {
      if (!is.has(shortId)) changes.push({ kind: 'attributeRemoved', shortId });
    }
  }
  return changes;
}

/** On one side it is not what the config says, so the two sides tell no change of the config. */
function isUntold({ learnt, corrected }: Attribute): boolean {
  return learnt === true || corrected === true;
}

function changesWithin(before: Attribute, after: Attribute): Change[] {
  const { shortId } = after;
  const changes: Change[] = [];
  if (before.type !== after.type)
    changes.push({ kind: 'retyped', shortId, from: before.type, to: after.type });
  if (before.required !== after.required)
    changes.push({ kind: after.required ? 'nowRequired' : 'notRequired', shortId });
  const was = valuesOf(before.options);
  const is = valuesOf(after.options);
  for (const value of is) if (!was.has(value)) changes.push({ kind: 'optionAdded', shortId, value });
  // No options at all: they are not known any more, which says nothing of any of them.
  if (is.size > 0) {
    for (const value of was) if (!is.has(value)) changes.push({ kind: 'optionRemoved', shortId, value });
  }
  return changes;
}

function stateChanges(before: Procedure, after: Procedure): Change[] {
  const was = byShortId(before.states);
  const is = byShortId(after.states);
  // Every procedure has some, too: none at all are not known.
  if (was.size === 0 || is.size === 0) return [];
  const added = before.statesMissing === undefined ? [...is.keys()].filter(state => !was.has(state)) : [];
  const removed = after.statesMissing === undefined ? [...was.keys()].filter(state => !is.has(state)) : [];
  return [
    ...added.map(shortId => ({ kind: 'stateAdded' as const, shortId })),
    ...removed.map(shortId => ({ kind: 'stateRemoved' as const, shortId })),
  ];
}

/** The first of each short id, as the schema has them. */
function byShortId<T extends { readonly shortId: string }>(all: readonly T[]): ReadonlyMap<string, T> {
  const found = new Map<string, T>();
  for (const one of all) if (!found.has(one.shortId)) found.set(one.shortId, one);
  return found;
}

function valuesOf(options: readonly Option[] = []): ReadonlySet<string | number> {
  return new Set(options.map(({ value }) => value));
}
