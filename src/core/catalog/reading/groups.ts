import { isObject, type Json } from '../../json';
import type { Attribute } from '../model';
import type { Claims } from './claims';
import { isGone } from './flags';
import type { Owner } from './owners';
import { follow, type Found } from './refs';
import { GROUP } from './spellings';
import { asKey } from './text';

/** A group of attributes: one more way from a procedure to its attributes. */
export interface Group {
  /** Its lists of attributes, as the config has them. */
  readonly lists: readonly Json[];
  /** Attributes that name it. */
  readonly members: Attribute[];
  /** Procedures and entities that it names. */
  readonly owners: readonly Owner[];
}

/** The config's `attributeGroups`. */
export class Groups {
  private readonly byRef = new Map<string, Group | null>();

  constructor(private readonly claims: Claims) {}

  /** Takes one group of the config. */
  readonly add = (item: Json, key: string | undefined, part?: Owner): Group | null => {
    if (!isObject(item)) return null;
    const fields = GROUP.read(item);
    const group = isGone(fields)
      ? null
      : { lists: fields.members, members: [], owners: this.claims.ownersOf(fields, part) };
    for (const ref of [asKey(fields.id), asKey(fields.shortId), key]) {
      if (ref !== undefined && !this.byRef.has(ref)) this.byRef.set(ref, group);
    }
    for (const owner of group?.owners ?? []) {
      for (const list of fields.members) owner.groupLists.push(list);
    }
    return group;
  };

  /** The group that a reference leads to. An object that holds attributes itself is the group. */
  find(ref: Json): Found<Group> {
    const found = follow(ref, word => this.byRef.get(word));
    if (found !== undefined || !isObject(ref)) return found;
    return GROUP.read(ref).members.length === 0 ? undefined : this.add(ref, undefined);
  }
}
