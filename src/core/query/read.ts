import { isObject, type Json, type JsonObject } from '../json';
import { fieldOf, type QueryContext, type QueryField } from './fields';
import { notKnown } from './known';
import { tokens, type Token } from './tokens';
import { readValue, type ReadValue } from './value';
import { whereOf, type QueryNode } from './where';

/** What may come next in a query. */
export type Expected =
  | { readonly kind: 'field' }
  | { readonly kind: 'operator' | 'value'; readonly field: QueryField }
  /** `and`, `or`; or the end. */
  | { readonly kind: 'connector'; readonly open: boolean };

export type QueryProblem =
  | { readonly code: 'unfinished'; readonly expected: Expected }
  | {
      readonly code: 'unexpected';
      readonly expected: Expected;
      readonly found: string;
      readonly offset: number;
    }
  | { readonly code: 'notATime'; readonly field: string; readonly found: string }
  | { readonly code: 'orderOfSeveral'; readonly field: string }
  | { readonly code: 'notJson' };

export type QueryReading =
  | {
      readonly ok: true;
      readonly where: JsonObject;
      /** What the catalog does not know for this procedure: names of fields, and values of those whose values it should know. */
      readonly unknown: readonly string[];
    }
  | { readonly ok: false; readonly problem: QueryProblem };

/**
 * Reads a query: `state = NEW and createdAt > "7 days ago"`, `(a = 1 or b = [x, y]) and c != z`, or the query object of page
 * docs:api/process/list itself as JSON, which goes as it is. An empty text asks for everything.
 */
export function readQuery(text: string, context: QueryContext): QueryReading {
  if (text.trim() === '') return { ok: true, where: {}, unknown: [] };
  if (text.trim().startsWith('{')) return readJson(text, context);
  const reader = new Reader(tokens(text), context);
  try {
    const where = whereOf(reader.whole());
    return { ok: true, where, unknown: notKnown(where, context) };
  } catch (problem) {
    if (problem instanceof Refused) return { ok: false, problem: problem.problem };
    throw problem;
  }
}

/** What may come behind a text. */
export function expectedAfter(text: string, context: QueryContext): Expected | undefined {
  const reader = new Reader(tokens(text), context);
  try {
    reader.whole();
  } catch (problem) {
    if (!(problem instanceof Refused)) throw problem;
    return problem.problem.code === 'unfinished' ? problem.problem.expected : undefined;
  }
  return { kind: 'connector', open: false };
}

/** The whole body of a List call is understood, too: people copy it from the documents. */
function readJson(text: string, context: QueryContext): QueryReading {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    return { ok: false, problem: { code: 'notJson' } };
  }
  if (!isObject(value)) return { ok: false, problem: { code: 'notJson' } };
  const where = isObject(value['where']) ? value['where'] : value;
  return { ok: true, where, unknown: notKnown(where, context) };
}

class Refused extends Error {
  constructor(readonly problem: QueryProblem) {
    super(problem.code);
  }
}

/** More brackets than anyone types; more of them would be too much for the call stack. */
const deepest = 40;

class Reader {
  #at = 0;

  constructor(
    private readonly all: readonly Token[],
    private readonly context: QueryContext,
  ) {}

  whole(): QueryNode {
    const node = this.#or(0);
    const rest = this.all[this.#at];
    if (rest !== undefined) throw unexpected(rest, { kind: 'connector', open: false });
    return node;
  }

  #or(depth: number): QueryNode {
    const parts = [this.#and(depth)];
    while (this.#takeWord('or')) parts.push(this.#and(depth));
    return one('or', parts);
  }

  #and(depth: number): QueryNode {
    const parts = [this.#part(depth)];
    while (this.#takeWord('and')) parts.push(this.#part(depth));
    return one('and', parts);
  }

  #part(depth: number): QueryNode {
    if (depth < deepest && this.#takeSign('(')) {
      const inner = this.#or(depth + 1);
      const expected = { kind: 'connector', open: true } as const;
      if (this.all[this.#at] === undefined) throw new Refused({ code: 'unfinished', expected });
      if (!this.#takeSign(')')) throw this.#unexpected(expected);
      return inner;
    }
    return this.#condition();
  }

  #condition(): QueryNode {
    const { text: name } = this.#word({ kind: 'field' });
    const field = fieldOf(this.context.procedure, name);
    const token = this.#next({ kind: 'operator', field });
    if (token.kind !== 'operator') throw unexpected(token, { kind: 'operator', field });
    const { operator } = token;
    const expected = { kind: 'value', field } as const;
    const values: ReadValue[] = [];
    if (this.#takeSign('[')) {
      do values.push(this.#value(field, expected));
      while (this.#takeSign(','));
      if (this.all[this.#at] === undefined) throw new Refused({ code: 'unfinished', expected });
      if (!this.#takeSign(']')) throw this.#unexpected(expected);
      if (operator !== '=' && operator !== '!=')
        throw new Refused({ code: 'orderOfSeveral', field: field.name });
    } else values.push(this.#value(field, expected));
    return { kind: 'condition', field: field.name, operator, values };
  }

  #value(field: QueryField, expected: Expected): ReadValue {
    const { text: first, quoted } = this.#word(expected);
    const text = quoted ? first : [first, ...this.#moreWords()].join(' ');
    const read = readValue(field, text, quoted, this.context);
    if (read.length === 0) throw new Refused({ code: 'notATime', field: field.name, found: text });
    return read;
  }

  /** `New York`, `7 days ago`: people do not think of quotes. */
  #moreWords(): readonly string[] {
    const words: string[] = [];
    for (
      let token = this.all[this.#at];
      token?.kind === 'word' && !token.quoted;
      token = this.all[this.#at]
    ) {
      if (/^(?:and|or)$/i.test(token.text) || this.all[this.#at + 1]?.kind === 'operator') break;
      words.push(token.text);
      this.#at += 1;
    }
    return words;
  }

  #next(expected: Expected): Token {
    const token = this.all[this.#at];
    if (token === undefined) throw new Refused({ code: 'unfinished', expected });
    this.#at += 1;
    return token;
  }

  #word(expected: Expected): Token & { readonly kind: 'word' } {
    const token = this.#next(expected);
    if (token.kind !== 'word') throw unexpected(token, expected);
    return token;
  }

  #takeWord(word: string): boolean {
    const token = this.all[this.#at];
    const fits = token?.kind === 'word' && !token.quoted && token.text.toLowerCase() === word;
    if (fits) this.#at += 1;
    return fits;
  }

  #takeSign(sign: string): boolean {
    const token = this.all[this.#at];
    const fits = token?.kind === 'sign' && token.sign === sign;
    if (fits) this.#at += 1;
    return fits;
  }

  #unexpected(expected: Expected): Refused {
    const token = this.all[this.#at];
    return token === undefined ? new Refused({ code: 'unfinished', expected }) : unexpected(token, expected);
  }
}

function one(kind: 'and' | 'or', parts: readonly QueryNode[]): QueryNode {
  const [first, ...rest] = parts;
  return first !== undefined && rest.length === 0 ? first : { kind, parts };
}

function unexpected(token: Token, expected: Expected): Refused {
  const found = token.kind === 'word' ? token.text : token.kind === 'sign' ? token.sign : token.operator;
  return new Refused({ code: 'unexpected', expected, found, offset: token.offset });
}
