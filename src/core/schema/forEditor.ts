import { isArray, isObject, type Json, type JsonObject } from '../json';

/**
 * The schema as VS Code's JSON editor is to read it; the check of a payload, exports and bulk create take it as it is. The editor sorts the values
 * of an `enum` by their names: here they say their order (VS Code 1.131 and later reads that). The states of the process it does not offer at all, since our
 * own completion marks the first and the last: an `if` is checked but not offered.
 * @param unknownState said of a state that is none, from the short ids that there are
 */
export function forEditor(
  schema: JsonObject,
  unknownState: (shortIds: readonly string[]) => string,
): JsonObject {
  const sorted = inOrder(schema);
  if (!isObject(sorted)) return schema;
  const { definitions } = sorted;
  const state = isObject(definitions) ? definitions['state'] : undefined;
  if (!isObject(definitions) || !isObject(state)) return sorted;
  return { ...sorted, definitions: { ...definitions, state: notOffered(state, unknownState) } };
}

function notOffered(state: JsonObject, unknownState: (shortIds: readonly string[]) => string): JsonObject {
  const kept = ['title', 'description', 'type'].flatMap(key => {
    const value = state[key];
    return value === undefined ? [] : [[key, value] as const];
  });
  const { enum: options } = state;
  if (options === undefined && state['examples'] === undefined) return state;
  const base = { ...Object.fromEntries(kept), defaultSnippets: [{}] };
  if (!isArray(options)) return base;
  const { enumDescriptions } = state;
  const shortIds = options.filter(option => typeof option === 'string');
  return {
    ...base,
    if: { enum: options, ...(enumDescriptions === undefined ? {} : { enumDescriptions }) },
    else: { not: {}, errorMessage: unknownState(shortIds) },
  };
}

/** Every `enum` with the places of its values. */
function inOrder(schema: Json): Json {
  if (isArray(schema)) return schema.map(inOrder);
  if (!isObject(schema)) return schema;
  const entries = Object.entries(schema).map(([key, value]): [string, Json] => [
    key,
    holdsValues.has(key) ? value : inOrder(value),
  ]);
  const { enum: options } = schema;
  if (!isArray(options) || options.length < 2) return Object.fromEntries(entries);
  const enumSortTexts = options.map((_, index) => String(index).padStart(6, '0'));
  return { ...Object.fromEntries(entries), enumSortTexts };
}

/** Keywords whose content is no schema, and may look like one. */
const holdsValues: ReadonlySet<string> = new Set(['enum', 'const', 'examples', 'default', 'defaultSnippets']);
