export type DataType = 'string' | 'integer' | 'float' | 'boolean' | 'json';

/**
 * Every attribute type that the documents name -> its data type, null where none is given.
 * The first block is the table of docs:data-model/attribute; the second the lists of
 * help:sales/lead-management/other-lead-management-features/lead-attribute-type-list and
 * help:sales/lead/add-lead-attributes. The latter has labels only ("Text Area"): writing them like the others is an assumption.
 */
export const attributeTypes = {
  string: 'string',
  text: 'string',
  stringId: 'string',
  name: 'string',
  email: 'string',
  phone: 'string',
  photo: 'string',
  multiPhotos: 'string',
  audio: 'string',
  datetimeISO8601: 'string',
  integer: 'integer',
  integerId: 'integer',
  number: 'integer',
  date: 'integer',
  time: 'integer',
  datetime: 'integer',
  float: 'float',
  decimal: 'float',
  boolean: 'boolean',
  stringEnum: 'json',
  integerEnum: 'json',
  floatEnum: 'json',
  multiStringEnum: 'json',
  multiIntegerEnum: 'json',
  multiFloatEnum: 'json',

  booking: null,
  cart: null,
  customObject: null,
  multiCustomObject: null,
  document: null,
  multiDocuments: null,
  externalObject: null,
  multiExternalObject: null,
  googleAddress: null,
  monthOfYear: null,
  multiString: null,
  textArea: null,
  state: null,
  status: null,
  user: null,
  username: null,
  record: null,
  recordCollection: null,
  process: null,
  processCollection: null,
  task: null,
  taskCollection: null,
  otp: null,
  url: null,
  html: null,
  geolocation: null,
  json: null,
} as const satisfies Record<string, DataType | null>;

export type TypeName = keyof typeof attributeTypes;

const irregular: Partial<Record<TypeName, string>> = {
  datetimeISO8601: 'DatetimeISO',
  otp: 'OTP',
  url: 'URL',
  html: 'HTML',
};

/** The label of a type in the manner of the help pages: `stringEnum` -> `String Enum`. */
export function typeLabel(type: TypeName): string {
  const spaced = type.replace(/(?=[A-Z])/g, ' ');
  return irregular[type] ?? spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
