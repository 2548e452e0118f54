import type { Edit, TextRange } from '../range';

/** What a quick fix does: a code with parameters, no sentence. Texts are as they stand in the payload, without quotes. */
export type FixKind =
  /** Text that holds a number becomes the number, a number the text: exactly the same digits. */
  | { readonly code: 'asNumber' | 'asText' | 'asBoolean'; readonly to: string }
  /** ISO 8601 text to epoch ms; `zone`: its own, or as what a text without one is taken. */
  | { readonly code: 'isoToMs'; readonly zone: 'own' | 'utc' | 'local'; readonly to: string }
  | { readonly code: 'msToIso'; readonly to: string }
  | { readonly code: 'secondsToMs'; readonly to: string }
  /** A value that the config knows; `label` says what it is called where that is not what was written. */
  | { readonly code: 'choice'; readonly to: string; readonly label?: string }
  /** The key becomes the short id of an attribute, or the name of a field of a process. */
  | { readonly code: 'renameAttribute' | 'renameField'; readonly from: string; readonly to: string }
  /** An attribute beside `data` goes into it, under its short id. */
  | { readonly code: 'move'; readonly from: string; readonly to: string }
  | { readonly code: 'removeDerived' | 'removePlaceholder'; readonly from: string };

export type FixCode = FixKind['code'];

/** A quick fix of one place. Its edits are in order and do not overlap. */
export interface Fix {
  readonly kind: FixKind;
  /** Where it is offered: the property, or the item of a list. */
  readonly at: TextRange;
  readonly edits: readonly Edit[];
  /** There is no other way to mend this place. */
  readonly isOnly: boolean;
  /** A rewriting of what is not known to be wrong, for example of a date whose unit the documents do not say. */
  readonly isRewrite?: true;
  /** There is no doubt what was meant: the same value or key in another type, case or spelling. One token is rewritten, so that all can be done at once. */
  readonly isSure?: true;
  /** Fixes of one group can be done together; absent: not together with others. */
  readonly group?: FixGroup;
}

export type FixGroup = Exclude<FixCode, 'isoToMs'> | 'isoToMs:own' | 'isoToMs:utc' | 'isoToMs:local';

/** All fixes of one group in a payload, where there are at least two. */
export interface FixAll {
  readonly count: number;
  readonly edits: readonly Edit[];
}

export interface Fixes {
  /** In the order of the text. */
  readonly single: readonly Fix[];
  readonly all: ReadonlyMap<FixGroup, FixAll>;
  /** All that are sure, whatever their group; undefined where there are none. */
  readonly sure?: FixAll;
}
