import type { Json } from '../../json';
import type { Issues } from './issues';
import type { Owner, Owners } from './owners';
import { eachRef, follow, refsOf, type Found } from './refs';

/** What names its owners: an attribute, a state, a group, a row of `attributeConfig`. */
interface Claiming {
  readonly procedures: readonly Json[];
  readonly entities?: readonly Json[];
  readonly owners?: readonly Json[];
}

const NOTHING: readonly Json[] = [];

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
  ownersOf(fields: Claiming, part: Owner | undefined): readonly Owner[] {
    const { procedures, entities = NOTHING, owners = NOTHING } = fields;
    const found: Owner[] = part === undefined ? [] : [part];
    if (procedures.length > 0) this.collect(procedures, this.findProcedure, true, found);
    if (entities.length > 0) this.collect(entities, this.findEntity, true, found);
    // An owner without a kind may as well be a state task, a form or a team: not found is no news.
    if (owners.length > 0) this.collect(owners, this.byKey, false, found);
    return found.length > 1 ? [...new Set(found)] : found;
  }

  private readonly findProcedure = (ref: string): Found<Owner> => this.procedures.find(ref);
  private readonly findEntity = (ref: string): Found<Owner> => this.entities.find(ref);

  private collect(
    values: readonly Json[],
    find: (ref: string) => Found<Owner>,
    counted: boolean,
    found: Owner[],
  ): void {
    const take = (ref: Json): void => {
      const owner = follow(ref, find);
      if (owner) found.push(owner);
      else if (owner === undefined && counted) this.issues.note('ownerNotFound', refsOf(ref)[0]);
    };
    for (const value of values) {
      if (typeof value === 'object') eachRef(value, take);
      else take(value);
    }
  }
}
