import type { Attribute, Option } from '../catalog/model';
import type { Json, JsonObject } from '../json';
import { isQuoted, kindOf } from './kind';
import { placeholderStop, placeholderText } from './placeholder';
import { plain, plainLong } from './plain';
import type { AttributeNote, SchemaWords, ValueKind } from './words';

/** How an attribute stands in its procedure. */
export interface AttributeRole {
  readonly primaryKey: boolean;
  readonly primaryIdentifier: boolean;
  /** Its place in the config: completion lists what is required first, then in this order. */
  readonly index: number;
}

/**
 * ISO 8601 as people and the documents write it: a date, with or without a time, with or without a zone (a sample of page
 * api-11531119 has none, so the stricter JSON Schema format `date-time` would be wrong).
 */
const isoDateTime =
  '^\\d{4}-\\d{2}-\\d{2}([T ]\\d{2}:\\d{2}(:\\d{2}([.,]\\d{1,9})?)?(Z|z|[+-]\\d{2}(:?\\d{2})?)?)?$';

/**
 * The schema of one attribute's value. Types are those of page docs:data-model/attribute; where the wire format is not
 * documented, or the attribute was only learnt from existing processes, there is none. `null` is let through unless the
 * attribute is required: what the service makes of it is undocumented.
 */
export function attributeSchema(attribute: Attribute, role: AttributeRole, words: SchemaWords): JsonObject {
  const kind = kindOf(attribute);
  return {
    title: plain(attribute.name),
    description: describe(attribute, role, kind, words),
    ...detail(attribute),
    suggestSortText: `${rank(attribute, role)}${String(role.index).padStart(5, '0')}`,
    ...(attribute.derived ? { deprecationMessage: words.note('derived') } : {}),
    ...(attribute.learnt ? {} : { ...constraint(attribute, kind, words), ...filled(attribute, kind) }),
    ...insertion(attribute, kind, words),
  };
}

/** What completion shows beside the short id: the name, which it would not show otherwise, and the type. */
function detail({ shortId, name, type }: Attribute): JsonObject {
  const parts = [name === shortId ? '' : plain(name), plain(type, 60)].filter(part => part !== '');
  return parts.length === 0 ? {} : { completionDetail: parts.join(' · ') };
}

function describe(attribute: Attribute, role: AttributeRole, kind: ValueKind, words: SchemaWords): string {
  const notes: readonly (AttributeNote | false)[] = [
    role.primaryKey && 'primaryKey',
    role.primaryIdentifier && 'primaryIdentifier',
    attribute.required && !attribute.derived && 'required',
    attribute.hidden && 'hidden',
    attribute.derived && 'derived',
    attribute.learnt === true && 'learnt',
    attribute.corrected === true && 'corrected',
  ];
  const facts = notes.filter(note => note !== false).map(note => words.note(note));
  if (attribute.type !== '') facts.unshift(words.type(plain(attribute.type, 60)));
  return [plainLong(attribute.description ?? ''), facts.join(' '), words.expected(kind)]
    .filter(line => line !== '')
    .join('\n');
}

function rank(attribute: Attribute, role: AttributeRole): string {
  if (role.primaryKey) return '0';
  if (attribute.required) return '1';
  return attribute.hidden ? '3' : '2';
}

function constraint(attribute: Attribute, kind: ValueKind, words: SchemaWords): JsonObject {
  const typed = (type: string, more: JsonObject = {}): JsonObject => ({
    type: attribute.required ? type : [type, 'null'],
    errorMessage: words.expected(kind),
    ...more,
  });
  switch (kind) {
    case 'text':
    case 'phone':
    case 'photo':
      return typed('string');
    case 'email':
      return typed('string', { format: 'email' });
    case 'isoDateTime':
      return typed('string', { pattern: isoDateTime });
    case 'integer':
    case 'epoch':
      return typed('integer');
    case 'number':
      return typed('number');
    case 'boolean':
      return typed('boolean');
    case 'object':
      return typed('object');
    // Documented as integers, but neither day, second nor millisecond is said (section 16, 20 of service-facts): text passes too.
    case 'date':
    case 'time':
      return {
        type: ['integer', 'string', ...(attribute.required ? [] : ['null'])],
        errorMessage: words.expected(kind),
      };
    case 'option':
      return choice(attribute.options ?? [], !attribute.required);
    // Whether several options travel as an array is not documented: no type, but what stands in an array is checked.
    case 'options':
      return { items: choice(attribute.options ?? [], false) };
    case 'list':
      return { items: {} };
    case 'any':
      return suggestions(attribute.options ?? []);
  }
}

/** Kinds for which any text would pass. */
const freeText: ReadonlySet<ValueKind> = new Set([
  'text',
  'phone',
  'photo',
  'date',
  'time',
  'options',
  'list',
  'any',
]);

/** That an empty text is no value for what is required is an assumption, as everything about required attributes. */
function filled(attribute: Attribute, kind: ValueKind): JsonObject {
  return attribute.required && !attribute.derived && freeText.has(kind) ? { minLength: 1 } : {};
}

/** `enum` with a description beside each value; nothing where the options are not known. */
function choice(options: readonly Option[], nullable: boolean): JsonObject {
  const distinct = [...new Map(options.map(option => [option.value, option])).values()];
  if (distinct.length === 0) return {};
  const values: readonly Json[] = distinct.map(option => option.value);
  const descriptions = distinct.map(describeOption);
  return {
    enum: nullable ? [...values, null] : values,
    enumDescriptions: nullable ? [...descriptions, ''] : descriptions,
    // VS Code inserts an only value by itself; with an empty snippet beside it, it asks instead.
    ...(values.length === 1 ? { defaultSnippets: [{}] } : {}),
  };
}

function describeOption(option: Option): string {
  // VS Code's hover puts the value between backticks: one that holds some gets no description, and is then not shown there.
  if (/[`\p{Cc}]/u.test(String(option.value))) return '';
  return plain([option.label, option.description].filter(text => text !== undefined).join(': '), 500);
}

/** Options of an attribute whose type is not known: offered, but anything else passes. */
function suggestions(options: readonly Option[]): JsonObject {
  return options.length === 0 ? {} : { anyOf: [choice(options, false), {}] };
}

/**
 * What VS Code inserts behind the key, where its own choice would not do: without a `type` it inserts nothing, for numbers
 * a 0 that nobody chose. A snippet without a body inserts only `: ` and opens the suggestions.
 */
function insertion(attribute: Attribute, kind: ValueKind, words: SchemaWords): JsonObject {
  if (!attribute.learnt && insertedWell(attribute, kind)) return {};
  if (!attribute.learnt && kind === 'any' && attribute.options?.length) return { defaultSnippets: [{}] };
  const quoted = isQuoted(attribute);
  if (quoted && kind !== 'option' && kind !== 'options')
    return { defaultSnippets: [{ label: '""', body: '$1' }] };
  const word = words.placeholder(kind);
  const body = `^${placeholderStop(word, 1, quoted)}`;
  return { defaultSnippets: [{ label: placeholderText(word), body }] };
}

/** True where VS Code itself inserts `""`, `{}`, `[]`, or asks with a list. */
function insertedWell(attribute: Attribute, kind: ValueKind): boolean {
  if (kind === 'option') return (attribute.options?.length ?? 0) > 0;
  return ['text', 'phone', 'photo', 'email', 'isoDateTime', 'boolean', 'object', 'list', 'options'].includes(
    kind,
  );
}
