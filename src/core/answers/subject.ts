import type { Attribute, Procedure } from '../catalog/model';
import type { Path } from '../payload/tree';
import { aboutOf, type Subject } from '../values/where';

/** Keys of a process below which attributes stand (section 11.1 of service-facts). */
const holders: ReadonlySet<unknown> = new Set(['data', 'derivedData']);

/**
 * What the value at a path of an answer belongs to: an attribute of the procedure, or a field that names something of the team wherever it stands. Around a process
 * there may be anything, so the innermost `data` counts. Undefined for what has no meaning of its own.
 */
export function answerSubject(path: Path, { attributes }: Procedure): Subject | undefined {
  const names = typeof path.at(-1) === 'number' ? path.slice(0, -1) : path;
  const name = names.at(-1);
  if (typeof name !== 'string') return undefined;
  const attribute = holders.has(names.at(-2)) ? find(attributes, name) : undefined;
  if (attribute !== undefined) return attribute;
  return aboutOf(name) === 'other' ? undefined : name;
}

function find(attributes: readonly Attribute[], name: string): Attribute | undefined {
  return attributes.find(({ shortId }) => shortId === name);
}
