import { checkPayload, type CheckOptions, type Finding } from './check';
import { listKey } from './listKey';
import type { TextRange } from './range';
import { kind, Tokens } from './tokens';
import type { Path } from './tree';

/** After these there is a chance to rest. */
const tokensAtOnce = 256;

/**
 * The check of a list of processes that is edited: each is checked alone, and only once as long as its text and what it is checked by stay the same, wherever
 * it moves to. Repeated keys are for pre-flight, which has all of the file.
 */
export class ListCheck {
  #known = new Map<string, readonly Finding[]>();
  #options: CheckOptions = {};

  /** @param isWanted findings that are not are not kept */
  constructor(private readonly isWanted: (finding: Finding) => boolean = () => true) {}

  /**
   * What {@link checkPayload} has against each process, in the order of the text. Never throws, whatever the text; of what is not closed nothing is said.
   * @param text an array, `{ "processes": [ … ] }`, or JSON lines
   * @param most after so many findings the rest is not checked
   */
  *check(
    text: string,
    { inLines = false, ...options }: CheckOptions & { readonly inLines?: boolean },
    most: number,
  ): Generator<void, readonly Finding[], void> {
    if (options.validate !== this.#options.validate || options.procedure !== this.#options.procedure)
      this.#known.clear();
    this.#options = options;
    // Made anew each time: a key that is kept would keep the whole text alive that it was cut out of.
    const known = new Map<string, readonly Finding[]>();
    const all: Finding[] = [];
    for (const found of inLines ? linesOf(text) : entriesOf(text)) {
      if (found === undefined) {
        yield;
        continue;
      }
      const { offset, length } = found;
      const entry = text.slice(offset, offset + length);
      const findings = this.#known.get(entry) ?? checkEntry(entry, options).filter(this.isWanted);
      known.set(entry, findings);
      for (const finding of findings) {
        if (all.length === most) break;
        all.push({ ...placed(finding, found), offset: offset + finding.offset });
      }
      if (all.length === most) break;
      yield;
    }
    this.#known = known;
    return all;
  }
}

/** With offsets and paths from the process. As one of a list, since an entry may have its primary key elsewhere than a process alone. */
function checkEntry(entry: string, options: CheckOptions): readonly Finding[] {
  return checkPayload(`[${entry}]`, options)
    .filter(({ code }) => code !== 'isArray')
    .map(finding => {
      const offset = Math.min(finding.offset - 1, entry.length);
      const length = Math.min(finding.length, entry.length - offset);
      const place = { offset, length, path: finding.path.slice(1) };
      return finding.code === 'syntax'
        ? { ...finding, ...place, params: { ...finding.params, column: finding.params.column - 1 } }
        : { ...finding, ...place };
    });
}

interface Entry extends TextRange {
  readonly path: Path;
  /** Where an entry is a line: from 1. */
  readonly line?: number;
}

function placed(finding: Finding, { path, line }: Entry): Finding {
  const at = { path: [...path, ...finding.path] };
  return finding.code === 'syntax' && line !== undefined
    ? { ...finding, ...at, params: { ...finding.params, line } }
    : { ...finding, ...at };
}

/** Where the processes stand, and undefined now and then. The list is the first array of the text. */
function* entriesOf(text: string): Generator<Entry | undefined, void, void> {
  const tokens = new Tokens(text);
  let token = tokens.next();
  while (token === kind.lineComment || token === kind.blockComment) token = tokens.next();
  const list: Path = token === kind.openBracket ? [] : [listKey];
  while (token !== kind.openBracket && token !== kind.end) token = tokens.next();
  let depth = 0;
  let start = 0;
  let count = 0;
  const entry = (offset: number, length: number): Entry => ({ offset, length, path: [...list, count++] });
  for (let n = 1; depth >= 0; n++) {
    if (n % tokensAtOnce === 0) yield undefined;
    token = tokens.next();
    switch (token) {
      case kind.end:
        return;
      case kind.openBrace:
      case kind.openBracket:
        if (depth === 0) start = tokens.offset;
        depth += 1;
        break;
      case kind.closeBrace:
      case kind.closeBracket:
        depth -= 1;
        if (depth === 0) yield entry(start, tokens.offset + 1 - start);
        break;
      case kind.comma:
      case kind.lineComment:
      case kind.blockComment:
        break;
      default:
        // What is no process at all.
        if (depth === 0) yield entry(tokens.offset, tokens.length);
    }
  }
}

/** Where the lines stand that hold something, and undefined now and then. */
function* linesOf(text: string): Generator<Entry | undefined, void, void> {
  let count = 0;
  let number = 0;
  for (let start = 0, end: number; start < text.length; start = end + 1) {
    number += 1;
    const next = text.indexOf('\n', start);
    end = next < 0 ? text.length : next;
    const line = text.slice(start, end);
    if (line.trim() === '') yield undefined;
    else yield { offset: start, length: line.trimEnd().length, path: [count++], line: number };
  }
}
