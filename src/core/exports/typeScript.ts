import { knowsAllAttributes } from '../catalog/complete';
import { bareAttribute, type Attribute, type Catalog, type Option, type Procedure } from '../catalog/model';
import { kindOf } from '../schema/kind';
import { requiredOf } from '../schema/members';
import type { SchemaWords } from '../schema/words';
import { braced, literal, single } from '../snippets/text';

type Words = Pick<
  SchemaWords,
  'expected' | 'process' | 'nextActionAt' | 'assignedTo' | 'note' | 'primaryKeyAtTop'
>;

/**
 * A TypeScript type of what Create takes for a procedure (page api-11530135): it takes what {@link ../schema/build.buildSchema} takes, formats and
 * ranges aside. Where the config does not name all attributes, others are let through. Entries of Bulk Create get a type of their own where they differ.
 * @param words for the comments
 */
export function typeScriptOf(procedure: Procedure, catalog: Pick<Catalog, 'entities'>, words: Words): string {
  const name = typeName(procedure.shortId);
  const required = requiredOf(procedure);
  const entity = catalog.entities.find(({ key }) => key === procedure.entity);
  const isRecordKnown =
    entity !== undefined && entity.attributes.length > 0 && entity.attributesMissing === undefined;
  const data = members(
    procedure.attributes,
    new Set(required.inData),
    knowsAllAttributes(procedure),
    words,
    '    ',
  );
  // Nothing of a record is required: whether one that exists must be given whole is not documented.
  const record = members(entity?.attributes ?? [], new Set(), isRecordKnown, words, '        ');
  const body = [
    '{',
    ...keyLines(procedure, words),
    `  data${required.inData.length > 0 ? '' : '?'}: {\n${data}  };`,
    `  record?:\n    | {\n      data: {\n${record}      };\n      [field: string]: unknown;\n    }\n    | string\n    | null;`,
    `  status?: 'OPEN' | 'COMPLETED' | 'CANCELLED';`,
    `  state?: ${stateType(procedure)};`,
    comment(words.nextActionAt(), '  '),
    `  nextActionAt?: number;`,
    comment(words.assignedTo(), '  '),
    `  assignedTo?: string;`,
    '}',
  ].join('\n');
  const key = required.primaryKey === undefined ? undefined : keyText(required.primaryKey);
  const head = comment(words.process(procedure.name), '');
  const type =
    key === undefined
      ? `export interface ${name} ${body}\n`
      : // The primary key stands at one of the two places.
        `export type ${name} = ${body} & ({ ${key}: unknown } | { data: { ${key}: unknown } });\n`;
  return `${head}\n${type}${entryType(name, procedure)}`;
}

/** The primary key beside `data` (page api-11531004), in a single process, too (section 16, 7 of service-facts). */
function keyLines({ primaryKey, attributes }: Procedure, words: Words): readonly string[] {
  if (primaryKey === undefined || fields.has(primaryKey)) return [];
  const attribute = attributes.find(({ shortId }) => shortId === primaryKey) ?? bareAttribute(primaryKey);
  return [
    comment(words.primaryKeyAtTop(attribute.name), '  '),
    `  ${keyText(primaryKey)}?: ${typeOf(attribute)};`,
  ];
}

const fields: ReadonlySet<string> = new Set([
  'data',
  'record',
  'status',
  'state',
  'nextActionAt',
  'assignedTo',
]);

/** What the schema says of an entry beside what it says of a process; empty where that is nothing. */
function entryType(name: string, procedure: Procedure): string {
  const { primaryKey, keyPlace, attributes } = procedure;
  const own = (type: string) => `\nexport type ${name}Entry = ${name} & ${type};\n`;
  if (primaryKey !== undefined) {
    const key = keyText(primaryKey);
    if (keyPlace === 'data' && !fields.has(primaryKey)) return own(`{ ${key}?: never }`);
    return keyPlace === 'topLevel' ? own(`{ data?: { ${key}?: never } }`) : '';
  }
  // A key that the config does not name may be any attribute.
  if (!knowsAllAttributes(procedure)) return own('{ [attribute: string]: unknown }');
  // Not by `Partial` and `Record`: a procedure may have one of these names.
  const keys = [...new Set(attributes.map(({ shortId }) => shortId))].filter(key => !fields.has(key));
  return keys.length === 0 ? '' : own(`{ [K in ${keys.map(text).join(' | ')}]?: unknown }`);
}

function members(
  attributes: readonly Attribute[],
  required: ReadonlySet<string>,
  whole: boolean,
  words: Words,
  indent: string,
): string {
  const seen = new Set<string>();
  const lines = attributes
    .filter(({ shortId }) => !seen.has(shortId) && seen.add(shortId))
    .flatMap(attribute => [
      comment(about(attribute, words), indent),
      `${indent}${keyText(attribute.shortId)}${required.has(attribute.shortId) ? '' : '?'}: ${typeOf(attribute)};`,
    ]);
  return [...lines, ...(whole ? [] : [`${indent}[attribute: string]: unknown;`])]
    .map(line => `${line}\n`)
    .join('');
}

function about(attribute: Attribute, words: Words): string {
  const said = `${attribute.name}. ${words.expected(kindOf(attribute))}`;
  return attribute.derived ? `${said} @deprecated ${words.note('derived')}` : said;
}

/** As {@link ../schema/attribute.attributeSchema} has it: `null` passes unless the attribute is required. */
function typeOf(attribute: Attribute): string {
  if (attribute.learnt === true) return 'unknown';
  const orNull = (type: string): string => (attribute.required ? type : `${type} | null`);
  switch (kindOf(attribute)) {
    case 'text':
    case 'audio':
    case 'email':
    case 'phone':
    case 'photo':
    case 'isoDateTime':
      return orNull('string');
    case 'integer':
    case 'number':
    case 'epoch':
      return orNull('number');
    // Documented as integers, but not in which unit (section 16, 20 of service-facts).
    case 'date':
    case 'time':
      return orNull('number | string');
    case 'boolean':
      return orNull('boolean');
    case 'object':
      return orNull('{ [key: string]: unknown }');
    case 'option': {
      const one = union(attribute.options);
      return one === undefined ? 'unknown' : orNull(one);
    }
    // Whether several options travel as an array is not documented: what stands in one is checked, and anything else passes.
    case 'options': {
      const one = union(attribute.options);
      return one === undefined
        ? 'unknown'
        : `(${one})[] | string | number | boolean | null | { [key: string]: unknown }`;
    }
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
