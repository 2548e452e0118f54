import { statuses } from '../catalog/process';
import { isArray, isObject, type Json, type JsonObject } from '../json';
import { fieldOf, type QueryContext, type QueryField } from './fields';

/** As deep as a query is read that was pasted as JSON. */
const deepest = 50;

/**
 * What of a query object the catalog does not know: names of fields, and values (`state = GONE`) where all that there are should be known. Nothing is
 * refused for it: the service knows better.
 */
export function notKnown(where: JsonObject, context: QueryContext): readonly string[] {
  return [...new Set(unknownIn(where, context, 0))];
}

function* unknownIn(where: Json, context: QueryContext, depth: number): Generator<string, void> {
  if (!isObject(where) || depth > deepest) return;
  for (const [key, value] of Object.entries(where)) {
    if ((key === 'and' || key === 'or') && isArray(value)) {
      for (const part of value) yield* unknownIn(part, context, depth + 1);
      continue;
    }
    const field = fieldOf(context.procedure, key);
    if (!field.known || field.name !== key) yield key;
    for (const one of valuesOf(value)) if (!isKnown(field, one, context)) yield `${key} = ${one}`;
  }
}

/** `5`, `["a", "b"]`, `{ "!=": "a" }`. */
function valuesOf(value: Json): readonly (string | number)[] {
  const all = isObject(value) ? Object.values(value) : [value];
  return all.flat().filter(one => typeof one === 'string' || typeof one === 'number');
}

/** Exactly so as the service is to have it. */
function isKnown(
  { kind, attribute }: QueryField,
  value: string | number,
  { procedure, users, usersPartial }: QueryContext,
): boolean {
  switch (kind) {
    case 'status':
      return statuses.some(status => status === value);
    case 'state': {
      const { states, statesMissing } = procedure;
      return (
        states.length === 0 || statesMissing !== undefined || states.some(({ shortId }) => shortId === value)
      );
    }
    case 'user':
      return users.length === 0 || usersPartial === true || users.some(({ username }) => username === value);
    case 'option': {
      const { options = [], learnt } = attribute ?? {};
      return (
        learnt === true ||
        options.length === 0 ||
        options.some(option => String(option.value) === String(value))
      );
    }
    default:
      return true;
  }
}
