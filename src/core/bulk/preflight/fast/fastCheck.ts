import { isObject, type JsonObject } from '../../../json';
import { hashOf, hashOfAscii } from '../key';
import { compileRule, type Making } from './compile';
import type { Rule } from './rule';
import { Walker } from './walker';

const quote = 0x22;
const backslash = 0x5c;

/** Larger than any schema of ours. */
const mostRules = 20_000;

/**
 * Tells from the bytes alone that an entry is right, for as many right entries as it can: then it needs neither to be decoded nor parsed nor
 * validated. It never says that an entry is wrong. What it accepts, {@link ../entryCheck.EntryChecker} has nothing to say of, not even a note.
 */
export class FastCheck {
  /** Of the primary key of the entry that was accepted last, as {@link hashOf} has it; 0 without one. */
  hash = 0;
  readonly #walker = new Walker();

  private constructor(
    private readonly rule: Rule,
    private readonly hasKey: boolean,
  ) {}

  /**
   * Undefined where no entry can be known to be right.
   * @param schema the one that the validator has of an entry, `entrySchemaOf`; without it, nothing is checked by a schema
   * @param formOf the pattern of a `format` that the validator knows
   */
  static make(options: {
    readonly schema?: JsonObject | undefined;
    readonly primaryKey?: string | undefined;
    readonly formOf?: Making['formOf'];
  }): FastCheck | undefined {
    const { schema = {}, primaryKey, formOf = () => undefined } = options;
    const { definitions, ...entry } = schema;
    const making: Making = {
      definitions: isObject(definitions) ? definitions : {},
      formOf,
      words: new Map(),
      left: mostRules,
    };
    // A `$schema` is worth a note. The key is named here so that it is known where it stands.
    const key = primaryKey === undefined ? {} : { [primaryKey]: true };
    if (primaryKey === 'data' || primaryKey === '$schema') return undefined;
    const places = { properties: { ...key, data: { properties: key }, $schema: false } };
    const rule = compileRule([entry, places], making, 0);
    if (rule.members === undefined) return undefined;
    if (primaryKey !== undefined) {
      const top = rule.members.named(primaryKey);
      const inner = rule.members.named('data')?.rule.members?.named(primaryKey);
      for (const member of [top, inner]) if (member !== undefined) member.isKey = true;
    }
    return new FastCheck(rule, primaryKey !== undefined);
  }

  /** @param bytes known to be UTF-8; an entry stands from `from` to before `to` */
  accepts(bytes: Buffer, from: number, to: number): boolean {
    const walker = this.#walker;
    if (walker.walk(bytes, from, this.rule) !== to) return false;
    this.hash = 0;
    if (!this.hasKey) return true;
    // Twice: the two may differ.
    if (walker.keys !== 1) return false;
    this.hash = keyHash(bytes, walker.keyFrom, walker.keyTo);
    return this.hash !== 0;
  }
}

/** 0 for what is no key, or has to be decoded. */
function keyHash(bytes: Buffer, from: number, to: number): number {
  const first = bytes[from] ?? 0;
  if (first !== quote) {
    const value = Number(bytes.toString('latin1', from, to));
    return Number.isNaN(value) ? 0 : hashOf(String(value));
  }
  if (to - from === 2) return 0;
  for (let i = from + 1; i < to - 1; i++) {
    const here = bytes[i] ?? 0;
    if (here === backslash) return 0;
    if (here >= 0x80) return hashOf(bytes.toString('utf8', from + 1, to - 1));
  }
  return hashOfAscii(bytes, from + 1, to - 1);
}
