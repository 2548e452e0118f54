import type { Attribute, Procedure } from '../catalog/model';
import type { SchemaProblem } from '../schema/validator';
import { Lookalikes } from '../values/alike';
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
  const suggestion =
    path.at(-2) === 'record' || procedure === undefined ? undefined : meantBy(name, procedure);
  return { code: 'unknownAttribute', params: { name, ...(suggestion === undefined ? {} : { suggestion }) } };
}

interface Meant {
  readonly alike: Lookalikes<Attribute>;
  readonly byKey: Map<string, string | undefined>;
}

/** A file of a million entries has the same wrong key in each: it is compared with all attributes once; what that needs is made once, too. */
const meant = new WeakMap<Procedure, Meant>();
/** Whoever has more different keys that are no attribute did not mistype them, as in a payload of another procedure. */
const mostCompared = 30;

/** The short id that somebody who wrote a key most likely meant: the same word, else one a slip of the finger away. */
function meantBy(key: string, procedure: Procedure): string | undefined {
  let known = meant.get(procedure);
  if (known === undefined) {
    const settable = procedure.attributes.filter(({ derived }) => !derived);
    const alike = new Lookalikes(settable, ({ shortId, name }) => [shortId, name]);
    meant.set(procedure, (known = { alike, byKey: new Map() }));
  }
  const { alike, byKey } = known;
  if (byKey.has(key)) return byKey.get(key);
  const same = alike.same(key);
  const [one, other] = same.length > 0 || byKey.size >= mostCompared ? same : alike.near(key);
  const found = same.length > 0 || other === undefined ? one?.shortId : undefined;
  if (byKey.size < mostCompared) byKey.set(key, found);
  return found;
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
