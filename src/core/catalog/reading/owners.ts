import { isObject, type Json } from '../../json';
import type { Attribute } from '../model';
import { isGone } from './flags';
import { identify } from './identity';
import type { Issues } from './issues';
import type { Found } from './refs';
import { PROCEDURE, type AttributeFields, type ProcedureFields } from './spellings';
import type { StateEntry } from './stateReader';
import { cleanName } from './text';

/** A procedure or an entity while it is being read. */
export interface Owner {
  readonly kind: 'procedure' | 'entity';
  readonly key: string;
  id?: string;
  shortId?: string;
  /** Its objects in the config; more than one when it stands there twice. */
  readonly sources: ProcedureFields[];
  /** Attributes and states that name it. */
  readonly claimed: Attribute[];
  readonly claimedStates: StateEntry[];
  /** Rows beside the procedures that tie a state to it. */
  readonly stateRows: Json[];
  /** Rows of `attributeConfig` that tie an attribute to it. */
  readonly rows: AttributeFields[];
  /** Lists of attributes of the groups that name it. */
  readonly groupLists: Json[];
  /** Attributes and states it is said to have that could not be read. */
  missingAttributes: number;
  missingStates: number;
}

/** All procedures, or all entities, of the config, found by id, short id or name. */
export class Owners {
  readonly list: Owner[] = [];
  private readonly byId = new Map<string, Owner | null>();
  private readonly byShortId = new Map<string, Owner>();
  private readonly byName = new Map<string, Owner>();

  constructor(
    readonly kind: Owner['kind'],
    private readonly issues: Issues,
  ) {}

  /** Takes one procedure or entity of the config. */
  add(item: Json, key: string | undefined): Owner | undefined {
    if (!isObject(item)) {
      this.issues.note('notAnObject', key ?? this.kind);
      return undefined;
    }
    const fields = PROCEDURE.read(item);
    const { id, shortId } = identify(fields, key);
    const name = cleanName(fields.name);
    if (isGone(fields)) {
      this.bury(id);
      this.bury(shortId);
      return undefined;
    }
    const main = this.kind === 'procedure' ? shortId : (id ?? shortId ?? name);
    if (main === undefined) {
      this.issues.note(this.kind === 'procedure' ? 'procedureWithoutShortId' : 'notAnObject', name ?? id);
      this.bury(id);
      return undefined;
    }
    const known = this.byId.get(id ?? '') ?? this.byShortId.get(shortId ?? '');
    const owner = known ?? this.create(id ?? main);
    owner.sources.push(fields);
    this.register(owner, id, shortId, name);
    return owner;
  }

  /** Null for one that is deleted or cannot be used. */
  find(ref: string): Found<Owner> {
    return this.byId.get(ref) ?? this.byShortId.get(ref) ?? this.byName.get(ref) ?? this.byId.get(ref);
  }

  private create(key: string): Owner {
    const owner: Owner = {
      kind: this.kind,
      key,
      sources: [],
      claimed: [],
      claimedStates: [],
      stateRows: [],
      rows: [],
      groupLists: [],
      missingAttributes: 0,
      missingStates: 0,
    };
    this.list.push(owner);
    return owner;
  }

  private register(
    owner: Owner,
    id: string | undefined,
    shortId: string | undefined,
    name: string | undefined,
  ): void {
    if (id !== undefined) {
      owner.id ??= id;
      this.byId.set(id, owner);
    }
    if (shortId !== undefined) {
      owner.shortId ??= shortId;
      if (!this.byShortId.has(shortId)) this.byShortId.set(shortId, owner);
    }
    if (name !== undefined && !this.byName.has(name)) this.byName.set(name, owner);
  }

  private bury(ref: string | undefined): void {
    if (ref !== undefined && !this.byId.has(ref)) this.byId.set(ref, null);
  }
}
