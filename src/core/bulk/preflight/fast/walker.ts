import { byte } from '../../scan/bytes';
import { isLossy } from '../lossy';
import type { Automaton } from './automaton';
import { endOfText } from './escapes';
import { bit, mostLearnt, type Member, type Members, type Rule } from './rule';

const minus = 0x2d;
const dot = 0x2e;
const zero = 0x30;
const nine = 0x39;
const [f, n, t] = [0x66, 0x6e, 0x74];
const lowerE = 0x65;
const upperE = 0x45;

/** As many digits stand for the same number in a double, whatever they are. */
const exactDigits = 15;

/** Not known to be right. */
const unsure = -1;

/**
 * Walks through the bytes of an entry along its rule. Each method takes the place of a value's first byte and returns the one behind it, or
 * {@link unsure}. The bytes must be right UTF-8.
 */
export class Walker {
  /** Where the values of the primary key stand, and how many there are. */
  keyFrom = 0;
  keyTo = 0;
  keys = 0;
  /** Counts the objects that were visited: a key that was seen in this visit must not come again. */
  #visit = 0;
  #learnt = 0;
  #bytes: Buffer = Buffer.alloc(0);

  /** @returns the place behind the entry; negative when it is not known to be right */
  walk(bytes: Buffer, from: number, rule: Rule): number {
    this.#bytes = bytes;
    this.keys = 0;
    return this.#value(from, rule);
  }

