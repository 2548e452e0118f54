import type { Procedure } from '../catalog/model';
import type { SchemaProblem } from '../schema/validator';
import { simplified } from '../values/alike';
import type { FindingKind, JsonType } from './finding';
import type { Path } from './tree';

/** What a check by the schema can find. */
export type SchemaFindingKind = Extract<
  FindingKind,
  {
    code:
      | 'missing'
      | 'empty'
      | 'unknownField'
      | 'unknownAttribute'
      | 'type'
      | 'option'
      | 'unknownUser'
      | 'format'
      | 'looksLikeSeconds'
      | 'keyPlace'
      | 'derived'
      | 'rule';
  }
>;

/** How many values a finding names. */
const mostNamed = 8;

/**
 * What a schema problem is to people; the same for a single payload and for an entry of a bulk file.
 * @param typeAt the type of the value at a path
 */
export function schemaKind(
  { path, keyword, params }: SchemaProblem,
  procedure: Procedure | undefined,
  typeAt: (path: Path) => JsonType,
): SchemaFindingKind {
  const field = path.at(-1);
  switch (keyword) {
    case 'required':
      return { code: 'missing', params: { name: String(params['missingProperty']) } };
    case 'additionalProperties':
      return unknown(path, String(params['additionalProperty']), procedure);
    case 'type':
      return {
        code: 'type',
        params: { expected: list(params['type']) as JsonType[], actual: typeAt(path) },
      };
    case 'enum':
      return option(list(params['allowedValues']));
    case 'anyOf':
      return field === 'assignedTo'
        ? { code: 'unknownUser', params: {} }
        : { code: 'rule', params: { keyword } };
    case 'not':
      // Else on times in epoch ms alone.
      return procedure?.keyPlace !== undefined && field === procedure.primaryKey
        ? { code: 'keyPlace', params: { wanted: procedure.keyPlace } }
        : { code: 'looksLikeSeconds', params: {} };
    // The only pattern on an attribute is our own, for dates.
    case 'pattern':
      return { code: 'format', params: { format: 'isoDateTime' } };
    case 'format':
      return { code: 'format', params: { format: params['format'] === 'email' ? 'email' : 'other' } };
    // Set on required attributes alone.
    case 'minLength':
      return { code: 'empty', params: {} };
    case 'deprecationMessage':
      return { code: 'derived', params: {} };
    default:
      return { code: 'rule', params: { keyword } };
  }
}

function unknown(path: Path, name: string, procedure: Procedure | undefined): SchemaFindingKind {
  const attributes = procedure?.attributes ?? [];
  if (path.at(-1) !== 'data') {
    return {
      code: 'unknownField',
      params: { name, isAttribute: attributes.some(({ shortId }) => shortId === name) },
    };
  }
  const near = path.at(-2) === 'record' ? undefined : shortIds(procedure).get(simplified(name));
  return { code: 'unknownAttribute', params: { name, ...(near === undefined ? {} : { suggestion: near }) } };
}

/** Of each procedure, made once: a payload of another one has hundreds of unknown attributes. */
const made = new WeakMap<Procedure, ReadonlyMap<string, string>>();

/** The short ids by what people may write for them; of two alike the first. */
function shortIds(procedure: Procedure | undefined): ReadonlyMap<string, string> {
  let known = procedure && made.get(procedure);
  if (known !== undefined || procedure === undefined) return known ?? new Map();
  const all = procedure.attributes.flatMap(({ shortId, name }) =>
    [shortId, name].map(text => [simplified(text), shortId] as const),
  );
  // Of a key that comes twice a map keeps the last one.
  known = new Map(all.reverse());
  made.set(procedure, known);
  return known;
}

function option(allowed: readonly unknown[]): SchemaFindingKind {
  const values = allowed.filter(value => value !== null);
  return {
    code: 'option',
    params: {
      allowed: values.slice(0, mostNamed).map(value => JSON.stringify(value)),
      more: Math.max(0, values.length - mostNamed),
    },
  };
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [value];
}
