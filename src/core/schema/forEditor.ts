import { isArray, isObject, type Json, type JsonObject } from '../json';

/**
 * The schema as VS Code's JSON editor is to read it; the check of a payload, exports and bulk create take it as it is. The editor sorts the values
 * of an `enum` by their names: here they say their order (VS Code 1.131 and later reads that). The states of the process and the options of attributes it
 * does not offer at all, since our own completion shows what they are called and finds them by that: an `if` is checked but not offered.
 */
export function forEditor(schema: JsonObject, unknown: UnknownWords): JsonObject {
  const { definitions } = schema;
  if (!isObject(definitions)) return schema;
  const { state, data, recordData } = definitions;
  const own: JsonObject = {
    ...(isObject(state) ? { state: notOffered(state, unknown.state) } : {}),
    ...(isObject(data) ? { data: withoutOptions(data, unknown.option) } : {}),
    ...(isObject(recordData) ? { recordData: withoutOptions(recordData, unknown.option) } : {}),
  };
  const sorted = inOrder({ ...schema, definitions: { ...definitions, ...own } });
  return isObject(sorted) ? sorted : schema;
}

/** What is said of a value that is none, from those that there are. */
export interface UnknownWords {
  readonly state: UnknownText;
  readonly option: UnknownText;
}

type UnknownText = (values: readonly string[]) => string;

function notOffered(schema: JsonObject, unknown: UnknownText): JsonObject {
  const { enum: options, enumDescriptions, examples, ...kept } = schema;
  if (options === undefined && examples === undefined) return schema;
  const base = { ...kept, defaultSnippets: [{}] };
  if (!isArray(options)) return base;
  const values = options
    .filter(option => typeof option === 'string' || typeof option === 'number')
    .map(String);
  return {
    ...base,
    if: { enum: options, ...(enumDescriptions === undefined ? {} : { enumDescriptions }) },
    else: { not: {}, errorMessage: unknown(values) },
  };
}

/** The attributes of `data` or of the record, whose options are values or items of a list. */
function withoutOptions(holder: JsonObject, unknown: UnknownText): JsonObject {
  const { properties } = holder;
  if (!isObject(properties)) return holder;
  const own = Object.entries(properties).map(([name, schema]): [string, Json] => {
    if (!isObject(schema)) return [name, schema];
    const { items } = schema;
    if (schema['enum'] !== undefined) return [name, notOffered(schema, unknown)];
    if (!isObject(items) || items['enum'] === undefined) return [name, schema];
    const hidden = Object.entries(notOffered(items, unknown)).filter(([key]) => key !== 'defaultSnippets');
    return [name, { ...schema, items: Object.fromEntries(hidden) }];
  });
  return { ...holder, properties: Object.fromEntries(own) };
}

/** Nobody looks through more than that by their order. */
const mostSorted = 1_000;

/** Every `enum` with the places of its values. */
function inOrder(schema: Json): Json {
  if (isArray(schema)) return schema.map(inOrder);
  if (!isObject(schema)) return schema;
  const entries = Object.entries(schema).map(([key, value]): [string, Json] => [
    key,
    holdsValues.has(key) ? value : inOrder(value),
  ]);
  const { enum: options } = schema;
  if (!isArray(options) || options.length < 2 || options.length > mostSorted)
    return Object.fromEntries(entries);
  const enumSortTexts = options.map((_, index) => String(index).padStart(6, '0'));
  return { ...Object.fromEntries(entries), enumSortTexts };
}

/** Keywords whose content is no schema, and may look like one. */
const holdsValues: ReadonlySet<string> = new Set(['enum', 'const', 'examples', 'default', 'defaultSnippets']);
