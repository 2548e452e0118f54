import type { Attribute, Procedure } from '../catalog/model';
import { processFields } from '../catalog/process';
import type { Subject, Where } from '../values/where';
import { withinProcess } from './processes';
import type { Path } from './tree';

/** The attributes by their short ids; of two with the same one the first, as in the schema. */
export type AttributeIndex = ReadonlyMap<string, Attribute>;

export function indexOf(attributes: readonly Attribute[]): AttributeIndex {
  const index = new Map<string, Attribute>();
  for (const attribute of attributes)
    if (!index.has(attribute.shortId)) index.set(attribute.shortId, attribute);
  return index;
}

/** The attributes of the record that a process of the procedure belongs to; none where the config does not say. */
export function recordAttributes(procedure: Procedure, { catalog }: Where): readonly Attribute[] {
  return catalog.entities.find(({ key }) => key === procedure.entity)?.attributes ?? [];
}

/**
 * What the value at a path of a payload belongs to, in a single process or in a list of them; in a list that is the value
 * of an attribute, the attribute. Undefined for what is neither an attribute nor a field that has a meaning of its own.
 */
export function subjectAt(path: Path, procedure: Procedure, where: Where): Subject | undefined {
  const [first, ...rest] = withinProcess(path);
  if (typeof first !== 'string') return undefined;
  const of = (attributes: readonly Attribute[], [name, place, deeper]: Path): Subject | undefined =>
    deeper !== undefined || (place !== undefined && typeof place !== 'number')
      ? undefined
      : attributes.find(({ shortId }) => shortId === name);
  if (first === 'data') return of(procedure.attributes, rest);
  if (first === 'record')
    return rest[0] === 'data' ? of(recordAttributes(procedure, where), rest.slice(1)) : undefined;
  if (rest.length > 0) return undefined;
  if ((processFields as readonly string[]).includes(first)) return first;
  return first === procedure.primaryKey ? of(procedure.attributes, [first]) : undefined;
}
