import { isArray, isObject, type Json, type JsonObject } from '../../../json';
import { compileMembers } from './compileMembers';
import { flatten, type Part } from './flatten';
import { bit, nothing, Rule } from './rule';
import { formTest, wordsTest, type TextTest } from './texts';

/** What rules are made of, apart from the schema of their place. */
export interface Making {
  readonly definitions: JsonObject;
  /** The form of a `format`; undefined for one that is not a pattern. */
  readonly formOf: (format: string) => RegExp | undefined;
  /** Lists of values are shared by many attributes. */
  readonly words: Map<Json, TextTest>;
  /** So many rules may still be made. */
  left: number;
}

const numberTypes = bit.integer | bit.fraction;

const typeBits: ReadonlyMap<string, number> = new Map([
  ['null', bit.null],
  ['boolean', bit.true | bit.false],
  ['integer', bit.integer],
  ['number', numberTypes],
  ['string', bit.string],
  ['array', bit.array],
  ['object', bit.object],
]);

/** The keywords that speak of objects; those of one part belong together. */
const objectKeywords: ReadonlySet<string> = new Set([
  'properties',
  'required',
  'additionalProperties',
  'if',
  'else',
]);

/** Makes the rule for a place of which all these schemas hold. What it does not understand makes it take nothing, or less. */
export function compileRule(schemas: readonly Json[], making: Making, depth: number): Rule {
  const parts = making.left-- > 0 ? flatten(schemas, making.definitions) : undefined;
  if (parts === undefined) return nothing();
  const rule = new Rule(depth);
  const items: Json[] = [];
  for (const part of parts) {
    for (const [keyword, value] of part) {
      if (keyword === 'items') items.push(value);
      else if (!objectKeywords.has(keyword) && !narrow(rule, keyword, value, making)) return nothing();
    }
  }
  const speaksOfObjects = (part: Part): boolean => [...part.keys()].some(each => objectKeywords.has(each));
  if ((rule.types & bit.object) !== 0 && parts.some(speaksOfObjects)) {
    rule.members = compileMembers(parts, making, depth);
    if (rule.members === undefined) rule.types &= ~bit.object;
  }
  if (items.length > 0) rule.items = compileRule(items, making, depth + 1);
  return rule.close();
}

function bitsOf(types: readonly Json[]): number {
  return types.reduce<number>(
    (bits, type) => bits | (typeof type === 'string' ? (typeBits.get(type) ?? 0) : 0),
    0,
  );
}

/** @returns false for what it does not understand */
function narrow(rule: Rule, keyword: string, value: Json, making: Making): boolean {
  switch (keyword) {
    case 'type':
      rule.types &= bitsOf(isArray(value) ? value : [value]);
      return true;
    case 'enum':
      return isArray(value) && narrowToValues(rule, value, making);
    case 'minLength':
      if (typeof value !== 'number') return false;
      rule.leastLength = Math.max(rule.leastLength, value);
      return true;
    case 'maxLength':
      if (typeof value !== 'number') return false;
      rule.mostLength = Math.min(rule.mostLength, value);
      return true;
    case 'pattern':
    case 'format': {
      if (typeof value !== 'string') return false;
      // With the flag of the validator.
      const form = keyword === 'pattern' ? new RegExp(value, 'u') : making.formOf(value);
      if (form !== undefined) rule.texts.push([formTest(form)]);
      return form !== undefined;
    }
    case 'anyOf':
      return isArray(value) && narrowToAny(rule, value, making);
    case 'not':
      return narrowToRest(rule, value);
    default:
      return false;
  }
}

function narrowToValues(rule: Rule, values: readonly Json[], making: Making): boolean {
  const numbers = new Set<number>();
  const words: string[] = [];
  let types = 0;
  for (const value of values) {
    if (typeof value === 'string') words.push(value);
    else if (typeof value === 'number') numbers.add(value);
    else if (value === null) types |= bit.null;
    else if (typeof value === 'boolean') types |= value ? bit.true : bit.false;
  }
  if (words.length > 0) {
    types |= bit.string;
    const known = making.words.get(values) ?? wordsTest(words);
    making.words.set(values, known);
    rule.texts.push([known]);
  }
  if (numbers.size > 0) {
    types |= numberTypes;
    const before = rule.numbers;
    rule.numbers = before === undefined ? numbers : new Set([...numbers].filter(each => before.has(each)));
  }
  rule.types &= types;
  return true;
}

/** Texts may fit into one alternative or the other; any other value only into one that takes all of its type. */
function narrowToAny(rule: Rule, alternatives: readonly Json[], making: Making): boolean {
  let types = 0;
  let anyText = false;
  const tests: TextTest[] = [];
  for (const alternative of alternatives) {
    const taken = compileRule([alternative], making, rule.depth);
    let bits = taken.types & ~bit.string;
    if (!taken.anyNumber) bits &= ~numberTypes;
    if (taken.items !== undefined) bits &= ~bit.array;
    if (taken.members !== undefined) bits &= ~bit.object;
    types |= bits;
    if ((taken.types & bit.string) === 0) continue;
    const [test = [], ...more] = taken.texts;
    if (taken.anyText) anyText = true;
    else if (more.length === 0 && taken.leastLength === 0 && taken.mostLength === Infinity)
      tests.push(...test);
  }
  if (!anyText && tests.length > 0) rule.texts.push(tests);
  if (anyText || tests.length > 0) types |= bit.string;
  rule.types &= types;
  return true;
}

const spanKeywords: ReadonlySet<string> = new Set([
  'type',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
]);

/** Numbers of a span are not wanted; its ends are left to the validator. */
function narrowToRest(rule: Rule, value: Json): boolean {
  if (!isObject(value) || !Object.keys(value).every(keyword => spanKeywords.has(keyword))) return false;
  // Without it, a text would be within the span.
  if (value['type'] !== 'number' && value['type'] !== 'integer') return false;
  const { minimum = -Infinity, maximum = Infinity } = value;
  const { exclusiveMinimum: first = minimum, exclusiveMaximum: last = maximum } = value;
  if (typeof first !== 'number' || typeof last !== 'number') return false;
  rule.gaps.push([first, last]);
  return true;
}
