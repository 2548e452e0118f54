import { Choices, choicesOf, type Choice } from '../../values/choices';
import { aboutOf, type Subject, type Where } from '../../values/where';

/** In one file and for one attribute; whoever has more different values that are not known did not mistype them. */
const mostNear = 100;

/** The known values that somebody meant; `isNear`: by a slip of the finger, and not only in another type, case or by their names. */
export interface Meant {
  readonly choices: readonly Choice[];
  readonly isNear: boolean;
}

interface Known {
  readonly choices: Choices;
  readonly near: Map<string | number, readonly Choice[]>;
}

/** Tells which of the known values the values of a payload mean; what it needs for that is made once for each attribute. */
export class KnownChoices {
  readonly #bySubject = new Map<Subject, Known>();
  /** An id of a user is as good as the username (page api-11530135). */
  readonly #userIds: ReadonlySet<string | undefined>;
  #isPrepared = false;

  constructor(private readonly where: Where) {
    this.#userIds = new Set(where.catalog.users.map(({ id }) => id));
  }

  /** None where the value is right, or may be. */
  meant(subject: Subject, written: string | number): Meant {
    const none = { choices: [], isNear: false };
    const about = aboutOf(subject);
    // Not all states are known: this one may be one of the others.
    if (about === 'state' && this.where.procedure?.statesMissing !== undefined) return none;
    if (about === 'user' && this.#userIds.has(String(written))) return none;
    const known = this.#of(subject);
    if (known.choices.has(written)) return none;
    const same = known.choices.same(written);
    if (same.length > 0) return { choices: same, isNear: false };
    let near = known.near.get(written);
    if (near === undefined && known.near.size < mostNear)
      known.near.set(written, (near = known.choices.near(written)));
    return { choices: near ?? [], isNear: true };
  }

  /** True where {@link meant} would take a while for a value, unless {@link prepare} goes before. */
  isSlow(subject: Subject, written: unknown): boolean {
    if (typeof written !== 'string' || aboutOf(subject) !== 'user' || this.#isPrepared) return false;
    return !this.#userIds.has(written) && !this.#of(subject).choices.has(written);
  }

  /** Makes what tells which of the users somebody meant, in steps. */
  *prepare(): Generator<void, void, void> {
    this.#isPrepared = true;
    yield* this.#of('assignedTo').choices.prepare();
  }

  #of(subject: Subject): Known {
    // All that name users name the same ones.
    const key = aboutOf(subject) === 'user' ? 'assignedTo' : subject;
    let known = this.#bySubject.get(key);
    if (known === undefined) {
      const choices =
        key === 'assignedTo' ? usersOf(this.where) : new Choices(choicesOf(subject, this.where));
      known = { choices, near: new Map() };
      this.#bySubject.set(key, known);
    }
    return known;
  }
}

/** Of thousands of users they take a while, and each change of a payload is looked at anew: made once for each catalog. */
const userChoices = new WeakMap<object, Choices>();

function usersOf(where: Where): Choices {
  const { users } = where.catalog;
  let known = userChoices.get(users);
  if (known === undefined) userChoices.set(users, (known = new Choices(choicesOf('assignedTo', where))));
  return known;
}
