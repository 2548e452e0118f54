import { isObject, type JsonObject } from '../../json';
import type { Procedure } from '../../catalog/model';
import { parsePayload } from '../../payload/parse';
import { schemaKind } from '../../payload/schemaKind';
import type { Path } from '../../payload/tree';
import type { SchemaProblem, Validate } from '../../schema/validator';
import { mostKeys } from '../scan/entryIndex';
import type { Causes, CauseHead, RawPlace } from './causes';
import { hashOf, keyOf } from './key';
import { isLossy } from './lossy';
import type { Severity } from './report';
import { walkText } from './textWalk';
import { causePath, countKeys, placeholdersIn, typeOf, valueAt } from './values';

/** An entry as it stands in the file, and what is known of it beforehand. */
export interface EntryText {
  /** From 0, in the file. */
  readonly entry: number;
  readonly line: number;
  readonly text: () => string;
  /** Parsed already; undefined: not yet, or it is no JSON. */
  readonly value: unknown;
  /** Of the scanner: keys on all levels; whether a number may not fit into a double; whether a placeholder may be in it. */
  readonly keys: number;
  readonly longNumber: boolean;
  readonly placeholder: boolean;
}

export interface EntryRules {
  /** Of `compileEntryValidator`. */
  readonly validate?: Validate | undefined;
  readonly procedure?: Procedure | undefined;
}

/** 0: valid, or notes only; bit 0: a warning or an error; bit 1: an error. */
export type Verdict = number;
const weight = { note: 0, warning: 1, error: 3 } as const satisfies Record<Severity, Verdict>;

/** Checks entries one by one; what it finds goes to `causes`. Never throws for what an entry holds. */
export class EntryChecker {
  /** Of the latest entry's primary key; 0 without one. */
  hash = 0;
  #verdict: Verdict = 0;

  constructor(
    private readonly causes: Causes,
    private readonly rules: EntryRules,
  ) {}

  check(item: EntryText): Verdict {
    this.#verdict = 0;
    this.hash = 0;
    let { value } = item;
    try {
      value ??= JSON.parse(item.text());
    } catch {
      this.#unreadable(item);
      return this.#verdict;
    }
    // The scanner takes nothing else for an entry.
    if (!isObject(value)) return this.#verdict;
    const placeholders = item.placeholder ? this.#placeholders(item, value) : undefined;
    this.#schema(item, value, placeholders);
    this.#key(item, value);
    this.#text(item, value);
    return this.#verdict;
  }

  /** For an entry that is not even read. */
  refuse(place: RawPlace, id: string, head: () => CauseHead): Verdict {
    this.hash = 0;
    this.causes.add(id, place, head);
    return weight.error;
  }

  #schema(item: EntryText, value: JsonObject, placeholders: ReadonlySet<string> | undefined): void {
    if (this.rules.validate === undefined) return;
    for (const problem of this.rules.validate(value)) {
      if (placeholders?.has(JSON.stringify(problem.path)) === true) continue;
      this.#problem(item, value, problem);
    }
  }

  #problem(item: EntryText, value: JsonObject, problem: SchemaProblem): void {
    const { path, keyword, params } = problem;
    const typeAt = (at: Path): ReturnType<typeof typeOf> => typeOf(valueAt(value, at));
    const name = params['missingProperty'] ?? params['additionalProperty'];
    const detail = typeof name === 'string' ? name : keyword === 'type' ? typeAt(path) : '';
    const own = causePath(path);
    this.#found(
      item,
      `${keyword}\n${detail}\n${own.join('\n')}`,
      'warning',
      () => {
        const kind = schemaKind(problem, this.rules.procedure, typeAt);
        const ofKey = kind.code === 'unknownField' || kind.code === 'unknownAttribute';
        return { ...kind, severity: 'warning', path: ofKey ? [...own, kind.params.name] : own };
      },
      keyword === 'required'
        ? undefined
        : () => valueText(item, value, keyword === 'additionalProperties' ? [...path, detail] : path),
    );
  }

  #placeholders(item: EntryText, value: JsonObject): ReadonlySet<string> {
    const paths = new Set<string>();
    for (const { path, text } of placeholdersIn(value)) {
      paths.add(JSON.stringify(path));
      const own = causePath(path);
      this.#found(item, `placeholder\n${text}\n${own.join('\n')}`, 'error', () => ({
        code: 'placeholder',
        params: { text },
        severity: 'error',
        path: own,
      }));
    }
    return paths;
  }

  #key(item: EntryText, value: JsonObject): void {
    const key = this.rules.procedure?.primaryKey;
    if (key === undefined) return;
    const own = keyOf(value, key);
    if (own.value !== undefined) {
      this.hash = hashOf(String(own.value));
    } else {
      const code = own.notText ? 'primaryKeyNotText' : 'noPrimaryKey';
      this.#found(item, code, 'note', () => ({ code, params: { key }, severity: 'note', path: [key] }));
    }
    if (own.differs) {
      const code = 'primaryKeyDiffers';
      this.#found(item, code, 'warning', () => ({ code, params: { key }, severity: 'warning', path: [key] }));
    }
  }

  /** What the value does not tell any more. */
  #text(item: EntryText, value: JsonObject): void {
    if (value['$schema'] !== undefined) {
      const code = 'schemaKey';
      this.#found(item, code, 'note', () => ({ code, params: {}, severity: 'note', path: ['$schema'] }));
    }
    const twice = item.keys >= mostKeys || item.keys !== countKeys(value);
    if (!twice && !item.longNumber) return;
    walkText(item.text(), {
      again: path => {
        const own = causePath(path);
        this.#found(item, `duplicateKey\n${own.join('\n')}`, 'warning', () => ({
          code: 'duplicateKey',
          params: { key: String(path.at(-1)) },
          severity: 'warning',
          path: own,
        }));
      },
      number: (path, raw) => {
        if (!item.longNumber || !isLossy(raw)) return;
        const own = causePath(path);
        this.#found(
          item,
          `lossyNumber\n${own.join('\n')}`,
          'warning',
          () => ({ code: 'lossyNumber', params: {}, severity: 'warning', path: own }),
          () => raw,
        );
      },
    });
  }

  /** The same words for it as for a single payload. */
  #unreadable(item: EntryText): void {
    const parsed = parsePayload(item.text());
    const [first] = parsed.ok ? [] : parsed.problems;
    const problem = first?.code ?? 'InvalidSymbol';
    const line = first?.line ?? 1;
    const place: RawPlace = {
      entry: item.entry,
      line: item.line + line - 1,
      column: first?.column ?? 1,
      ...(line === 1 ? { fromStart: true } : {}),
    };
    this.#verdict |= weight.error;
    this.causes.add(
      `unreadable\n${problem}`,
      place,
      () => ({ code: 'unreadable', params: { problem }, severity: 'error', path: [] }),
      () => first?.found,
    );
  }

  #found(
    item: EntryText,
    id: string,
    severity: Severity,
    head: () => CauseHead,
    value?: () => string | undefined,
  ): void {
    this.#verdict |= weight[severity];
    this.causes.add(id, { entry: item.entry, line: item.line }, head, value);
  }
}

/** A value as the file has it: a number with all its digits, which the parsed one may have lost. */
function valueText({ longNumber, text }: EntryText, value: JsonObject, at: Path): string | undefined {
  const found = valueAt(value, at);
  let raw: string | undefined;
  if (longNumber && typeof found === 'number') {
    walkText(text(), {
      number: (path, digits) => {
        if (path.length === at.length && path.every((step, i) => step === at[i])) raw = digits;
      },
    });
  }
  return raw ?? JSON.stringify(found);
}
