import { Automaton } from './automaton';
import { hashOfBytes, standsAt } from './compare';
import type { TextTest } from './texts';

/** The types of JSON values, one bit each; what a double can hold without a fraction is an integer, as in a schema. */
export const bit = {
  null: 1,
  true: 2,
  false: 4,
  integer: 8,
  fraction: 16,
  string: 32,
  array: 64,
  object: 128,
} as const;

const everything = 255;

/** Objects within objects that no schema describes are learnt down to here. */
const deepest = 8;

/** Keys that no schema names are learnt, but no more than these in one file. */
export const mostLearnt = 2000;

/**
 * What is known to be a right value of one place of an entry. It takes too little rather than too much: what it does not take is checked the long
 * way. Each place has its own rule, so that none is in use twice at a time.
 */
export class Rule {
  types = everything;
  /** Of each, one must accept a text. */
  readonly texts: (readonly TextTest[])[] = [];
  /** In code points. */
  leastLength = 0;
  mostLength = Infinity;
  numbers: ReadonlySet<number> | undefined;
  /** No number from the first to the last of these. */
  readonly gaps: (readonly [number, number])[] = [];
  members: Members | undefined;
  items: Rule | undefined;
  /** The only limit of a text, where it is one of these. */
  automaton: Automaton | undefined;
  /** Any text, any number: decided once. */
  anyText = true;
  anyNumber = true;

  constructor(readonly depth: number) {}

  /** To be called once it has got all its limits. */
  close(): this {
    this.anyText = this.texts.length === 0 && this.leastLength === 0 && this.mostLength === Infinity;
    const [tests = [], ...more] = this.texts;
    const [test] = tests;
    const isOnly =
      tests.length === 1 && more.length === 0 && this.leastLength === 0 && this.mostLength === Infinity;
    if (isOnly && test instanceof Automaton) this.automaton = test;
    this.anyNumber = this.numbers === undefined && this.gaps.length === 0;
    return this;
  }

  /** Those of the object that stands here; undefined when it is too deep to be learnt. */
  membersHere(): Members | undefined {
    if (this.members === undefined && this.depth < deepest) this.members = new Members(this.depth, true);
    return this.members;
  }

  itemsHere(): Rule | undefined {
    if (this.items === undefined && this.depth < deepest) this.items = new Rule(this.depth + 1);
    return this.items;
  }
}

/** Takes nothing: whatever stands in its place is checked the long way. */
export function nothing(): Rule {
  const rule = new Rule(0);
  rule.types = 0;
  return rule;
}

/** A key of an object. */
export class Member {
  /** The visit of its object in which it was last seen. */
  seen = 0;
  /** Which one came behind it the last time: entries of a file are alike. */
  next: Member | undefined;
  required = 0;
  /** The primary key. */
  isKey = false;

  /** @param name in UTF-8, between its quotes */
  constructor(
    readonly name: Uint8Array,
    readonly rule: Rule,
  ) {}
}

/** Without one member, all others are needed. */
export interface Condition {
  readonly unless: Member;
  readonly needs: readonly Member[];
}

/** The keys of an object. */
export class Members {
  /** Which one came first the last time. */
  first: Member | undefined;
  required = 0;
  readonly conditions: Condition[] = [];
  readonly #byHash = new Map<number, Member>();

  /** @param open other keys may stand beside those that are known */
  constructor(
    readonly depth: number,
    readonly open: boolean,
  ) {}

  /** @returns undefined when it cannot be told from another one, or needs more than its bytes to be recognised */
  add(name: string, rule: Rule): Member | undefined {
    const text = `"${name}"`;
    // As JSON writes it without an escape; what every object inherits, and lone surrogates, are not for comparing bytes.
    if (JSON.stringify(name) !== text || name in Object.prototype) return undefined;
    const bytes = Buffer.from(text);
    const hash = hashOfBytes(bytes, 0, bytes.length);
    if (this.#byHash.has(hash)) return undefined;
    const member = new Member(bytes, rule);
    this.#byHash.set(hash, member);
    return member;
  }

  /** A key that no schema names: anything may stand there. */
  learn(name: string): Member | undefined {
    return this.add(name, new Rule(this.depth + 1));
  }

  named(name: string): Member | undefined {
    const bytes = Buffer.from(`"${name}"`);
    return this.find(bytes, 0, bytes.length);
  }

  /** The member whose name, with its quotes, stands there. */
  find(bytes: Uint8Array, from: number, to: number): Member | undefined {
    const member = this.#byHash.get(hashOfBytes(bytes, from, to));
    return member !== undefined && standsAt(bytes, from, to, member.name) ? member : undefined;
  }
}
