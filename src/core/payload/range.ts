/** A run of a text, in UTF-16 units, as VS Code counts. */
export interface TextRange {
  readonly offset: number;
  readonly length: number;
}

/** A change of a text. Several are given in order and do not overlap. */
export interface Edit extends TextRange {
  readonly text: string;
}

/** The text after the edits. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = '';
  let from = 0;
  for (const edit of edits) {
    result += text.slice(from, edit.offset) + edit.text;
    from = edit.offset + edit.length;
  }
  return result + text.slice(from);
}

/** Line and column of an offset, for people: both begin at 1, columns count UTF-16 units. */
export function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
