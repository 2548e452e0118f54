import type { Attribute } from '../catalog/model';
import type { ValueKind } from './words';

/** Types whose value is documented (pages docs:data-model/attribute and api-11530135), and `multi…` ones by their names. */
const byType: Readonly<Record<string, ValueKind>> = {
  string: 'text',
  text: 'text',
  stringId: 'text',
  name: 'text',
  audio: 'text',
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
  multiPhotos: 'list',
  multiString: 'list',
  multiDocuments: 'list',
  multiExternalObject: 'list',
  multiCustomObject: 'list',
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

/** True when a value of this attribute is surely written between quotes. */
export function isQuoted(attribute: Attribute): boolean {
  const kind = kindOf(attribute);
  if (kind === 'option' || kind === 'options') {
    const options = attribute.options ?? [];
    return options.length > 0
      ? options.every(option => typeof option.value === 'string')
      : /string/i.test(attribute.type);
  }
  return ['text', 'email', 'phone', 'photo', 'isoDateTime'].includes(kind);
}
