import type { Json } from '../../json';
import type { State } from '../model';
import { flag, isGone } from './flags';
import { identify, type Writable } from './identity';
import type { Issues } from './issues';
import type { StateFields } from './spellings';
import { cleanDescription, cleanName } from './text';
import { plain } from './vocabulary';

/** A state with what the config says about its place in a procedure. */
export interface StateEntry {
  readonly id: string | undefined;
  readonly shortId: string;
  readonly state: State;
  readonly place: Place;
}

/** What a state, or a link to one, says of its place; absent = nothing. */
export interface Place {
  readonly order?: number | undefined;
  readonly start?: boolean | undefined;
  readonly completed?: boolean | undefined;
}

const COLOR_LENGTH = 40;
const ROLES: ReadonlyMap<string, Place> = new Map([
  ['start', { start: true }],
  ['initial', { start: true }],
  ['defaultstart', { start: true }],
  ['completed', { completed: true }],
  ['complete', { completed: true }],
  ['final', { completed: true }],
  ['end', { completed: true }],
  ['defaultcompleted', { completed: true }],
]);

/** Reads the place that fields give a state. */
export function placeOf(fields: StateFields): Place {
  const role = typeof fields.role === 'string' ? ROLES.get(plain(fields.role)) : undefined;
  return {
    order: orderOf(fields.order),
    start: flag(fields.start) ?? role?.start,
    completed: flag(fields.completed) ?? role?.completed,
  };
}

function orderOf(value: Json | undefined): number | undefined {
  const order = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof order === 'number' && Number.isFinite(order) ? order : undefined;
}

/**
 * Turns one state of the config into ours.
 * @param key the key that a map has the state under
 * @returns null for a deleted one, undefined when it has no short id (which is counted)
 */
export function readState(
  fields: StateFields,
  key: string | undefined,
  issues: Issues,
): StateEntry | null | undefined {
  if (isGone(fields)) return null;
  const { id, shortId } = identify(fields, key);
  const name = cleanName(fields.name);
  if (shortId === undefined) {
    issues.note('stateWithoutShortId', name ?? id);
    return undefined;
  }
  const description = cleanDescription(fields.description);
  const color = cleanName(fields.color, COLOR_LENGTH);
  const state: Writable<State> = { shortId, name: name ?? cleanName(shortId) ?? '?' };
  if (id !== undefined) state.id = id;
  if (description !== undefined) state.description = description;
  if (color !== undefined) state.color = color;
  return { id, shortId, state, place: placeOf(fields) };
}

/** A state of which only the short id, and perhaps a name, is known. */
export function bareState(shortId: string, name?: string, id?: string): StateEntry {
  const state = { ...(id !== undefined && { id }), shortId, name: name ?? cleanName(shortId) ?? '?' };
  return { id, shortId, state, place: {} };
}

/** True when an object says more about a state than which one it is. */
export function describesState(fields: StateFields): boolean {
  return [fields.name, fields.color, fields.description].some(value => value !== undefined);
}
