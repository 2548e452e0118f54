import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats, { type FormatName } from 'ajv-formats';
import { isObject, type JsonObject } from '../json';
import { listKey } from '../payload/listKey';

/** One thing that a value has against its schema: a code with parameters, no sentence. */
export interface SchemaProblem {
  /** From the top of the value: keys, and positions in arrays. */
  readonly path: readonly (string | number)[];
  /** The schema's keyword, e.g. `type`, `required`; `deprecationMessage` for an attribute that is marked so. */
  readonly keyword: string;
  /** Of the keyword as ajv gives them, e.g. `{ missingProperty: 'phone' }`. */
  readonly params: Readonly<Record<string, unknown>>;
}

/** The formats that our schemas use. */
const formats: readonly FormatName[] = ['email'];

export type Validate = (value: unknown) => readonly SchemaProblem[];

/** A process alone. */
const single: JsonObject = { allOf: [{ type: 'object' }, { $ref: '#/definitions/process' }] };

/** More problems than this are not reported: whoever has so many has them for a few reasons. */
const mostProblems = 1000;

/**
 * Makes the check of a schema of {@link ./build.buildSchema}. Keywords that only VS Code knows are ignored, but for
 * `deprecationMessage`, which counts as a problem as it does there. The schema is compiled with its first use, about
 * 0.1 s for 100 attributes and 2,000 users. This module is a bundle of its own.
 */
export function compileValidator(schema: JsonObject): Validate {
  const compile = compiler(schema);
  // ajv copies all earlier errors with each entry that has some, so an array is checked entry by entry.
  const { items } = schema;
  const one = once(() => compile(isObject(items) ? single : schema));
  const entry = once(() => (isObject(items) ? compile(items) : undefined));
  return value => {
    const { list, path } = listOf(value);
    const checkEntry = list === undefined ? undefined : entry();
    return list === undefined || checkEntry === undefined
      ? check(one(), value)
      : checkEntries(checkEntry, list, path);
  };
}

/**
 * The check of one entry of an array, for whoever has the entries one by one: what {@link compileValidator} would say of it within
 * the array, paths from the top of the entry. Compiled at once; undefined where the schema says nothing of arrays.
 */
export function compileEntryValidator(schema: JsonObject): Validate | undefined {
  const entry = entrySchemaOf(schema);
  if (entry === undefined) return undefined;
  const validate = makeAjv().compile(entry);
  return value => check(validate, value);
}

/** The schema that {@link compileEntryValidator} compiles. */
export function entrySchemaOf(schema: JsonObject): JsonObject | undefined {
  const { items } = schema;
  return isObject(items) ? withDefinitions(items, schema) : undefined;
}

/** The pattern that a `format` stands for in these checks; undefined for a format that they do not know, or that is none. */
export function formOf(format: string): RegExp | undefined {
  const known = formats.find(each => each === format);
  const form = known && addFormats.get(known);
  return form instanceof RegExp ? form : undefined;
}

function compiler(schema: JsonObject): (part: JsonObject) => ValidateFunction {
  const ajv = makeAjv();
  return part => ajv.compile(withDefinitions(part, schema));
}

function withDefinitions(part: JsonObject, { definitions }: JsonObject): JsonObject {
  return definitions === undefined ? part : { ...part, definitions };
}

function makeAjv(): Ajv {
  const ajv = new Ajv({
    strict: false,
    // The bytes are sent as they are, so a number beyond a double's range is no problem of ours.
    strictNumbers: false,
    allErrors: true,
    // A key called `toString` is missing until it is really there.
    ownProperties: true,
    // The schema is our own: checking it against the meta-schema costs more than compiling it.
    validateSchema: false,
    meta: false,
    addUsedSchema: false,
    logger: false,
  });
  addFormats(ajv, [...formats]);
  ajv.addKeyword({ keyword: 'deprecationMessage', validate: () => false, errors: false });
  return ajv;
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** The entries of an array, or of `{ "processes": [ … ] }` with nothing beside it but a `$schema`; and where they stand. */
function listOf(value: unknown): { readonly list?: readonly unknown[]; readonly path: readonly string[] } {
  if (Array.isArray(value)) return { list: value as readonly unknown[], path: [] };
  if (typeof value !== 'object' || value === null) return { path: [] };
  const [held, other] = Object.entries(value).filter(([key]) => key !== '$schema');
  return held?.[0] === listKey && other === undefined && Array.isArray(held[1])
    ? { list: held[1] as readonly unknown[], path: [listKey] }
    : { path: [] };
}

function checkEntries(
  validate: ValidateFunction,
  entries: readonly unknown[],
  place: readonly string[],
): readonly SchemaProblem[] {
  const problems: SchemaProblem[] = [];
  for (const [i, entry] of entries.entries()) {
    for (const problem of check(validate, entry))
      problems.push({ ...problem, path: [...place, i, ...problem.path] });
    if (problems.length >= mostProblems) break;
  }
  return problems.slice(0, mostProblems);
}

function check(validate: ValidateFunction, value: unknown): readonly SchemaProblem[] {
  if (validate(value)) return [];
  return meaningful(validate.errors ?? [])
    .slice(0, mostProblems)
    .map(error => ({
      path: pathOf(value, error.instancePath),
      keyword: error.keyword,
      params: error.params,
    }));
}

/** Leaves out the verdicts on `if`, and of an `anyOf` all but its own. */
function meaningful(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const alternatives = errors.filter(error => error.keyword === 'anyOf');
  return errors.filter(
    error =>
      error.keyword !== 'if' &&
      !alternatives.some(
        outer =>
          error.instancePath === outer.instancePath && error.schemaPath.startsWith(`${outer.schemaPath}/`),
      ),
  );
}

function pathOf(value: unknown, pointer: string): readonly (string | number)[] {
  const path: (string | number)[] = [];
  let here = value;
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (Array.isArray(here)) {
      path.push(Number(key));
      here = (here as unknown[])[Number(key)];
    } else {
      path.push(key);
      here = typeof here === 'object' && here !== null ? (here as Record<string, unknown>)[key] : undefined;
    }
  }
  return path;
}
