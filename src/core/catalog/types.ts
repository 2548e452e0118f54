import type { DataType } from './model';
import { plain } from './reading/vocabulary';

/** What is known of an attribute type. `dataType` is absent where the documents give none. */
export interface AttributeType {
  /** The name as page docs:data-model/attribute spells it, or the same manner of spelling. */
  readonly type: string;
  readonly dataType?: DataType;
}

/** Page docs:data-model/attribute: data type -> types. */
const DOCUMENTED: Readonly<Record<DataType, readonly string[]>> = {
  string: [
    'string',
    'text',
    'stringId',
    'name',
    'email',
    'phone',
    'photo',
    'multiPhotos',
    'audio',
    'datetimeISO8601',
  ],
  integer: ['integer', 'integerId', 'number', 'date', 'time', 'datetime'],
  float: ['float', 'decimal'],
  boolean: ['boolean'],
  json: ['stringEnum', 'integerEnum', 'floatEnum', 'multiStringEnum', 'multiIntegerEnum', 'multiFloatEnum'],
};

/** Pages help:sales/lead-management/…/lead-attribute-type-list and help:sales/lead/add-lead-attributes: types without a data type. */
const FURTHER: readonly string[] = [
  'booking',
  'cart',
  'customObject',
  'multiCustomObject',
  'document',
  'multiDocuments',
  'externalObject',
  'multiExternalObject',
  'googleAddress',
  'monthOfYear',
  'multiString',
  'textArea',
  'state',
  'status',
  'user',
  'username',
  'record',
  'recordCollection',
  'process',
  'processCollection',
  'task',
  'taskCollection',
  'otp',
  'url',
  'html',
  'geolocation',
  'json',
];

/** Other words for a documented type; `datetimeISO` is a label of the help pages, the others are assumed. */
const OTHER_WORDS: Readonly<Record<string, string>> = {
  datetimeISO: 'datetimeISO8601',
  int: 'integer',
  bool: 'boolean',
  double: 'float',
  phoneNumber: 'phone',
  emailAddress: 'email',
  multiPhoto: 'multiPhotos',
  multiDocument: 'multiDocuments',
};

const TABLE: ReadonlyMap<string, AttributeType> = makeTable();

function makeTable(): Map<string, AttributeType> {
  const table = new Map<string, AttributeType>();
  const add = (known: AttributeType): void => {
    // Under its own name too, so that most look-ups need no second one.
    for (const word of [plain(known.type), known.type]) table.set(word, known);
  };
  for (const [dataType, types] of Object.entries(DOCUMENTED) as [DataType, readonly string[]][]) {
    for (const type of types) add({ type, dataType });
  }
  for (const type of FURTHER) add({ type });
  for (const [word, type] of Object.entries(OTHER_WORDS)) {
    const known = table.get(plain(type));
    if (known !== undefined) table.set(plain(word), known);
  }
  return table;
}

/**
 * Looks up an attribute type by any of its spellings: `multiStringEnum`, `multi_string_enum`, `Multi String Enum`.
 * Undefined for a word that is in no page.
 */
export function attributeType(word: string): AttributeType | undefined {
  return TABLE.get(word) ?? TABLE.get(plain(word));
}

/** The names of all types that a page documents, in the order of the pages. */
export function documentedTypes(): readonly string[] {
  return [...Object.values(DOCUMENTED).flat(), ...FURTHER];
}

const DATA_TYPES: ReadonlyMap<string, DataType> = new Map([
  ['string', 'string'],
  ['text', 'string'],
  ['integer', 'integer'],
  ['int', 'integer'],
  ['long', 'integer'],
  ['float', 'float'],
  ['double', 'float'],
  ['decimal', 'float'],
  // As a data type, not as an attribute type: the wider of the two numeric ones, so that nothing right is called wrong.
  ['number', 'float'],
  ['boolean', 'boolean'],
  ['bool', 'boolean'],
  ['json', 'json'],
  ['object', 'json'],
  ['array', 'json'],
]);

/** A data type by the word of a config; undefined for an unknown word. */
export function dataTypeOf(word: string): DataType | undefined {
  return DATA_TYPES.get(plain(word));
}

/** True for a type whose values come from a list of options (the enum types of docs:data-model/attribute). */
export function isEnumType(type: string): boolean {
  return type.endsWith('Enum') && attributeType(type)?.type === type;
}

/** True for an enum type of numbers. */
export function isNumericEnum(type: string): boolean {
  return isEnumType(type) && /integer|float/iu.test(type);
}
