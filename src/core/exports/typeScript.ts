import { knowsAllAttributes } from '../catalog/complete';
import type { Attribute, Catalog, Option, Procedure } from '../catalog/model';
import { kindOf } from '../schema/kind';
import type { SchemaWords } from '../schema/words';
import { braced, literal, single } from '../snippets/text';

/**
 * A TypeScript type of what Create takes for a procedure (page api-11530135). Calculated attributes are left out; where the config does
 * not name all attributes, others are let through.
 * @param words for the comments
 */
export function typeScriptOf(
  procedure: Procedure,
  catalog: Pick<Catalog, 'entities'>,
  words: Pick<SchemaWords, 'expected' | 'process' | 'nextActionAt' | 'assignedTo'>,
): string {
  const entity = catalog.entities.find(({ key }) => key === procedure.entity);
  const data = members(procedure.attributes, knowsAllAttributes(procedure), words, '    ');
  const isRequired = procedure.attributes.some(({ required, derived }) => required && !derived);
  const entityIsWhole = entity !== undefined && entity.attributesMissing === undefined;
  // Nothing of a record is required: whether one that exists must be given whole is not documented.
  const known = (entity?.attributes ?? []).map(attribute => ({ ...attribute, required: false }));
  const record = members(known, entityIsWhole && known.length > 0, words, '      ');
  return [
    comment(words.process(procedure.name), ''),
    `export interface ${typeName(procedure.shortId)} {`,
    `  data${isRequired ? '' : '?'}: {\n${data}  };`,
    `  record?: {\n    data: {\n${record}    };\n  };`,
    `  status?: 'OPEN' | 'COMPLETED' | 'CANCELLED';`,
    `  state?: ${stateType(procedure)};`,
    comment(words.nextActionAt(), '  '),
    `  nextActionAt?: number;`,
    comment(words.assignedTo(), '  '),
    `  assignedTo?: string;`,
    '}\n',
  ].join('\n');
}

function members(
  attributes: readonly Attribute[],
  whole: boolean,
  words: Pick<SchemaWords, 'expected'>,
  indent: string,
): string {
  const seen = new Set<string>();
  const lines = attributes
    .filter(({ shortId, derived }) => !derived && !seen.has(shortId) && seen.add(shortId))
    .flatMap(attribute => [
      comment(`${attribute.name}. ${words.expected(kindOf(attribute))}`, indent),
      `${indent}${keyText(attribute.shortId)}${attribute.required ? '' : '?'}: ${typeOf(attribute)};`,
    ]);
  return [...lines, ...(whole ? [] : [`${indent}[attribute: string]: unknown;`])]
    .map(line => `${line}\n`)
    .join('');
}

function typeOf(attribute: Attribute): string {
  if (attribute.learnt === true) return 'unknown';
  const kind = kindOf(attribute);
  switch (kind) {
    case 'text':
    case 'audio':
    case 'email':
    case 'phone':
    case 'photo':
    case 'isoDateTime':
      return 'string';
    // By their names texts; no page says so, and the comment above them begins with “Probably”.
    case 'longText':
    case 'url':
    case 'html':
    case 'otp':
    case 'username':
      return 'string';
    // A string by its documented data type, several ids by its name.
    case 'photos':
      return 'string | string[]';
    case 'integer':
    case 'number':
    case 'epoch':
      return 'number';
    // Documented as integers, but not in which unit (section 16, 20 of service-facts).
    case 'date':
    case 'time':
      return 'number | string';
    case 'boolean':
      return 'boolean';
    case 'option':
      return union(attribute.options) ?? 'unknown';
    // Whether several options travel as an array is not documented; the samples of other types have arrays.
    case 'options':
      return `(${union(attribute.options) ?? 'unknown'})[]`;
    case 'object':
      return 'Record<string, unknown>';
    // How the other types are written is not documented: whatever stands there is sent as it is.
    default:
      return 'unknown';
  }
}

function union(options: readonly Option[] = []): string | undefined {
  const all = [...new Set(options.map(({ value }) => value))];
  if (all.length === 0) return undefined;
  return all.map(value => (typeof value === 'string' ? text(value) : String(value))).join(' | ');
}

/** Any text where not all states are known. */
function stateType({ states, statesMissing }: Procedure): string {
  const all = [...new Set(states.map(({ shortId }) => shortId))];
  return all.length === 0 || statesMissing !== undefined ? 'string' : all.map(text).join(' | ');
}

function text(value: string): string {
  return literal(value, single(braced));
}

function keyText(shortId: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(shortId) ? shortId : text(shortId);
}

/** `field_visit` -> `FieldVisit` */
function typeName(shortId: string): string {
  const name = shortId
    .split(/[^A-Za-z0-9]+/)
    .map(part => part.slice(0, 1).toUpperCase() + part.slice(1))
    .join('');
  return /^[A-Z]/.test(name) ? name : `Process${name}`;
}

/** Names come from the service: none of them may end the comment. */
function comment(said: string, indent: string): string {
  return `${indent}/** ${said
    .replace(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replaceAll('*/', '*\\/')
    .trim()} */`;
}
