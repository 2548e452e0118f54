import type { Json } from '../../json';
import type { Issues } from './issues';
import type { Owner, Owners } from './owners';
import { eachRef, follow, refsOf } from './refs';

/** What names its owners: an attribute, a state, a group, a row of `attributeConfig`. */
interface Claiming {
  readonly procedures: readonly Json[];
  readonly entities?: readonly Json[];
  readonly owners?: readonly Json[];
}

const NOTHING: readonly Json[] = [];
const NOBODY: ReadonlySet<Owner> = new Set();

/** Finds the procedures and entities that other things name as their own. */
export class Claims {
  constructor(
    readonly procedures: Owners,
    readonly entities: Owners,
    private readonly issues: Issues,
  ) {}

  /** An owner by the key of a map. */
  readonly byKey = (key: string): Owner | undefined =>
    this.procedures.find(key) ?? this.entities.find(key) ?? undefined;

  /** The owners that the fields name, each once, with the one whose part of a collection the thing stands in. */
  ownersOf(fields: Claiming, part: Owner | undefined): ReadonlySet<Owner> {
    const { procedures, entities = NOTHING, owners = NOTHING } = fields;
    if (part === undefined && procedures.length + entities.length + owners.length === 0) return NOBODY;
    const found = new Set<Owner>();
    if (part !== undefined) found.add(part);
    this.collect(procedures, ref => this.procedures.find(ref), true, found);
    this.collect(entities, ref => this.entities.find(ref), true, found);
    // An owner without a kind may as well be a state task, a form or a team: not found is no news.
    this.collect(owners, this.byKey, false, found);
    return found;
  }

  private collect(
    values: readonly Json[],
    find: (ref: string) => Owner | null | undefined,
    counted: boolean,
    found: Set<Owner>,
  ): void {
    for (const value of values) {
      eachRef(value, ref => {
        const owner = follow(ref, find);
        if (owner) found.add(owner);
        else if (owner === undefined && counted) this.issues.note('ownerNotFound', refsOf(ref)[0]);
      });
    }
  }
}
