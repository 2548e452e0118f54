import type { FindingKind } from '../../payload/finding';
import type { SyntaxCode } from '../../payload/parse';
import type { SchemaFindingKind } from '../../payload/schemaKind';

/** How much one request may hold. */
export interface Limits {
  /** Entries. */
  readonly entries: number;
  /** Of the body, in bytes. */
  readonly bytes: number;
}

/** Everything that the pre-flight found; plain data, codes and parameters only. */
export interface PreflightReport {
  readonly entries: number;
  /** False: there was no schema, or it could not be compiled; then nothing was checked by it. */
  readonly checkedBySchema: boolean;
  /** Distinct causes: errors first, then warnings, then notes; within these the most frequent first. */
  readonly causes: readonly Cause[];
  /** Findings of causes beyond the first {@link mostCauses}. */
  readonly further: number;
  /** Entries that are never sent as they are: at least one error. One bit an entry, entry 0 is the lowest bit of byte 0. */
  readonly blocked: Uint8Array;
  readonly blockedCount: number;
  /** Entries with an error or a warning: *Send only the valid ones* leaves them out. */
  readonly flawed: Uint8Array;
  readonly flawedCount: number;
  /** Entries whose primary key stands in an earlier entry, too; empty without a primary key. */
  readonly repeats: Repeats;
  readonly limits: Limits;
  readonly requests: {
    /** All but the blocked ones. */
    readonly all: RequestPlan;
    /** All but the flawed ones. */
    readonly valid: RequestPlan;
  };
}

/** More causes than these are counted, not listed. */
export const mostCauses = 1000;

/** So many places are kept of each cause. */
export const mostPlaces = 20;

/** So many of the offending values are kept of each cause, as JSON, shortened. */
export const mostValues = 3;

export type Cause = CauseKind & {
  /** `error`: entries with it are never sent. `note`: worth knowing, the entry counts as valid. */
  readonly severity: Severity;
  /** Within the entry: keys, and `null` for any place in a list. */
  readonly path: CausePath;
  /** How many entries have it. */
  readonly entries: number;
  /** The first ones. */
  readonly places: readonly Place[];
  readonly values: readonly string[];
};

export type Severity = 'error' | 'warning' | 'note';

export type CausePath = readonly (string | null)[];

export interface Place {
  /** From 0. */
  readonly entry: number;
  /** From 1: where the entry begins; of an entry that is no JSON, where it goes wrong. */
  readonly line: number;
  /** From 1, in UTF-16 units; only where an entry is no JSON. */
  readonly column?: number;
}

/** As for a single payload, where there is the same finding. */
export type CauseKind =
  | SchemaFindingKind
  | Extract<FindingKind, { code: 'placeholder' | 'duplicateKey' | 'primaryKeyDiffers' }>
  /** No JSON inside. */
  | Kind<'unreadable', { problem: SyntaxCode }>
  /** Bytes that are no UTF-8. */
  | Kind<'notUtf8'>
  /** Does not fit into a request by itself. */
  | Kind<'oversized', { limit: number }>
  /** A number that changes for whoever reads it as a double; the bytes are sent as they are. */
  | Kind<'lossyNumber'>
  /** A `$schema` within an entry is sent along: it is cut from single payloads only. */
  | Kind<'schemaKey'>
  /** Neither at the top level nor in `data`, or null, or an empty text: results cannot be mapped by it. */
  | Kind<'noPrimaryKey', { key: string }>
  /** A list, an object or a boolean. */
  | Kind<'primaryKeyNotText', { key: string }>;

interface Kind<Code extends string, Params = Readonly<Record<string, never>>> {
  readonly code: Code;
  readonly params: Readonly<Params>;
}

export interface Repeats {
  /** Distinct keys that stand in several entries. */
  readonly keys: number;
  /** Entries that repeat an earlier one; the first of each key is not among them. */
  readonly entries: number;
  /** The same, one bit an entry. */
  readonly set: Uint8Array;
  /** The first keys, by their first entry. */
  readonly examples: readonly RepeatedKey[];
}

export interface RepeatedKey {
  /** As text: a number and a text that read the same are the same key. */
  readonly key: string;
  /** All entries with it, the first included. */
  readonly count: number;
  readonly places: readonly Place[];
}

export interface RequestPlan {
  readonly entries: number;
  readonly requests: number;
  /** Of all bodies together. */
  readonly bytes: number;
}
