/** Why a file is no list of entries. The first problem ends the scan: nothing behind it would be certain. */
export type ScanProblem = ScanPlace & ScanProblemKind;

export interface ScanPlace {
  /** In bytes, from the begin of the file. */
  readonly offset: number;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units, as VS Code counts. */
  readonly column: number;
}

export type ScanProblemKind =
  /** Nothing but white space. */
  | Kind<'empty'>
  /** A list, and nothing in it. */
  | Kind<'noEntries'>
  | Kind<'utf16'>
  /** A NUL byte: no text. */
  | Kind<'binary'>
  /** The file begins with something that is neither a list nor an object. */
  | Kind<'notJson', { found: string }>
  | Kind<'notAnObject', { entry: number; found: string; actual: JsonWord }>
  | Kind<'trailingComma'>
  /** A comma where an entry should be. */
  | Kind<'extraComma'>
  | Kind<'missingComma', { found: string }>
  /** JSON lines: an entry that does not begin in a line of its own. */
  | Kind<'missingLineBreak', { found: string }>
  /** A comma behind a value that stands in no list: JSON lines have none. */
  | Kind<'commaOutsideList'>
  /** Something behind the end of the list or object. */
  | Kind<'afterEnd', { found: string }>
  /** The file ends too early. `entryLine`: where the entry begins in which it ends. */
  | Kind<'truncated', { inside: 'string' | 'entry'; entry: number; entryLine: number } | { inside: 'list' }>
  | Kind<'wrongBracket', { expected: string; found: string; entry: number; entryLine: number }>
  /** A line break within a string: a quote is missing, or it should be `\n`. `entryLine`: where the entry begins. */
  | Kind<'lineBreakInString', { entry: number; entryLine: number }>
  | Kind<'comment'>
  | Kind<'unexpected', { found: string }>
  | Kind<'tooDeep', { limit: number }>
  /** An entry beyond 4 GB or a file beyond 4,294,967,295 lines. */
  | Kind<'tooLarge'>
  /** The file changed while it was read. */
  | Kind<'changed'>
  /** The system's own code, e.g. EACCES. */
  | Kind<'notReadable', { error: string }>;

export type JsonWord = 'array' | 'string' | 'number' | 'boolean' | 'null' | 'other';

/** A problem as the scanner itself knows it: where, and what is known without looking again. */
export type BareProblem = ScanProblemKind & { readonly offset: number; readonly line: number };

interface Kind<Code extends string, Params = Readonly<Record<string, never>>> {
  readonly code: Code;
  readonly params: Readonly<Params>;
}
