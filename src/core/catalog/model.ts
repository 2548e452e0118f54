/**
 * Our own, normalised picture of a team's config. It is plain JSON data: it goes to the disk and comes back unchanged.
 * All texts come from the service and are untrusted: whoever shows one escapes it.
 */
export interface Catalog {
  /** Raised when the shape changes: an older cache is then read again from the service. */
  readonly version: 1;
  /** When the config was fetched, epoch ms. */
  readonly fetchedAt: number;
  readonly team: Team | null;
  readonly procedures: readonly Procedure[];
  readonly entities: readonly Entity[];
  /** Users of the team; empty until List Users has answered. */
  readonly users: readonly User[];
  /** The service said that there are more users than it listed: a name that is not among them may be right. */
  readonly usersPartial?: true;
  /** What the reader could not make sense of, by kind. */
  readonly unresolved: readonly Unresolved[];
}

/** Where none is known. */
export const noCatalog: Catalog = {
  version: 1,
  fetchedAt: 0,
  team: null,
  procedures: [],
  entities: [],
  users: [],
  unresolved: [],
};

export interface Team {
  readonly id?: string;
  readonly name?: string;
}

export interface Procedure {
  /** The uuid where the config has one, else the short id: names the procedure in caches and bindings. */
  readonly key: string;
  readonly id?: string;
  /** What the API's paths take (page api-11530135). */
  readonly shortId: string;
  /** For people; the short id where the config has no name. */
  readonly name: string;
  readonly description?: string;
  /** Key of the entity that the record of a process belongs to. */
  readonly entity?: string;
  readonly attributes: readonly Attribute[];
  /** Where the attributes were read: `list` = learnt from a page of existing processes, `none` = not known. */
  readonly attributesFrom: 'config' | 'list' | 'none';
  /** How many attributes the config names for it that could not be read; absent = none. While present, no key in `data` is known to be wrong. */
  readonly attributesMissing?: number;
  readonly states: readonly State[];
  /** How many states the config names for it that could not be read; absent = none. While present, no state is known to be wrong. */
  readonly statesMissing?: number;
  /** Short id of the attribute that identifies a process; optional in ChakraHQ (page help:procedures/procedure-list). */
  readonly primaryKey?: string;
  /** Short id of the attribute that is shown as the title. */
  readonly primaryIdentifier?: string;
  /** Where the user wants the primary key of bulk entries; absent: either place. */
  readonly keyPlace?: 'topLevel' | 'data';
  /** The user's settings say something of it. */
  readonly corrected?: true;
}

export type DataType = 'string' | 'integer' | 'float' | 'boolean' | 'json';

export interface Attribute {
  readonly id?: string;
  /** The key in `data` (page docs:data-model/process). */
  readonly shortId: string;
  readonly name: string;
  readonly description?: string;
  /** Canonical type name of docs:data-model/attribute where the config's word is known, else the config's word; '' = not known. */
  readonly type: string;
  /** From the table of docs:data-model/attribute, else from the config; absent = not known. */
  readonly dataType?: DataType;
  readonly required: boolean;
  readonly hidden: boolean;
  /** Calculated by the service: sending it is useless (an inference, section 11.2 of service-facts). */
  readonly derived: boolean;
  readonly options?: readonly Option[];
  /** Learnt from existing processes, not read from the config. */
  readonly learnt?: true;
  /** The user's settings say something of it. */
  readonly corrected?: true;
}

export interface Option {
  /** What is sent. */
  readonly value: string | number;
  /** For people. */
  readonly label?: string;
  readonly description?: string;
}

export interface State {
  readonly id?: string;
  /** What requests take. */
  readonly shortId: string;
  readonly name: string;
  readonly description?: string;
  readonly color?: string;
  /** `start` and `completed`: the procedure's default ones. */
  readonly role?: 'start' | 'completed';
}

export interface Entity {
  readonly key: string;
  readonly id?: string;
  readonly shortId?: string;
  readonly name: string;
  readonly attributes: readonly Attribute[];
  /** As in {@link Procedure}. */
  readonly attributesMissing?: number;
}

export interface User {
  readonly id?: string;
  /** What `assignedTo` takes best (page api-11530135). */
  readonly username?: string;
  readonly name: string;
  readonly email?: string;
  readonly isActive: boolean;
  readonly isDeleted: boolean;
}

export interface Unresolved {
  readonly kind: UnresolvedKind;
  readonly count: number;
  /** Up to three ids or names, as the config has them. */
  readonly examples: readonly string[];
}

export type UnresolvedKind =
  | 'procedureWithoutShortId'
  | 'attributeNotFound'
  | 'attributeWithoutShortId'
  | 'attributeTypeNotFound'
  | 'entityNotFound'
  | 'stateNotFound'
  | 'stateWithoutShortId'
  | 'primaryKeyNotFound'
  | 'ownerNotFound'
  | 'notAnObject';

/** An attribute of which only the short id is known. */
export function bareAttribute(shortId: string): Attribute {
  return { shortId, name: shortId, type: '', required: false, hidden: false, derived: false };
}
