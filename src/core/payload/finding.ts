import type { SyntaxCode } from './parse';
import type { TextRange } from './range';
import type { Path } from './tree';

/** What JSON calls the type of a value; `integer` is a number without a fraction. */
export type JsonType = 'string' | 'number' | 'integer' | 'boolean' | 'object' | 'array' | 'null';

/** One thing that a payload has against being sent as it is: a code with parameters, no sentence. */
export type Finding = FindingBase & FindingKind;

interface FindingBase extends TextRange {
  readonly severity: 'error' | 'warning';
  /** True when it cannot be sent at all like this; otherwise the user may send all the same. */
  readonly blocks: boolean;
  readonly path: Path;
}

export type FindingKind =
  /** Not JSON. `line` and `column` begin at 1; `found` is the text that stands there. */
  | Kind<'syntax', { problem: SyntaxCode; line: number; column: number; found: string }>
  | Kind<'comment'>
  /** The config is not there, or no longer has the procedure: whether the payload fits it is not known. */
  | Kind<'notChecked'>
  /** Half of a character pair: UTF-8 cannot carry it. */
  | Kind<'loneSurrogate'>
  /** Several processes: Create takes one. */
  | Kind<'isArray', { count: number }>
  | Kind<'notAnObject', { actual: JsonType }>
  /** A placeholder of the draft is still there. */
  | Kind<'placeholder', { text: string }>
  /** A key for the second time in one object. */
  | Kind<'duplicateKey', { key: string }>
  /** The primary key at the top level and another value in `data`. */
  | Kind<'primaryKeyDiffers', { key: string }>
  | Kind<'missing', { name: string }>
  /** A required attribute that holds an empty text. */
  | Kind<'empty'>
  /** A field that Create does not document; `isAttribute` when the procedure has an attribute of this name. */
  | Kind<'unknownField', { name: string; isAttribute: boolean }>
  /** `suggestion`: a known short id that is nearly the same. */
  | Kind<'unknownAttribute', { name: string; suggestion?: string }>
  | Kind<'type', { expected: readonly JsonType[]; actual: JsonType }>
  /** Not one of the known values; the first few of them. */
  | Kind<'option', { allowed: readonly string[]; more: number }>
  | Kind<'unknownUser'>
  | Kind<'format', { format: 'email' | 'isoDateTime' | 'other' }>
  /** A time in epoch ms that is so small that it must be in seconds. */
  | Kind<'looksLikeSeconds'>
  /** The primary key of an entry, and the user's settings want it elsewhere. */
  | Kind<'keyPlace', { wanted: 'topLevel' | 'data' }>
  /** A calculated attribute: sending it is useless (an inference, section 11.2 of service-facts). */
  | Kind<'derived'>
  /** Another rule of the schema. */
  | Kind<'rule', { keyword: string }>;

interface Kind<Code extends string, Params = Readonly<Record<string, never>>> {
  readonly code: Code;
  readonly params: Readonly<Params>;
}
