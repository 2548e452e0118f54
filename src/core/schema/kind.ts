import type { Attribute } from '../catalog/model';
import type { ValueKind } from './words';

/** Every type of the documents (section 11.2 of service-facts); values by pages docs:data-model/attribute and api-11530135. */
const byType: Readonly<Record<string, ValueKind>> = {
  string: 'text',
  text: 'text',
  stringId: 'text',
  name: 'text',
  audio: 'audio',
  email: 'email',
  phone: 'phone',
  photo: 'photo',
  datetimeISO8601: 'isoDateTime',
  integer: 'integer',
  integerId: 'integer',
  number: 'integer',
  date: 'date',
  time: 'time',
  datetime: 'epoch',
  float: 'number',
  decimal: 'number',
  boolean: 'boolean',
  stringEnum: 'option',
  integerEnum: 'option',
  floatEnum: 'option',
  multiStringEnum: 'options',
  multiIntegerEnum: 'options',
  multiFloatEnum: 'options',
  externalObject: 'object',
  // No page says how these are written.
  multiPhotos: 'photos',
  multiString: 'texts',
  document: 'document',
  multiDocuments: 'documents',
  multiExternalObject: 'objects',
  customObject: 'custom',
  multiCustomObject: 'customs',
  booking: 'booking',
  cart: 'cart',
  googleAddress: 'address',
  geolocation: 'position',
  monthOfYear: 'month',
  textArea: 'longText',
  url: 'url',
  html: 'html',
  otp: 'otp',
  json: 'json',
  state: 'state',
  status: 'status',
  user: 'user',
  username: 'username',
  record: 'record',
  recordCollection: 'records',
  process: 'process',
  processCollection: 'processes',
  task: 'task',
  taskCollection: 'tasks',
};

const byDataType = {
  string: 'text',
  integer: 'integer',
  float: 'number',
  boolean: 'boolean',
  json: 'any',
} as const satisfies Record<NonNullable<Attribute['dataType']>, ValueKind>;

/** The kind of value of an attribute: by its type, else by the data type that the config gives, else `any`. */
export function kindOf(attribute: Attribute): ValueKind {
  const known = Object.hasOwn(byType, attribute.type) ? byType[attribute.type] : undefined;
  return known ?? (attribute.dataType === undefined ? 'any' : byDataType[attribute.dataType]);
}

const documented: ReadonlySet<ValueKind> = new Set([
  'text',
  'audio',
  'email',
  'phone',
  'photo',
  'isoDateTime',
  'integer',
  'number',
  'epoch',
  'date',
  'time',
  'boolean',
  'option',
  'options',
  'object',
]);

/** False for a kind of which no page says how it is written: its hover says so, and nothing is checked. */
export function isDocumented(kind: ValueKind): boolean {
  return documented.has(kind);
}

const lists: ReadonlySet<ValueKind> = new Set([
  'options',
  'photos',
  'texts',
  'documents',
  'objects',
  'customs',
  'records',
  'processes',
  'tasks',
]);

/** True for a kind that holds several values, by its name: a draft writes them as an array, which is likely. */
export function isList(kind: ValueKind): boolean {
  return lists.has(kind);
}

/** Written between quotes, or where that is not documented most likely so; of a list, each of its items. */
const quoted: ReadonlySet<ValueKind> = new Set([
  'text',
  'audio',
  'email',
  'phone',
  'photo',
  'isoDateTime',
  'longText',
  'url',
  'html',
  'otp',
  'photos',
  'texts',
  'document',
  'documents',
  'user',
  'username',
  'state',
  'status',
  'record',
  'records',
  'process',
  'processes',
  'task',
  'tasks',
]);

/** True when a value of this attribute, or each item of it, is written between quotes. */
export function isQuoted(attribute: Attribute): boolean {
  const kind = kindOf(attribute);
  if (kind === 'option' || kind === 'options') {
    const options = attribute.options ?? [];
    return options.length > 0
      ? options.every(option => typeof option.value === 'string')
      : /string/i.test(attribute.type);
  }
  return quoted.has(kind);
}
