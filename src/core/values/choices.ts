import { statuses } from '../catalog/process';
import { Lookalikes } from './alike';
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
 * The known values of one subject, for whoever looks for many. What tells what somebody meant is made when there is a value that is none of them: of
 * thousands of users it takes some ms.
 */
export class Choices {
  readonly #values: ReadonlySet<string | number>;
  readonly #byText = once(() => grouped(this.choices, ({ value }) => [String(value)]));
  readonly #byName = once(() => grouped(this.choices, ({ names }) => names));
  readonly #alike = once(() => new Lookalikes(this.choices, ({ value }) => [String(value)]));
  readonly #called = once(
    () => new Lookalikes(this.choices, ({ value, names }) => [String(value), ...names]),
  );

  constructor(private readonly choices: readonly Choice[]) {
    this.#values = new Set(choices.map(({ value }) => value));
  }

  /** Makes what tells what somebody meant, with a rest after each part. */
  *prepare(): Generator<void, void, void> {
    for (const part of [this.#byText, this.#byName, this.#alike, this.#called]) {
      part();
      yield;
    }
  }

  /** True for what is one of the values already. */
  has(value: string | number): boolean {
    return this.#values.has(value);
  }

  /** What {@link meantChoices} gives but for slips of the finger: at most three. */
  same(text: string | number): readonly Choice[] {
    if (this.has(text)) return [];
    const written = String(text);
    const exact = this.#byText().get(written) ?? this.#byName().get(written);
    if (exact !== undefined) return exact.slice(0, 3);
    if (isNumber(text)) return [];
    const alike = this.#alike().same(written);
    return alike.length > 0 ? alike : this.#called().same(written);
  }

  /** Those that are slips of the finger away; it takes a while where there are thousands. */
  near(text: string | number): readonly Choice[] {
    // A number that is nearly an option is another number.
    return this.has(text) || isNumber(text) ? [] : this.#called().near(String(text));
  }
}

/**
 * The choices that somebody who wrote `text` most likely meant: the value in another type or case, else a name of it,
 * else one that is a slip of the finger away. Empty where the text is a value already, or nothing is close.
 */
export function meantChoices(text: string | number, choices: readonly Choice[]): readonly Choice[] {
  const known = new Choices(choices);
  const same = known.same(text);
  return same.length > 0 ? same : known.near(text);
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

function isNumber(text: string | number): boolean {
  return typeof text === 'number' || /^-?\d+([.,]\d+)?$/.test(text);
}

function grouped(
  choices: readonly Choice[],
  keys: (choice: Choice) => readonly string[],
): ReadonlyMap<string, readonly Choice[]> {
  const groups = new Map<string, Choice[]>();
  for (const one of choices) {
    for (const key of new Set(keys(one))) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [one]);
      else group.push(one);
    }
  }
  return groups;
}
