import { isLossy } from '../bulk/preflight/lossy';
import { statuses } from '../catalog/process';
import { isJsonNumber } from '../json';
import { readMoment } from '../values/when';
import { only, type QueryContext, type QueryField } from './fields';

export type Scalar = string | number;

/** A value that was typed, as List takes it: several where it is not known how the service stores it; none: no value of this field. */
export type ReadValue = readonly Scalar[];

/**
 * Turns what was typed into what List takes: a state's name into its short id, a user's name or e-mail into the username, an option's label
 * into its value, a day into a time. What the catalog does not know goes as it was typed: the service knows better. Empty: no time at all.
 */
export function readValue(
  field: QueryField,
  typed: string,
  quoted: boolean,
  context: QueryContext,
): ReadValue {
  const lower = typed.toLowerCase();
  switch (field.kind) {
    case 'status':
      return [statuses.find(status => status.toLowerCase() === lower) ?? typed];
    case 'state': {
      const { states } = context.procedure;
      const found =
        states.find(state => state.shortId === typed) ??
        only(states.filter(({ shortId, name, id }) => isOneOf(lower, [shortId, name, id])));
      return [found?.shortId ?? typed];
    }
    case 'user': {
      const users = context.users.filter(user => user.username !== undefined);
      const found =
        users.find(user => user.username === typed) ??
        only(users.filter(({ username, name, email, id }) => isOneOf(lower, [username, name, email, id])));
      return [found?.username ?? typed];
    }
    case 'option': {
      const options = field.attribute?.options ?? [];
      const found =
        options.find(({ value }) => String(value) === typed) ??
        only(options.filter(({ value, label }) => isOneOf(lower, [String(value), label])));
      return found === undefined ? unknown(typed, quoted) : [found.value];
    }
    case 'time': {
      const moment = readMoment(typed, context.now);
      return moment === undefined ? [] : [new Date(moment.at).toISOString()];
    }
    case 'epoch': {
      if (isJsonNumber(typed)) return [isLossy(typed) ? typed : Number(typed)];
      const moment = readMoment(typed, context.now);
      return moment === undefined ? [] : [moment.at];
    }
    case 'number':
      return [isNumber(typed) ? Number(typed) : typed];
    case 'text':
      return [typed];
    case 'unknown':
      return unknown(typed, quoted);
  }
}

function unknown(typed: string, quoted: boolean): ReadValue {
  return !quoted && isNumber(typed) ? [typed, Number(typed)] : [typed];
}

/** A number that arrives as it was typed. */
function isNumber(typed: string): boolean {
  return isJsonNumber(typed) && !isLossy(typed);
}

function isOneOf(lower: string, texts: readonly (string | undefined)[]): boolean {
  return texts.some(text => text?.toLowerCase() === lower);
}
