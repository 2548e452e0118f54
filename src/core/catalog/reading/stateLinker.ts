import { isArray, isObject, type Json, type JsonObject } from '../../json';
import type { State } from '../model';
import { isGone } from './flags';
import { identify } from './identity';
import type { Issues } from './issues';
import type { Owner } from './owners';
import { follow, refsOf, type Found } from './refs';
import type { Shelf } from './shelf';
import { STATE, STATE_GRAPH } from './spellings';
import { bareState, describesState, placeOf, readState, type Place, type StateEntry } from './stateReader';
import { asKey, cleanName, looksMachineMade } from './text';
import { walk, type Pace } from './walk';

interface Entry {
  readonly state: State;
  readonly place: Place;
}

/** Puts together the states of one procedure: in the procedure, beside it, or in its state graph. */
export class StateLinker {
  private readonly entries = new Map<string, Entry>();
  /** Its own states by id and short id: elsewhere the same short id may mean something else. */
  private readonly own = new Map<string, StateEntry>();

  constructor(
    private readonly owner: Owner,
    private readonly shelf: Shelf<StateEntry>,
    private readonly issues: Issues,
  ) {}

  *link(pace: Pace): Generator<void, void, void> {
    for (const entry of this.owner.claimedStates) {
      this.know(entry);
      if (pace.due()) yield;
    }
    for (const source of this.owner.sources) {
      for (const value of source.states) {
        if (typeof value === 'object') yield* walk(value, pace, this.fromItem);
      }
    }
    for (const row of this.owner.stateRows) {
      this.fromItem(row);
      if (pace.due()) yield;
    }
    for (const entry of this.owner.claimedStates) {
      this.add(entry);
      if (pace.due()) yield;
    }
    if (this.entries.size > 0) return;
    for (const { stateGraph } of this.owner.sources) yield* this.fromGraph(stateGraph, pace);
  }

  /** The states in their order, with the roles of the default ones. */
  states(): State[] {
    const entries = [...this.entries.values()];
    if (entries.some(entry => entry.place.order !== undefined)) {
      entries.sort((a, b) => (a.place.order ?? Infinity) - (b.place.order ?? Infinity) || 0);
    }
    const start = this.byRole('startState') ?? entries.find(entry => entry.place.start)?.state;
    const completed = this.byRole('completedState') ?? entries.find(entry => entry.place.completed)?.state;
    return entries.map(({ state }) => {
      if (state === start) return { ...state, role: 'start' as const };
      return state === completed ? { ...state, role: 'completed' as const } : state;
    });
  }

  private byRole(field: 'startState' | 'completedState'): State | undefined {
    for (const source of this.owner.sources) {
      const value = source[field];
      if (value === undefined || typeof value === 'boolean') continue;
      const found = follow(value, this.find);
      const state = found ? this.entries.get(found.shortId)?.state : undefined;
      if (state !== undefined) return state;
      if (found === undefined) this.issues.note('stateNotFound', refsOf(value)[0]);
    }
    return undefined;
  }

  private *fromGraph(graph: Json | undefined, pace: Pace): Generator<void, void, void> {
    if (isArray(graph)) yield* walk(graph, pace, this.fromItem);
    if (!isObject(graph)) return;
    const { states } = STATE_GRAPH.read(graph);
    for (const value of states) if (typeof value === 'object') yield* walk(value, pace, this.fromItem);
    if (states.length > 0) return;
    const keys = Object.keys(graph);
    const known = keys.some(key => this.find(key) !== undefined);
    if (!known && !isClosed(graph)) return;
    for (const key of keys) {
      this.take(this.find(key), key);
      if (pace.due()) yield;
    }
  }

  private readonly fromItem = (item: Json, key?: string): void => {
    if (isObject(item)) this.fromObject(item, key);
    else this.fromWord(item, key);
  };

  private fromWord(item: Json, key: string | undefined): void {
    if (item === false && key !== undefined) return;
    const word = asKey(item);
    if (word === undefined && key === undefined) {
      this.issues.note('notAnObject', `${this.owner.key}.states`);
      return;
    }
    let found = follow(item, this.find);
    if (found === undefined && key !== undefined) found = this.find(key);
    if (found === undefined && key !== undefined && typeof item === 'string' && this.shelf.isEmpty) {
      // `{ NEW: "New" }`, or `{ "<uuid>": "NEW" }`.
      this.add(looksMachineMade(key) ? bareState(item, undefined, key) : bareState(key, cleanName(item)));
    } else {
      this.take(found, key ?? word);
    }
  }

  private fromObject(item: JsonObject, key: string | undefined): void {
    const fields = STATE.read(item);
    if (isGone(fields)) return;
    const place = placeOf(fields);
    if (fields.link !== undefined) {
      const found = follow(fields.link, this.find);
      if (found === undefined && isObject(fields.link)) this.inline(fields.link, undefined, place);
      else this.take(found, refsOf(fields.link)[0], place);
      return;
    }
    const { id, shortId } = identify(fields, key);
    const body = describesState(fields);
    const found =
      (id === undefined ? undefined : id === shortId ? this.find(id) : this.shelf.findById(id)) ??
      (shortId === undefined ? undefined : body ? this.own.get(shortId) : this.find(shortId));
    if (found === undefined && (body || (shortId !== undefined && this.shelf.isEmpty))) {
      this.inline(item, key, place);
    } else {
      this.take(found, id ?? shortId, place);
      if (body && found?.shortId === shortId) this.inline(item, key, place);
    }
  }

  private inline(item: JsonObject, key: string | undefined, place: Place): void {
    const entry = readState(STATE.read(item), key, this.issues);
    if (entry === undefined) this.owner.missingStates++;
    else if (entry !== null) this.add(entry, place);
  }

  private take(found: Found<StateEntry>, label: string | undefined, place?: Place): void {
    if (found === null) return;
    if (found !== undefined) this.add(found, place);
    else if (label !== undefined && this.shelf.isEmpty && !looksMachineMade(label))
      this.add(bareState(label), place);
    else {
      this.issues.note('stateNotFound', label);
      this.owner.missingStates++;
    }
  }

  private add(entry: StateEntry, place: Place = {}): void {
    this.know(entry);
    const held = this.entries.get(entry.shortId);
    const first = held?.place ?? entry.place;
    const joined = {
      order: place.order ?? first.order ?? entry.place.order,
      start: place.start ?? first.start ?? entry.place.start,
      completed: place.completed ?? first.completed ?? entry.place.completed,
    };
    const state = held === undefined ? entry.state : joinStates(held.state, entry.state);
    this.entries.set(entry.shortId, { state, place: joined });
  }

  private know(entry: StateEntry): void {
    for (const ref of [entry.id, entry.shortId]) {
      if (ref !== undefined && !this.own.has(ref)) this.own.set(ref, entry);
    }
  }

  private readonly find = (ref: string): Found<StateEntry> =>
    this.shelf.findById(ref) ?? this.own.get(ref) ?? this.shelf.find(ref);
}

/** Two descriptions of one state: the first one's words, what is missing from the second. */
function joinStates(first: State, second: State): State {
  if (first === second) return first;
  return { ...second, ...first, name: first.name === first.shortId ? second.name : first.name };
}

/** A map from each state to the states that may follow it, and to nothing else. */
function isClosed(graph: JsonObject): boolean {
  const next = Object.values(graph);
  return (
    next.length > 1 &&
    next.every(
      list => isArray(list) && list.every(item => typeof item === 'string' && Object.hasOwn(graph, item)),
    )
  );
}
