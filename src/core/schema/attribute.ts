import type { Attribute, Option } from '../catalog/model';
import type { Json, JsonObject } from '../json';
import { leastSeconds, mostSeconds } from '../values/moment';
import { insertion } from './insertion';
import { isDocumented, kindOf } from './kind';
import { optionLists, type OptionList } from './optionLists';
import { plain, plainLong } from './plain';
import type { AttributeNote, SchemaWords, ValueKind } from './words';

/** How an attribute stands in its procedure. */
export interface AttributeRole {
  readonly primaryKey: boolean;
  readonly primaryIdentifier: boolean;
  /** Its place in the config: completion lists what is required first, then in this order. */
  readonly index: number;
  /** The lists of the schema's definitions that its values may come from. */
  readonly lists?: ReadonlySet<OptionList>;
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
    ...(attribute.learnt
      ? {}
      : { ...constraint(attribute, kind, words, role.lists), ...filled(attribute, kind) }),
    ...insertion(attribute, kind, words, hasList(kind, role.lists)),
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
  const expected = isDocumented(kind)
    ? words.expected(kind)
    : `${words.expected(kind)} ${words.undocumented()}`;
  return [plainLong(attribute.description ?? ''), facts.join(' '), expected]
    .filter(line => line !== '')
    .join('\n');
}

function rank(attribute: Attribute, role: AttributeRole): string {
  if (role.primaryKey) return '0';
  if (attribute.required) return '1';
  return attribute.hidden ? '3' : '2';
}

function constraint(
  attribute: Attribute,
  kind: ValueKind,
  words: SchemaWords,
  lists: ReadonlySet<OptionList> | undefined,
): JsonObject {
  const typed = (type: string, more: JsonObject = {}): JsonObject => ({
    type: attribute.required ? type : [type, 'null'],
    errorMessage: words.expected(kind),
    ...more,
  });
  switch (kind) {
    case 'text':
    case 'audio':
    case 'phone':
    case 'photo':
      return typed('string');
    case 'email':
      return typed('string', { format: 'email' });
    case 'isoDateTime':
      return typed('string', { pattern: isoDateTime });
    case 'integer':
      return typed('integer');
    case 'epoch':
      return typed('integer', { allOf: [notSeconds(words)] });
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
    // Whatever stands there is sent as it is: a list that the config knows is offered, and anything else passes.
    default:
      if (!hasList(kind, lists)) return suggestions(attribute.options ?? []);
      return optionLists[kind] === 'users'
        ? {}
        : { anyOf: [{ $ref: `#/definitions/${optionLists[kind]}` }, {}] };
  }
}

function hasList(
  kind: ValueKind,
  lists: ReadonlySet<OptionList> | undefined,
): kind is keyof typeof optionLists {
  return (
    Object.hasOwn(optionLists, kind) && lists?.has(optionLists[kind as keyof typeof optionLists]) === true
  );
}

/** Milliseconds since 1970 that would be a day in early 1970, and as seconds one of our time. */
function notSeconds(words: SchemaWords): JsonObject {
  return {
    not: { type: 'number', minimum: leastSeconds, maximum: mostSeconds },
    errorMessage: words.looksLikeSeconds(),
  };
}

/** Kinds that no empty text passes anyway. */
const neverEmptyText: ReadonlySet<ValueKind> = new Set([
  'email',
  'isoDateTime',
  'integer',
  'number',
  'epoch',
  'boolean',
  'option',
  'object',
]);

/** That an empty text is no value for what is required is an assumption, as everything about required attributes. */
function filled(attribute: Attribute, kind: ValueKind): JsonObject {
  return attribute.required && !attribute.derived && !neverEmptyText.has(kind) ? { minLength: 1 } : {};
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
