import type { Procedure, State, User } from '../catalog/model';
import { statuses } from '../catalog/process';
import type { JsonObject } from '../json';
import { placeholderStop, placeholderText } from './placeholder';
import { plain, plainLong } from './plain';
import type { SchemaWords } from './words';

/** Schemas of the fields beside `data` and `record` (page api-11530135). */

/** Epoch milliseconds below this are before 1973: for a next action they must be seconds. */
const leastMilliseconds = 100_000_000_000;

const uuid = /^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/;

export function statusSchema(words: SchemaWords): JsonObject {
  return { title: 'status', description: words.status(), ...statusOptions(words) };
}

/** The `enum` of {@link statusSchema} alone. */
export function statusOptions(words: SchemaWords): JsonObject {
  return { enum: statuses, enumDescriptions: statuses.map(status => words.statusOption(status)) };
}

/** The procedure's own states, in the config's order; any text where none is known, or not all could be read. */
export function stateSchema(procedure: Procedure, words: SchemaWords): JsonObject {
  const states = distinctStates(procedure);
  const base = { title: 'state', description: words.state(plain(procedure.name)) };
  if (states.length === 0) return { ...base, type: 'string' };
  if (procedure.statesMissing !== undefined)
    return { ...base, type: 'string', examples: states.map(state => state.shortId) };
  return {
    ...base,
    ...stateOptions(procedure, words),
    ...(states.length === 1 ? { defaultSnippets: [{}] } : {}),
  };
}

/** The `enum` of the states alone; undefined where none is known. */
export function stateOptions(procedure: Procedure, words: SchemaWords): JsonObject | undefined {
  const states = distinctStates(procedure);
  if (states.length === 0) return undefined;
  return {
    enum: states.map(state => state.shortId),
    enumDescriptions: states.map(state => describeState(state, words)),
  };
}

function distinctStates({ states }: Procedure): readonly State[] {
  return [...new Map(states.map(state => [state.shortId, state])).values()];
}

function describeState(state: State, words: SchemaWords): string {
  if (state.shortId.includes('`')) return '';
  const name = words.stateOption(plain(state.name), state.role);
  return state.description === undefined ? name : `${name}\n${plainLong(state.description)}`;
}

export function nextActionAtSchema(words: SchemaWords): JsonObject {
  const word = words.placeholder('epoch');
  return {
    title: 'nextActionAt',
    description: words.nextActionAt(),
    type: 'integer',
    allOf: [
      {
        not: { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: leastMilliseconds },
        errorMessage: words.looksLikeSeconds(),
      },
    ],
    defaultSnippets: [{ label: placeholderText(word), body: `^${placeholderStop(word, 1, false)}` }],
  };
}

/**
 * A username or a user's id (page api-11530135). Deleted users are
 * left out; those who cannot log in are marked, as they still receive work (section 9 of service-facts).
 */
export function assignedToSchema(users: readonly User[], words: SchemaWords): JsonObject {
  const base = { title: 'assignedTo', description: words.assignedTo() };
  const options = userOptions(users, words);
  if (options === undefined) return { ...base, type: 'string' };
  const ids = users.filter(user => !user.isDeleted).flatMap(({ id }) => (id === undefined ? [] : [id]));
  return {
    ...base,
    anyOf: [
      // First, so that its message is the one VS Code shows: that of an `enum` would list every user.
      { type: 'string', pattern: uuid.source, errorMessage: words.unknownUser() },
      // An `if` is checked but not offered: our own completion offers users by name and e-mail, too.
      { if: options, else: false },
      ...(ids.every(id => uuid.test(id)) ? [] : [{ if: { enum: [...new Set(ids)] }, else: false }]),
    ],
    defaultSnippets: [{}],
  };
}

/** More are only named: to say of tens of thousands who they are takes a second, and our own hover says it of the one that is meant. */
const mostDescribed = 5_000;

/** The `enum` of the usernames alone, of deleted users none; undefined where no user is known. */
function userOptions(users: readonly User[], words: SchemaWords): JsonObject | undefined {
  const byValue = new Map<string, User>();
  for (const user of users) {
    const value = user.username ?? user.id;
    if (!user.isDeleted && value !== undefined && !byValue.has(value)) byValue.set(value, user);
  }
  if (byValue.size === 0) return undefined;
  if (byValue.size > mostDescribed) return { enum: [...byValue.keys()] };
  return {
    enum: [...byValue.keys()],
    enumDescriptions: [...byValue.values()].map(user => describeUser(user, words)),
  };
}

function describeUser(user: User, words: SchemaWords): string {
  if (`${user.username ?? ''}${user.id ?? ''}`.includes('`')) return '';
  const email = user.email === undefined || user.email === user.username ? undefined : plain(user.email);
  return words.user(plain(user.name), email, user.isActive);
}
