import type { Attribute, Procedure, User } from '../catalog/model';
import type { JsonObject } from '../json';
import { stateOptions, statusOptions, userOptions } from './fields';
import { kindOf } from './kind';
import type { SchemaWords } from './words';

/** Kinds of attributes whose values most likely come from a list of the team, and the definition that holds it. */
export const optionLists = {
  user: 'userOptions',
  username: 'userOptions',
  state: 'stateOptions',
  status: 'statusOptions',
} as const;

export type OptionList = (typeof optionLists)[keyof typeof optionLists];

/** The lists that attributes of the procedure or its record need, as definitions of the schema; none that is empty. */
export function listDefinitions(
  procedure: Procedure,
  recordAttributes: readonly Attribute[],
  users: readonly User[],
  words: SchemaWords,
): Partial<Record<OptionList, JsonObject>> {
  const kinds = new Set<string>([...procedure.attributes, ...recordAttributes].map(kindOf));
  const states = kinds.has('state') ? stateOptions(procedure, words) : undefined;
  const people = kinds.has('user') || kinds.has('username') ? userOptions(users, words) : undefined;
  return {
    ...(people === undefined ? {} : { userOptions: people }),
    ...(states === undefined ? {} : { stateOptions: states }),
    ...(kinds.has('status') ? { statusOptions: statusOptions(words) } : {}),
  };
}
