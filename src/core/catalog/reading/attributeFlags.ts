import type { Json } from '../../json';
import type { Attribute, Option } from '../model';
import { flag, presence } from './flags';
import type { AttributeFields } from './spellings';

/** What one place says about an attribute; absent = it says nothing. */
export interface Flags {
  readonly required?: boolean | undefined;
  readonly hidden?: boolean | undefined;
  readonly derived?: boolean | undefined;
  readonly options?: readonly Option[] | undefined;
}

const DERIVED_KINDS = new Set(['derived', 'calculated', 'computed', 'formula']);

/** The flags that the fields of an attribute, or of a link to one, set. */
export function flagsOf(fields: AttributeFields): Flags {
  const word = presence(fields.presence);
  const kind = isDerivedKind(fields.kind) || isDerivedKind(fields.type);
  return {
    required: flag(fields.required) ?? not(flag(fields.optional)) ?? word.required,
    hidden: flag(fields.hidden) ?? not(flag(fields.visible)) ?? word.hidden,
    derived: flag(fields.derived) ?? (kind || undefined),
  };
}

function isDerivedKind(value: Json | undefined): boolean {
  return typeof value === 'string' && DERIVED_KINDS.has(value.toLowerCase());
}

function not(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value;
}

/** The attribute with the flags of a link to it; the same object where nothing changes. */
export function withFlags(attribute: Attribute, flags: Flags): Attribute {
  const required = flags.required ?? attribute.required;
  const hidden = flags.hidden ?? attribute.hidden;
  const derived = flags.derived ?? attribute.derived;
  const same =
    required === attribute.required &&
    hidden === attribute.hidden &&
    derived === attribute.derived &&
    flags.options === undefined;
  if (same) return attribute;
  return { ...attribute, required, hidden, derived, ...(flags.options && { options: flags.options }) };
}

/** Two descriptions of one attribute: the first one's words, what is missing from the second, flags of both. */
export function merge(first: Attribute, second: Attribute): Attribute {
  const { type: firstType, dataType: firstData, ...own } = first;
  const { type: secondType, dataType: secondData, ...other } = second;
  const [type, dataType] =
    firstType === '' && firstData === undefined ? [secondType, secondData] : [firstType, firstData];
  return {
    ...other,
    ...own,
    name: first.name === first.shortId ? second.name : first.name,
    type,
    ...(dataType !== undefined && { dataType }),
    required: first.required || second.required,
    hidden: first.hidden || second.hidden,
    derived: first.derived || second.derived,
  };
}

/** What an object says about an attribute: nothing but which one it is, a name, or what it holds. */
export function describes(fields: AttributeFields): 'nothing' | 'name' | 'content' {
  const { name, attributeType, type, dataType, options } = fields;
  if ([attributeType, type, dataType, options].some(value => value !== undefined)) return 'content';
  return name === undefined ? 'nothing' : 'name';
}
