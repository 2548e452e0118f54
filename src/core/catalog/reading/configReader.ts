import { isObject, type Json, type JsonObject } from '../../json';
import type { Attribute, Entity, Procedure } from '../model';
import { attributeType } from '../types';
import { withFlags } from './attributeFlags';
import { AttributeLinker } from './attributeLinker';
import { AttributeReader } from './attributeReader';
import { Claims } from './claims';
import { ConfigRows } from './configRows';
import { Groups } from './groups';
import { identify } from './identity';
import { Issues } from './issues';
import { Owners, type Owner } from './owners';
import { toEntity, toProcedure, type Linked } from './procedureReader';
import { follow, refsOf } from './refs';
import { Shelf } from './shelf';
import { ATTRIBUTE, STATE } from './spellings';
import { StateLinker } from './stateLinker';
import { bareState, readState, type StateEntry } from './stateReader';
import { asKey } from './text';
import { TypeIndex } from './typeIndex';
import { Pace, walk, type Visit } from './walk';

type Steps<T = void> = Generator<void, T, void>;

/** Reads the collections of one config. The order of the calls matters: what is linked to comes before what links. */
export class ConfigReader {
  readonly issues = new Issues();
  readonly procedures = new Owners('procedure', this.issues);
  readonly entities = new Owners('entity', this.issues);
  private readonly pace = new Pace();
  private readonly types = new TypeIndex(this.issues);
  private readonly claims = new Claims(this.procedures, this.entities, this.issues);
  private readonly rows = new ConfigRows(this.claims);
  private readonly groups = new Groups(this.claims);
  private readonly reader = new AttributeReader(this.types, this.rows, this.issues);
  private readonly attributes = new Shelf<Attribute>();
  private readonly states = new Shelf<StateEntry>();
  private readonly entityOf = new Map<Owner, Owner>();

  *readTypes(collections: readonly Json[]): Steps {
    for (const value of collections) yield* walk(value, this.pace, (item, key) => this.types.add(item, key));
  }

  *readOwners(entities: readonly Json[], procedures: readonly Json[]): Steps {
    for (const value of entities) yield* walk(value, this.pace, (item, key) => this.entities.add(item, key));
    for (const value of procedures) {
      yield* walk(value, this.pace, (item, key) => {
        const procedure = this.procedures.add(item, key);
        if (procedure !== undefined) this.tieEntity(procedure);
      });
    }
  }

  *readGroups(collections: readonly Json[]): Steps {
    for (const value of collections) yield* walk(value, this.pace, this.groups.add, this.claims.byKey);
  }

  *readRows(collections: readonly Json[]): Steps {
    for (const value of collections) yield* this.rows.add(value, this.pace);
  }

  *readAttributes(collections: readonly Json[], derived: boolean): Steps {
    const visit: Visit<Owner> = (item, key, part) => {
      if (isObject(item)) this.takeAttribute(item, key, part, derived);
      else if (key !== undefined && typeof item === 'string' && attributeType(item)) {
        this.takeAttribute({ type: item }, key, part, derived);
      } else this.issues.note('notAnObject', key ?? asKey(item) ?? 'attributes');
    };
    for (const value of collections) yield* walk(value, this.pace, visit, this.claims.byKey);
  }

  *readStates(collections: readonly Json[]): Steps {
    for (const value of collections) yield* walk(value, this.pace, this.takeState, this.claims.byKey);
  }

  *toEntities(): Steps<Entity[]> {
    const entities: Entity[] = [];
    for (const owner of this.entities.list) entities.push(toEntity(yield* this.link(owner)));
    return entities;
  }

  *toProcedures(): Steps<Procedure[]> {
    const procedures: Procedure[] = [];
    for (const owner of this.procedures.list) {
      const linked = yield* this.link(owner);
      const states = new StateLinker(owner, this.states, this.issues);
      yield* states.link(this.pace);
      procedures.push(toProcedure(linked, states, this.entityOf.get(owner)));
    }
    return procedures;
  }

  private *link(owner: Owner): Steps<Linked> {
    const { attributes: shelf, reader, issues } = this;
    const attributes = new AttributeLinker(owner, shelf, reader, this.groups, issues);
    yield* attributes.link(this.pace);
    return { owner, attributes, shelf, reader, issues };
  }

  private tieEntity(procedure: Owner): void {
    const value = procedure.sources.find(source => source.entity !== undefined)?.entity;
    if (value === undefined || this.entityOf.has(procedure)) return;
    const found = follow(value, ref => this.entities.find(ref));
    const entity = found === undefined && isObject(value) ? this.entities.add(value, undefined) : found;
    if (entity) this.entityOf.set(procedure, entity);
    else if (entity === undefined) this.issues.note('entityNotFound', refsOf(value)[0]);
  }

  private takeAttribute(
    item: JsonObject,
    key: string | undefined,
    part: Owner | undefined,
    derived: boolean,
  ): void {
    const fields = ATTRIBUTE.read(item);
    const owners = this.claims.ownersOf(fields, part);
    const read = this.reader.read(item, fields, key, derived);
    if (read === null) this.attributes.bury(identify(fields, key));
    if (read === undefined) for (const owner of owners) owner.missingAttributes++;
    if (!read) return;
    const known = derived && read.id !== undefined ? this.attributes.findById(read.id) : undefined;
    const attribute = known ? withFlags(known, { derived: true }) : read;
    let isOwned = owners.length > 0;
    for (const owner of owners) owner.claimed.push(attribute);
    for (const ref of fields.groups) {
      const group = this.groups.find(ref);
      if (!group) continue;
      group.members.push(attribute);
      for (const owner of group.owners) owner.claimed.push(attribute);
      isOwned ||= group.owners.length > 0;
    }
    this.attributes.add(attribute, isOwned, derived);
  }

  private readonly takeState: Visit<Owner> = (item, key, part) => {
    if (!isObject(item)) {
      const word = asKey(item);
      if (part !== undefined && word !== undefined) part.claimedStates.push(bareState(word));
      else this.issues.note('notAnObject', key ?? word ?? 'states');
      return;
    }
    const fields = STATE.read(item);
    const owners = this.claims.ownersOf(fields, part);
    if (fields.link !== undefined) {
      for (const owner of owners) owner.stateRows.push(item);
      return;
    }
    const state = readState(fields, key, this.issues);
    if (state === null) this.states.bury(identify(fields, key));
    if (state === undefined) for (const owner of owners) owner.missingStates++;
    if (!state) return;
    this.states.add(state, owners.length > 0);
    for (const owner of owners) owner.claimedStates.push(state);
  };
}
