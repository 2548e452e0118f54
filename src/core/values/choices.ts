import { closest } from './alike';
import { statuses } from './describe';
import { aboutOf, type Subject, type Where } from './where';

/** One of the values that a subject takes, and what people call it. */
export interface Choice {
  /** What a request takes. */
  readonly value: string | number;
  /** For people, where it says more than the value. */
  readonly label?: string;
  /** Everything else that people or answers of the service call it: label, name, id, e-mail. */
  readonly names: readonly string[];
}

/**
 * The known values of a subject, in the config's order; empty where there is no list. Of users without those that were
 * deleted, usernames first: `assignedTo` takes them as well as ids (page api-11530135).
 */
export function choicesOf(subject: Subject, { catalog, procedure }: Where): readonly Choice[] {
  switch (aboutOf(subject)) {
    case 'state':
      return (procedure?.states ?? []).map(({ shortId, name, id }) => choice(shortId, name, [id]));
    case 'status':
      return statuses.map(status => choice(status, undefined, []));
    case 'user':
      return catalog.users.flatMap(({ username, id, name, email, isDeleted }) => {
        const value = username ?? id;
        return isDeleted || value === undefined ? [] : [choice(value, name, [email])];
      });
    case 'option':
      return typeof subject === 'string'
        ? []
        : (subject.options ?? []).map(({ value, label }) => choice(value, label, []));
    default:
      return [];
  }
}

function choice(
  value: string | number,
  label: string | undefined,
  others: readonly (string | undefined)[],
): Choice {
  const names = [label, ...others].filter(name => name !== undefined && name !== String(value));
  return { value, ...(label === undefined || label === value ? {} : { label }), names: names as string[] };
}

/**
 * The choices that somebody who wrote `text` most likely meant: the value in another case or type, else a name of it,
 * else one that is a slip of the finger away. Empty where the text is a value already, or nothing is close.
 */
export function meantChoices(text: string | number, choices: readonly Choice[]): readonly Choice[] {
  if (choices.some(({ value }) => value === text)) return [];
  const written = String(text);
  const byValue = choices.filter(({ value }) => String(value) === written);
  if (byValue.length > 0) return byValue.slice(0, 3);
  const named = choices.filter(({ names }) => names.includes(written));
  if (named.length > 0) return named.slice(0, 3);
  // A number that is nearly an option is another number.
  if (typeof text === 'number' || /^-?\d+([.,]\d+)?$/.test(text)) return [];
  return closest(text, choices, ({ value, names }) => [String(value), ...names]);
}
