import type { Procedure } from '../catalog/model';
import type { Target } from './model';
import { fold } from './names';
import { sameTarget, unknownTarget, type TargetInfo } from './targets';

/** Which target each column fills, by the column's number; undefined: none. */
export type Mapping = readonly (TargetInfo | undefined)[];

/**
 * Maps columns by their names: first what is written exactly so, then where case, blanks and marks differ, then by the names that people see.
 * `data.` and `record.` before a name say where it belongs; without them nothing goes to the record. Each target is filled once, by the first
 * column. What fits two targets, or is calculated by the service, is left to the user.
 */
export function mapColumns(
  names: readonly string[],
  targets: readonly TargetInfo[],
  procedure: Pick<Procedure, 'attributesFrom'>,
): Mapping {
  const mapping: (TargetInfo | undefined)[] = names.map(() => undefined);
  const isFree = (info: TargetInfo) =>
    !mapping.some(held => held !== undefined && fillsSame(held.target, info.target));
  for (const fits of rules) {
    for (const [column, name] of names.entries()) {
      if (mapping[column] !== undefined) continue;
      const { places, rest } = placesOf(name);
      if (rest === '') continue;
      const found = targets.filter(
        info => places.includes(info.target.at) && info.attribute?.derived !== true && fits(rest, info),
      );
      // The primary key is offered beside `data` and in it: the first is what the samples of Bulk Create show.
      const [first] = found;
      const ids = new Set(found.map(({ target }) => target.shortId));
      if (first !== undefined && ids.size === 1 && isFree(first)) mapping[column] = first;
    }
  }
  if (procedure.attributesFrom === 'none') addUnknown(names, mapping, isFree);
  return mapping;
}

/** Two columns for one attribute, in whichever of the two places that it may have. */
function fillsSame(a: Target, b: Target): boolean {
  if (sameTarget(a, b)) return true;
  const places = [a.at, b.at];
  return a.shortId === b.shortId && places.includes('key') && places.includes('data');
}

type Rule = (name: string, info: TargetInfo) => boolean;

const rules: readonly Rule[] = [
  (name, { target }) => target.at !== 'field' && target.shortId === name,
  (name, { target }) => target.at === 'field' && fold(target.shortId) === fold(name),
  (name, { target }) => fold(target.shortId) === fold(name),
  (name, { attribute }) => attribute !== undefined && fold(attribute.name) === fold(name),
];

function placesOf(name: string): { places: readonly Target['at'][]; rest: string } {
  const trimmed = name.trim();
  const match = /^(record\.data|record|data)\s*\.\s*(.+)$/i.exec(trimmed);
  const [, before, rest] = match ?? [];
  if (before === undefined || rest === undefined) return { places: ['key', 'data', 'field'], rest: trimmed };
  return { places: [before.toLowerCase() === 'data' ? 'data' : 'record'], rest };
}

/** Where nothing is known of the attributes, a name that can be a short id is taken for one. */
function addUnknown(
  names: readonly string[],
  mapping: (TargetInfo | undefined)[],
  isFree: (info: TargetInfo) => boolean,
): void {
  for (const [column, name] of names.entries()) {
    const { places, rest } = placesOf(name);
    if (mapping[column] !== undefined || !isShortId(rest)) continue;
    const info = unknownTarget(places.includes('record') ? 'record' : 'data', rest);
    if (isFree(info)) mapping[column] = info;
  }
}

/** A name that can be a short id as the samples of the documents show them. */
export function isShortId(name: string): boolean {
  return /^[A-Za-z][\w-]{0,99}$/.test(name);
}

/** The mapping with another target for a column; whichever column had that target before has none. */
export function withTarget(mapping: Mapping, column: number, info: TargetInfo | undefined): Mapping {
  return mapping.map((held, at) => {
    if (at === column) return info;
    return held !== undefined && info !== undefined && fillsSame(held.target, info.target) ? undefined : held;
  });
}

/** Attributes that a new process must have and that no column fills. */
export function missingOf(mapping: Mapping, targets: readonly TargetInfo[]): TargetInfo[] {
  return targets.filter(
    ({ target, attribute }) =>
      attribute?.required === true &&
      !attribute.derived &&
      target.at !== 'record' &&
      !mapping.some(held => held !== undefined && fillsSame(held.target, target)) &&
      // The primary key stands in the list twice.
      !(
        target.at === 'data' &&
        targets.some(other => other.target.at === 'key' && other.target.shortId === target.shortId)
      ),
  );
}
