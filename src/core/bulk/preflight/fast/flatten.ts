import { isArray, isObject, type Json, type JsonObject } from '../../../json';

/** Nested deeper than this, or more of them, is a schema that refers to itself. */
const mostParts = 500;

const reference = /^#\/definitions\/([\w$ -]+)$/;

/** Says nothing of what is right: for people and their editors. */
export const notes: ReadonlySet<string> = new Set([
  'title',
  'description',
  'errorMessage',
  'enumDescriptions',
  'examples',
  'default',
  'defaultSnippets',
  'doNotSuggest',
  'completionDetail',
  'suggestSortText',
]);

export type Part = ReadonlyMap<string, Json>;

/**
 * Schemas that must hold together, with all that `$ref`, `allOf` and `if … else false` stand for, each as its keywords without notes. Undefined where
 * something cannot be said like that: then nothing is known to be right.
 */
export function flatten(schemas: readonly Json[], definitions: JsonObject): readonly Part[] | undefined {
  const parts: Part[] = [];
  const open = [...schemas];
  for (let schema = open.pop(); schema !== undefined; schema = open.pop()) {
    if (schema === true) continue;
    if (!isObject(schema) || parts.length >= mostParts) return undefined;
    const part = new Map(Object.entries(schema).filter(([keyword]) => !notes.has(keyword)));
    const all = part.get('allOf') ?? [];
    if (!isArray(all)) return undefined;
    open.push(...all);
    part.delete('allOf');
    const to = part.get('$ref');
    if (to !== undefined) {
      const name = typeof to === 'string' ? reference.exec(to)?.[1] : undefined;
      const target = name !== undefined && Object.hasOwn(definitions, name) ? definitions[name] : undefined;
      if (target === undefined) return undefined;
      open.push(target);
      part.delete('$ref');
    }
    if (part.get('else') === false && !part.has('then')) {
      const wanted = part.get('if');
      if (wanted === undefined) return undefined;
      open.push(wanted);
      part.delete('if');
      part.delete('else');
    }
    parts.push(part);
  }
  return parts;
}
