import { createHash } from 'node:crypto';
import { Slices } from '../slices';
import type { TextRange } from './range';
import { kind, Tokens } from './tokens';

/** Something that is wrong in a text, in the words for the user. */
export interface Problem extends TextRange {
  readonly message: string;
}

/** What is wrong with a process of a list, given as the only one of its list: `[{ … }]`. Places are those of that text. */
export type CheckProcess = (list: string) => Promise<readonly Problem[]>;

/** In UTF-16 units: more is not read in one go. A list whose brackets are left open looks like one process, too. */
const largestProcess = 200_000;
/** After these there is a chance to rest. */
const tokensAtOnce = 256;

/**
 * The problems of a list of processes that is edited: each is checked alone, and only once as long as its text stays the same, wherever it moves to. Repeated
 * keys are for pre-flight, which has all of the file. Of a process of more than 200,000 characters nothing is said.
 */
export class ListProblems {
  /** By what each text comes to: the text itself would keep the whole list alive that it was cut out of. */
  #known = new Map<string, readonly Problem[]>();
  #check: CheckProcess | undefined;

  /**
   * Reads a list in slices, whatever its size.
   * @param text an array, `{ "processes": [ … ] }`, or with `inLines` JSON lines
   * @param check another one checks everything anew
   * @param most after so many problems the rest is not checked
   * @param signal stops it: rejects with its reason
   * @returns in the order of the text; of what is not closed nothing is said
   */
  async find(
    text: string,
    check: CheckProcess,
    {
      inLines,
      most,
      signal,
    }: { readonly inLines: boolean; readonly most: number; readonly signal: AbortSignal },
  ): Promise<readonly Problem[]> {
    if (check !== this.#check) this.#known.clear();
    this.#check = check;
    // What is no longer in the list is forgotten at the end; one that is stopped has not worked in vain.
    const seen = new Map<string, readonly Problem[]>();
    const all: Problem[] = [];
    const slices = new Slices();
    for (const range of inLines ? linesOf(text) : processesIn(text)) {
      if (slices.due) await slices.rest();
      signal.throwIfAborted();
      if (range === undefined || range.length > largestProcess) continue;
      const process = text.slice(range.offset, range.offset + range.length);
      const digest = createHash('sha256').update(process).digest('base64');
      const problems = this.#known.get(digest) ?? (await check(`[${process}]`));
      this.#known.set(digest, problems);
      seen.set(digest, problems);
      for (const problem of problems) all.push(placed(problem, range));
      if (all.length >= most) break;
    }
    this.#known = seen;
    return all.slice(0, most);
  }
}

/** Out of `[…]`, where what is missing at the end is found behind it. */
function placed({ offset, length, message }: Problem, process: TextRange): Problem {
  const start = Math.min(Math.max(offset - 1, 0), process.length);
  return { message, offset: process.offset + start, length: Math.min(length, process.length - start) };
}

/** Where the processes of a list stand, and undefined now and then. The list is the first array of the text. */
function* processesIn(text: string): Generator<TextRange | undefined, void, void> {
  const tokens = new Tokens(text);
  let token = tokens.next();
  while (token !== kind.openBracket && token !== kind.end) token = tokens.next();
  let depth = 0;
  let start = 0;
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
        if (depth === 0) yield { offset: start, length: tokens.offset + 1 - start };
        break;
      case kind.comma:
      case kind.lineComment:
      case kind.blockComment:
        break;
      default:
        // What is no process at all.
        if (depth === 0) yield { offset: tokens.offset, length: tokens.length };
    }
  }
}

/** Where the lines stand that hold something, and undefined for others. */
function* linesOf(text: string): Generator<TextRange | undefined, void, void> {
  for (let start = 0, end: number; start < text.length; start = end + 1) {
    const next = text.indexOf('\n', start);
    end = next < 0 ? text.length : next;
    const { length } = text.slice(start, end).trimEnd();
    yield length === 0 ? undefined : { offset: start, length };
  }
}
