import type { Uri } from 'vscode';
import type { Binding } from '../../../core/binding';
import type { PreflightOutcome } from '../../../core/bulk/preflight/pool';
import type { Procedure } from '../../../core/catalog/model';
import type { Connection } from '../../../core/connection';
import type { Existing } from './existing';
import type { EntrySets } from './sets';

/** A file, and where its entries would go. */
export interface BulkTarget {
  readonly file: Uri;
  readonly binding: Binding;
  readonly connection: Connection;
  /** As the catalog has it now. */
  readonly procedure: Procedure | undefined;
  /** Why entries cannot be checked against the config; absent when they can. */
  readonly unchecked?: Unchecked;
}

/** `noCatalog`: the config is not there, with the reason as a sentence. `noProcedure`: the config does not hold the procedure. */
export type Unchecked =
  | { readonly why: 'noCatalog'; readonly reason: string | undefined }
  | { readonly why: 'noProcedure' }
  /** The schema of the procedure could not be used. */
  | { readonly why: 'noSchema' };

type Checked = Extract<PreflightOutcome, { kind: 'done' }>;

/** A file that was checked and can be read as entries. */
export interface CheckedFile {
  readonly target: BulkTarget;
  readonly outcome: Checked;
  readonly unchecked: Unchecked | undefined;
  /** SHA-256 of the schema that it was checked by. */
  readonly schemaHash: string | undefined;
  readonly sets: EntrySets;
  /** Findings keep an entry from being sent, by the setting chakra.checks.strict. */
  readonly strict: boolean;
  /** The state of the file before it was read: a file that is in another one has changed. */
  readonly stamp: string;
  /** What the service said of primary keys, once it was asked. */
  readonly existing?: Existing;
}

/** The short id that entries are sent to, and the name that people know it by. */
export function procedureOf({ binding, procedure }: BulkTarget): { shortId: string; name: string } {
  const { shortId, name } = procedure ?? binding;
  return { shortId, name };
}
