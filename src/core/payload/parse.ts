import { parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import type { Json } from '../json';
import { lineAndColumn, type TextRange } from './range';
import { scan, type Scan } from './scan';
import { valueOf } from './tree';

/** jsonc-parser's own codes, and `empty`, `trailingComma`, `tooDeep`, `byteOrderMark`. */
export type SyntaxCode =
  | 'empty'
  | 'trailingComma'
  | 'tooDeep'
  | 'byteOrderMark'
  | 'InvalidSymbol'
  | 'InvalidNumberFormat'
  | 'PropertyNameExpected'
  | 'ValueExpected'
  | 'ColonExpected'
  | 'CommaExpected'
  | 'CloseBraceExpected'
  | 'CloseBracketExpected'
  | 'EndOfFileExpected'
  | 'UnexpectedEndOfComment'
  | 'UnexpectedEndOfString'
  | 'UnexpectedEndOfNumber'
  | 'InvalidUnicode'
  | 'InvalidEscapeCharacter'
  | 'InvalidCharacter';

export interface SyntaxProblem extends TextRange {
  readonly code: SyntaxCode;
  /** Begins at 1. */
  readonly line: number;
  /** Begins at 1, in UTF-16 units. */
  readonly column: number;
  /** The text that stands there, at most 30 characters. */
  readonly found: string;
}

export type Parsed =
  | {
      readonly ok: true;
      readonly value: Json;
      readonly root: Node;
      /** Comments are no JSON, but they are no riddle either: they are told apart from syntax errors. */
      readonly comments: readonly TextRange[];
    }
  | {
      readonly ok: false;
      readonly problems: readonly SyntaxProblem[];
      readonly comments: readonly TextRange[];
    };

/** More than this are the consequences of the first ones. */
const mostProblems = 20;

/** Reads a payload as strict JSON, comments aside. At most 20 problems, in the order of the text, one for each place. */
export function parsePayload(text: string): Parsed {
  const seen = scan(withoutMark(text));
  const { comments } = seen;
  const errors: ParseError[] = [];
  const root = isReadable(seen)
    ? parseTree(withoutMark(text), errors, { allowTrailingComma: true })
    : undefined;
  const problems = [...ownProblems(text, seen), ...errors.map(error => fromParser(error, text))];
  if (problems.length === 0 && root !== undefined) return { ok: true, value: valueOf(root), root, comments };
  return { ok: false, problems: tidy(text, problems), comments };
}

/** Reads what can be read of a text that may be wrong; undefined when there is nothing. */
export function parseLoosely(text: string): Node | undefined {
  const clean = withoutMark(text);
  return isReadable(scan(clean)) ? parseTree(clean, [], { allowTrailingComma: true }) : undefined;
}

function isReadable(seen: Scan): boolean {
  return !seen.empty && seen.tooDeep === undefined;
}

/** A byte order mark is reported once, by us; for the parser it is a blank. */
function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text;
}

type Bare = TextRange & { readonly code: SyntaxCode };

function ownProblems(text: string, seen: Scan): readonly Bare[] {
  if (seen.empty) return [{ code: 'empty', offset: 0, length: 0 }];
  if (seen.tooDeep) return [{ code: 'tooDeep', ...seen.tooDeep }];
  return [
    ...(text.startsWith('\uFEFF') ? [{ code: 'byteOrderMark', offset: 0, length: 1 } as const] : []),
    ...seen.trailingCommas.map(range => ({ code: 'trailingComma', ...range }) as const),
  ];
}

function fromParser({ error, offset, length }: ParseError, text: string): Bare {
  const code = printParseErrorCode(error) as SyntaxCode;
  return { code, offset, length: Math.min(length, text.length - offset) };
}

function tidy(text: string, problems: readonly Bare[]): readonly SyntaxProblem[] {
  const byOffset = new Map<number, Bare>();
  for (const problem of problems) {
    if (!byOffset.has(problem.offset)) byOffset.set(problem.offset, problem);
  }
  const causes: Bare[] = [];
  for (const problem of [...byOffset.values()].sort((a, b) => a.offset - b.offset)) {
    if (!isConsequence(text, problem, causes.at(-1))) causes.push(problem);
  }
  return causes.slice(0, mostProblems).map(problem => ({
    ...problem,
    ...lineAndColumn(text, problem.offset),
    found: text.slice(problem.offset, problem.offset + Math.min(problem.length, 30)),
  }));
}

/** What stands right behind another problem is its consequence: `tru` is no value, so behind it one is missing. */
function isConsequence(text: string, problem: Bare, before: Bare | undefined): boolean {
  if (before === undefined || problem.code === 'trailingComma') return false;
  return text.slice(before.offset + before.length, problem.offset).trim() === '';
}
