import { createHash } from 'node:crypto';
import type { Json, JsonObject } from '../../json';
import type { TypeName } from './attributeTypes';

/** Anything in the config that others refer to. */
export interface Identified {
  readonly id: string;
  readonly shortId: string;
}

export interface OptionDef {
  readonly value: string | number;
  readonly label: string;
}

export interface AttributeDef extends Identified {
  readonly type: TypeName;
  readonly name: string;
  readonly description?: string;
  readonly required?: true;
  readonly hidden?: true;
  readonly deleted?: true;
  readonly options?: readonly OptionDef[];
  /** Present on a calculated attribute: its value from the process's `data`. */
  readonly derive?: (data: JsonObject) => Json;
}

export interface StateDef extends Identified {
  readonly name: string;
  readonly description: string;
  readonly color: string;
  /** Short ids of the states that may follow. */
  readonly next: readonly string[];
}

export interface EntityDef extends Identified {
  readonly name: string;
  readonly attributes: readonly AttributeDef[];
}

export interface ProcedureDef extends Identified {
  readonly name: string;
  readonly description: string;
  readonly entity: EntityDef;
  readonly attributes: readonly AttributeDef[];
  readonly states: readonly [StateDef, ...StateDef[]];
  readonly completed: StateDef;
  readonly primaryKey?: AttributeDef;
  readonly primaryIdentifier?: AttributeDef;
  readonly deleted?: true;
}

export interface RoleDef {
  readonly id: string;
  readonly name: string;
}

export interface UserDef {
  readonly id: string;
  readonly username: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string | null;
  readonly role: RoleDef;
  readonly isActive: boolean;
  readonly isDeleted: boolean;
}

/** The same uuid for the same name, so that what a client remembers survives a restart of the sandbox. */
export function uuidOf(name: string): string {
  const hex = createHash('sha1').update(`chakra-sandbox:${name}`).digest('hex');
  const variant = ((parseInt(hex.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `5${hex.slice(13, 16)}`,
    variant + hex.slice(18, 20),
    hex.slice(20, 32),
  ].join('-');
}
