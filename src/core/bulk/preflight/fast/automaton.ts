import { readPattern, type Pattern } from './pattern';

/** More states than these take more memory than they are worth: 0.5 kB each. */
const mostStates = 600;

const start = 1;

/**
 * A machine that takes texts byte by byte: `next` has 256 places for each state. State 0 is the one from which nothing is taken any more, 1 the
 * first one.
 */
export class Automaton {
  /** @param ends 1 for the states in which a text may end */
  constructor(
    readonly next: Uint16Array,
    readonly ends: Uint8Array,
  ) {}

  accepts(bytes: Uint8Array, from: number, to: number): boolean {
    let state = start;
    for (let i = from; i < to && state !== 0; i++) state = this.next[(state << 8) | (bytes[i] ?? 0)] ?? 0;
    return this.ends[state] === 1;
  }
}

/** Collects the states of a machine. */
class Draft {
  readonly #rows: Uint16Array[] = [new Uint16Array(256)];
  readonly #ends: number[] = [0];

  /** @returns undefined when there are too many */
  add(isEnd: boolean): number | undefined {
    if (this.#rows.length >= mostStates) return undefined;
    this.#ends.push(isEnd ? 1 : 0);
    return this.#rows.push(new Uint16Array(256)) - 1;
  }

  end(state: number): void {
    this.#ends[state] = 1;
  }

  to(state: number, byte: number): number {
    return this.#rows[state]?.[byte] ?? 0;
  }

  lead(state: number, byte: number, to: number): void {
    const row = this.#rows[state];
    if (row !== undefined) row[byte] = to;
  }

  finish(): Automaton {
    const next = new Uint16Array(this.#rows.length * 256);
    this.#rows.forEach((row, state) => next.set(row, state * 256));
    return new Automaton(next, Uint8Array.from(this.#ends));
  }
}

/** Takes one of these texts; undefined when they are too many. */
export function automatonOfWords(words: readonly string[]): Automaton | undefined {
  const draft = new Draft();
  draft.add(false);
  for (const word of words) {
    const bytes = Buffer.from(word);
    // A lone surrogate would be taken for the replacement character; a text that begins with ‹ may be a placeholder, even where it may be chosen.
    if (bytes.toString() !== word || word.startsWith('‹')) continue;
    let state = start;
    for (const byte of bytes) {
      const next = draft.to(state, byte) || draft.add(false);
      if (next === undefined) return undefined;
      draft.lead(state, byte, next);
      state = next;
    }
    draft.end(state);
  }
  return draft.finish();
}

/** Takes the texts of ASCII that a regular expression takes; undefined for one that is too difficult. */
export function automatonOf(expression: RegExp): Automaton | undefined {
  const pattern = readPattern(expression);
  if (pattern === undefined) return undefined;
  const steps = new Steps();
  const first = steps.build(pattern, steps.end);
  return first === undefined ? undefined : determined(steps, first);
}

/** More than these, and the pattern is left to the regular expression. */
const mostSteps = 5000;

interface Step {
  /** With one of these bytes, on to `to`. */
  set: ReadonlySet<number>;
  to: number;
  /** Without any byte, on to all of these. */
  readonly free: number[];
}

const none: ReadonlySet<number> = new Set();

/** A pattern as steps, of which several may be taken at a time. */
class Steps {
  readonly all: Step[] = [];
  readonly end = this.#add();

  /** @returns the step to begin with; undefined when there are too many */
  build(pattern: Pattern, to: number): number | undefined {
    if (this.all.length > mostSteps) return undefined;
    switch (pattern.kind) {
      case 'set':
        return this.#add({ set: pattern.set, to });
      case 'all': {
        let first: number | undefined = to;
        for (const part of [...pattern.parts].reverse()) {
          if (first !== undefined) first = this.build(part, first);
        }
        return first;
      }
      case 'any': {
        const firsts = pattern.parts.map(part => this.build(part, to));
        return firsts.includes(undefined) ? undefined : this.#add({ free: firsts as number[] });
      }
      case 'repeat':
        return this.#repeat(pattern, to);
    }
  }

  #repeat({ part, least, most }: Extract<Pattern, { kind: 'repeat' }>, to: number): number | undefined {
    let first = to;
    if (most === Infinity) {
      first = this.#add({ free: [to] });
      const inner = this.build(part, first);
      if (inner === undefined) return undefined;
      this.all[first]?.free.push(inner);
    }
    for (let time = most === Infinity ? least : most; time > 0; time--) {
      const inner = this.build(part, first);
      if (inner === undefined) return undefined;
      first = time > least ? this.#add({ free: [inner, to] }) : inner;
    }
    return first;
  }

  #add({ set = none, to = 0, free = [] }: Partial<Step> = {}): number {
    return this.all.push({ set, to, free: [...free] }) - 1;
  }
}

/** One state for each set of steps that can be reached together. */
function determined({ all, end }: Steps, first: number): Automaton | undefined {
  const draft = new Draft();
  const known = new Map<string, number>();
  const open: { state: number; steps: readonly number[] }[] = [];
  const stateOf = (from: readonly number[]): number | undefined => {
    const steps = closure(all, from);
    const id = steps.join();
    const there = known.get(id);
    if (there !== undefined) return there;
    const state = draft.add(steps.includes(end));
    if (state === undefined) return undefined;
    known.set(id, state);
    open.push({ state, steps });
    return state;
  };
  if (stateOf([first]) === undefined) return undefined;
  for (let here = open.pop(); here !== undefined; here = open.pop()) {
    const targets = new Map<number, number[]>();
    for (const each of here.steps) {
      const step = all[each];
      for (const byte of step?.set ?? none) targets.set(byte, [...(targets.get(byte) ?? []), step?.to ?? 0]);
    }
    for (const [byte, to] of targets) {
      const state = stateOf(to);
      if (state === undefined) return undefined;
      draft.lead(here.state, byte, state);
    }
  }
  return draft.finish();
}

/** All steps that are reached without a byte, ascending. */
function closure(all: readonly Step[], from: readonly number[]): readonly number[] {
  const reached = new Set(from);
  for (const step of reached) for (const next of all[step]?.free ?? []) reached.add(next);
  return [...reached].sort((a, b) => a - b);
}
