import type { Attribute, Procedure, User } from '../catalog/model';
import type { JsonObject } from '../json';
import { stateOptions, statusOptions } from './fields';
import { kindOf } from './kind';
import type { SchemaWords } from './words';

/** Kinds of attributes whose values most likely come from a list of the team. */
export const optionLists = {
  user: 'users',
  username: 'users',
  state: 'stateOptions',
  status: 'statusOptions',
} as const;

export type OptionList = (typeof optionLists)[keyof typeof optionLists];

/**
 * The lists that attributes of the procedure or its record need, none that is empty; and the definitions of the schema that hold them. Users are in none:
 * our own completion offers them, by name and e-mail, too, and nothing is checked.
 */
export function listsFor(
  procedure: Procedure,
  recordAttributes: readonly Attribute[],
  users: readonly User[],
  words: SchemaWords,
): { readonly lists: ReadonlySet<OptionList>; readonly definitions: JsonObject } {
  const kinds = new Set<string>([...procedure.attributes, ...recordAttributes].map(kindOf));
  const states = kinds.has('state') ? stateOptions(procedure, words) : undefined;
  const definitions: Partial<Record<OptionList, JsonObject>> = {
    ...(states === undefined ? {} : { stateOptions: states }),
    ...(kinds.has('status') ? { statusOptions: statusOptions(words) } : {}),
  };
  const lists = new Set(Object.keys(definitions) as OptionList[]);
  const isUser = kinds.has('user') || kinds.has('username');
  if (isUser && users.some(user => !user.isDeleted)) lists.add('users');
  return { lists, definitions };
}
