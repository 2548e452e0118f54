import type { Catalog, Procedure } from '../catalog/model';
import { isArray, isObject, type Json, type JsonObject } from '../json';
import { buildSchema, type SchemaWords } from '../schema/build';

/** What draft-07 knows of what our schemas hold; the rest is VS Code's own and stops strict validators. */
const keywords: ReadonlySet<string> = new Set([
  ...['$schema', '$ref', 'title', 'description', 'type', 'enum', 'const', 'examples', 'default', 'format'],
  ...['pattern', 'minLength', 'maxLength', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'],
  ...['properties', 'required', 'additionalProperties', 'items', 'definitions'],
  ...['allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else'],
]);

/** Keywords whose members have names of their own. */
const named: ReadonlySet<string> = new Set(['properties', 'definitions']);

/** Keywords that hold values, not schemas. */
const values: ReadonlySet<string> = new Set(['enum', 'const', 'examples', 'default', 'required', 'type']);

/**
 * The JSON Schema (draft-07) of a procedure for other tools: what the editor checks by, without VS Code's own keywords. What each
 * option means stands in the description. The team's users are left out: they change, and a file is passed on.
 */
export function exportedSchema(procedure: Procedure, catalog: Catalog, words: SchemaWords): JsonObject {
  const schema = cleaned(buildSchema(procedure, { ...catalog, users: [] }, words, false));
  return isObject(schema) ? schema : {};
}

function cleaned(schema: Json): Json {
  if (isArray(schema)) return schema.map(cleaned);
  if (!isObject(schema)) return schema;
  const kept = Object.entries(schema).filter(([key]) => keywords.has(key));
  const clean = Object.fromEntries(
    kept.map(([key, value]): [string, Json] => {
      if (values.has(key)) return [key, value];
      if (!named.has(key) || !isObject(value)) return [key, cleaned(value)];
      return [key, Object.fromEntries(Object.entries(value).map(([name, one]) => [name, cleaned(one)]))];
    }),
  );
  const options = optionLines(schema);
  if (options.length === 0) return clean;
  const { description } = clean;
  return {
    ...clean,
    description: [...(typeof description === 'string' ? [description] : []), ...options].join('\n'),
  };
}

/** `- WEB: Website`, for each option that has something said of it. */
function optionLines({ enum: options, enumDescriptions: descriptions }: JsonObject): readonly string[] {
  if (options === undefined || descriptions === undefined) return [];
  if (!isArray(options) || !isArray(descriptions)) return [];
  return options.flatMap((option, at) => {
    const said = descriptions[at];
    return typeof said === 'string' && said !== ''
      ? [`- ${JSON.stringify(option)}: ${said.replaceAll('\n', ' ')}`]
      : [];
  });
}