  #value(from: number, rule: Rule): number {
    const { types } = rule;
    switch (this.#bytes[from]) {
      case byte.quote:
        return (types & bit.string) === 0 ? unsure : this.#text(from + 1, rule);
      case byte.open: {
        const members = (types & bit.object) === 0 ? undefined : rule.membersHere();
        return members === undefined ? unsure : this.#object(from + 1, members);
      }
      case byte.openList: {
        const items = (types & bit.array) === 0 ? undefined : rule.itemsHere();
        return items === undefined ? unsure : this.#list(from + 1, items);
      }
      case t:
        return (types & bit.true) === 0 ? unsure : this.#word(from, 'true');
      case f:
        return (types & bit.false) === 0 ? unsure : this.#word(from, 'false');
      case n:
        return (types & bit.null) === 0 ? unsure : this.#word(from, 'null');
      default:
        return this.#number(from, rule);
    }
  }

  #object(from: number, members: Members): number {
    const bytes = this.#bytes;
    const { comma, quote, colon, space, close } = byte;
    const visit = ++this.#visit;
    let { required, first: expected } = members;
    let before: Member | undefined;
    let i = this.#blanks(from);
    while (bytes[i] === quote) {
      let member = expected;
      let behind = member === undefined ? unsure : this.#behind(i, member.name);
      if (member === undefined || behind < 0) {
        member = this.#find(i, members);
        if (member === undefined) return unsure;
        behind = i + member.name.length;
        if (before === undefined) members.first = member;
        else before.next = member;
      }
      if (member.seen === visit) return unsure;
      member.seen = visit;
      required -= member.required;
      i = bytes[behind] === colon ? behind : this.#blanks(behind);
      if (bytes[i++] !== colon) return unsure;
      if ((bytes[i] ?? 0) <= space) i = this.#blanks(i);
      const value = i;
      i = this.#value(i, member.rule);
      if (i < 0) return unsure;
      if (member.isKey) this.#noteKey(value, i);
      if ((bytes[i] ?? 0) <= space) i = this.#blanks(i);
      if (bytes[i] === close) return this.#isWhole(visit, required, members) ? i + 1 : unsure;
      if (bytes[i++] !== comma) return unsure;
      if ((bytes[i] ?? 0) <= space) i = this.#blanks(i);
      before = member;
      expected = member.next;
    }
    // Only an object without a key ends here.
    return before === undefined && bytes[i] === close && this.#isWhole(visit, required, members)
      ? i + 1
      : unsure;
  }

  #isWhole(visit: number, required: number, { conditions }: Members): boolean {
    if (required !== 0) return false;
    for (const { unless, needs } of conditions) {
      // What was seen since then was seen within this object.
      if (unless.seen !== visit && !needs.every(member => member.seen >= visit)) return false;
    }
    return true;
  }

  #list(from: number, items: Rule): number {
    const bytes = this.#bytes;
    let i = this.#blanks(from);
    if (bytes[i] === byte.closeList) return i + 1;
    for (;;) {
      i = this.#value(i, items);
      if (i < 0) return unsure;
      i = this.#blanks(i);
      if (bytes[i] === byte.closeList) return i + 1;
      if (bytes[i] !== byte.comma) return unsure;
      i = this.#blanks(i + 1);
    }
  }

  /** From behind the opening quote. */
  #text(from: number, rule: Rule): number {
    const bytes = this.#bytes;
    if (rule.automaton !== undefined) return endInForm(bytes, from, rule.automaton);
    const { quote, backslash, space } = byte;
    let i = from;
    let here = bytes[i] ?? 0;
    // ‹, also as an escape: it may be a placeholder.
    if (here === 0xe2 && bytes[i + 1] === 0x80 && bytes[i + 2] === 0xb9) return unsure;
    while (here !== quote && here !== backslash && here >= space) here = bytes[++i] ?? 0;
    if (here === quote) return rule.anyText || this.#fits(from, i, rule) ? i + 1 : unsure;
    // An escape stands for one character at least.
    const free = rule.texts.length === 0 && rule.leastLength <= 1 && rule.mostLength === Infinity;
    if (here !== backslash || !free) return unsure;
    return endOfText(bytes, from, i);
  }

  #fits(from: number, to: number, rule: Rule): boolean {
    const bytes = this.#bytes;
    // An empty text is the only one that has too few characters as a rule.
    if (rule.leastLength > 1 || rule.mostLength < Infinity) {
      let length = to - from;
      for (let i = from; i < to; i++) if (((bytes[i] ?? 0) & 0xc0) === 0x80) length--;
      if (length < rule.leastLength || length > rule.mostLength) return false;
    } else if (rule.leastLength === 1 && from === to) {
      return false;
    }
    for (const tests of rule.texts) {
      let fits = false;
      for (const test of tests) fits ||= test.accepts(bytes, from, to);
      if (!fits) return false;
    }
    return true;
  }

  #number(from: number, rule: Rule): number {
    const bytes = this.#bytes;
    let i = bytes[from] === minus ? from + 1 : from;
    const first = i;
    let value = 0;
    let here = bytes[i] ?? 0;
    while (here >= zero && here <= nine) {
      value = value * 10 + (here - zero);
      here = bytes[++i] ?? 0;
    }
    const digits = i - first;
    if (digits === 0 || (digits > 1 && bytes[first] === zero)) return unsure;
    let plain = digits <= exactDigits;
    const whole = i;
    if (here === dot) {
      here = bytes[++i] ?? 0;
      while (here >= zero && here <= nine) here = bytes[++i] ?? 0;
      if (i === whole + 1) return unsure;
      plain = i - first - 1 <= exactDigits;
    }
    if (here === lowerE || here === upperE) {
      plain = false;
      here = bytes[++i] ?? 0;
      if (here === minus || here === 0x2b) here = bytes[++i] ?? 0;
      const power = i;
      while (here >= zero && here <= nine) here = bytes[++i] ?? 0;
      if (i === power) return unsure;
    }
    const isWhole = i === whole;
    if (plain && isWhole && rule.anyNumber) return (rule.types & bit.integer) === 0 ? unsure : i;
    if (plain && rule.anyNumber && (rule.types & bit.fraction) !== 0) return i;
    if (plain && isWhole) return isAmong(first === from ? value : -value, rule) ? i : unsure;
    const raw = bytes.toString('latin1', from, i);
    return (plain || !isLossy(raw)) && isAmong(Number(raw), rule) ? i : unsure;
  }

  #word(from: number, word: string): number {
    for (let i = 0; i < word.length; i++) {
      if (this.#bytes[from + i] !== word.charCodeAt(i)) return unsure;
    }
    return from + word.length;
  }

  /** Behind the name that is expected here. */
  #behind(from: number, name: Uint8Array): number {
    const bytes = this.#bytes;
    const { length } = name;
    for (let i = 1; i < length; i++) if (bytes[from + i] !== name[i]) return unsure;
    return from + length;
  }

  /** A key that is not the expected one; one that is new is learnt where others may stand. */
  #find(from: number, members: Members): Member | undefined {
    const bytes = this.#bytes;
    let i = from + 1;
    let here = bytes[i] ?? 0;
    while (here !== byte.quote && here !== byte.backslash && here >= byte.space) here = bytes[++i] ?? 0;
    if (here !== byte.quote) return undefined;
    const known = members.find(bytes, from, i + 1);
    if (known !== undefined || !members.open || this.#learnt >= mostLearnt) return known;
    this.#learnt++;
    return members.learn(bytes.toString('utf8', from + 1, i));
  }

  #noteKey(from: number, to: number): void {
    this.keys++;
    this.keyFrom = from;
    this.keyTo = to;
  }

  #blanks(from: number): number {
    const bytes = this.#bytes;
    let i = from;
    let here = bytes[i] ?? 0;
    while (here === byte.space || here === byte.lf || here === byte.cr || here === byte.tab)
      here = bytes[++i] ?? 0;
    return i;
  }
}

/** The place behind a text, given that of its first byte. */
function endInForm(bytes: Buffer, from: number, { next, ends }: Automaton): number {
  const { quote } = byte;
  let i = from;
  let state = 1;
  // Nothing is taken from state 0, so that it ends before the bytes do.
  for (let here = bytes[i] ?? 0; here !== quote && state !== 0; here = bytes[++i] ?? 0) {
    state = next[(state << 8) | here] ?? 0;
  }
  return ends[state] === 1 ? i + 1 : unsure;
}

function isAmong(value: number, { types, numbers, gaps }: Rule): boolean {
  const type = value % 1 === 0 ? bit.integer : bit.fraction;
  if ((types & type) === 0) return false;
  if (numbers !== undefined && !numbers.has(value)) return false;
  for (const [first, last] of gaps) if (value >= first && value <= last) return false;
  return true;
}
