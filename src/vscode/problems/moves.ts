/** A place in a text: both from 0, UTF-16 units. */
export interface TextPlace {
  readonly line: number;
  readonly character: number;
}

export interface TextSpan {
  readonly start: TextPlace;
  readonly end: TextPlace;
}

/** What stood in the range is now this text. */
export interface TextChange {
  readonly range: TextSpan;
  readonly text: string;
}

/**
 * Whether a change leaves what stands in a span as it was.
 * @param touches a change right at one of its ends counts as one in it: a digit behind a number makes it another one
 */
export function isApart({ start, end }: TextSpan, { range }: TextChange, touches: boolean): boolean {
  const [before, behind] = [compare(range.end, start), compare(range.start, end)];
  return touches ? before < 0 || behind > 0 : before <= 0 || behind >= 0;
}

/** Where a span that a change left alone stands afterwards; the same object where it has not moved. */
export function moved(span: TextSpan, change: TextChange): TextSpan {
  if (compare(change.range.end, span.start) > 0) return span;
  const end = endOf(change);
  const [lines, characters] = [end.line - change.range.end.line, end.character - change.range.end.character];
  const isBeside = change.range.end.line === span.start.line;
  if (lines === 0 && (!isBeside || characters === 0)) return span;
  const move = ({ line, character }: TextPlace): TextPlace => ({
    line: line + lines,
    character: line === change.range.end.line ? character + characters : character,
  });
  return { start: move(span.start), end: move(span.end) };
}

/** The end of what was put in. */
function endOf({ range: { start }, text }: TextChange): TextPlace {
  let lines = 0;
  let from = 0;
  for (const { 0: lineEnd, index } of text.matchAll(/\r\n|\r|\n/g)) {
    lines++;
    from = index + lineEnd.length;
  }
  const character = text.length - from;
  return lines === 0
    ? { line: start.line, character: start.character + character }
    : { line: start.line + lines, character };
}

/** Negative where `a` stands before `b`. */
function compare(a: TextPlace, b: TextPlace): number {
  return a.line === b.line ? a.character - b.character : a.line - b.line;
}
