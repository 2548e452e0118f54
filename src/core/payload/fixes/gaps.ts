import type { Node } from 'jsonc-parser';

export const endOf = ({ offset, length }: Node): number => offset + length;

/** What stands behind a property, up to the next one or the closing brace. */
export interface Gap {
  /** Where its comma stands; undefined where there is none, as behind the last one. */
  readonly comma?: number;
  /** The ends of its comments. */
  readonly comments: readonly { readonly end: number; readonly isLine: boolean }[];
  /** Nothing but blanks and the comma. */
  readonly isPlain: boolean;
}

/** The properties of an object, and what stands between them: all that a change of which properties it has must know. */
export interface Shape {
  readonly properties: readonly Node[];
  /** Before the first one. */
  readonly before: Gap;
  /** Behind each. */
  readonly behind: readonly Gap[];
}

/** Undefined for an object that is not closed, or has something else between its properties than blanks, comments and single commas. */
export function shapeOf(text: string, object: Node): Shape | undefined {
  const properties = object.children ?? [];
  const end = endOf(object) - 1;
  if (object.length < 2 || text[end] !== '}') return undefined;
  const before = gapOf(text, object.offset + 1, properties[0]?.offset ?? end);
  if (before === undefined || before.comma !== undefined) return undefined;
  const behind: Gap[] = [];
  for (const [i, property] of properties.entries()) {
    const next = properties[i + 1];
    const gap = gapOf(text, endOf(property), next?.offset ?? end);
    if (gap === undefined || (next !== undefined && gap.comma === undefined)) return undefined;
    behind.push(gap);
  }
  return { properties, before, behind };
}

const comment = /\/\/[^\r\n]*|\/\*[^]*?\*\//g;

function gapOf(text: string, from: number, to: number): Gap | undefined {
  const written = text.slice(from, to);
  const comments: { end: number; isLine: boolean }[] = [];
  const bare = written.includes('/')
    ? written.replace(comment, (found, at: number) => {
        comments.push({ end: from + at + found.length, isLine: found.startsWith('//') });
        return ' '.repeat(found.length);
      })
    : written;
  if (!/^\s*,?\s*$/.test(bare)) return undefined;
  const comma = bare.indexOf(',');
  return { comments, isPlain: comments.length === 0, ...(comma < 0 ? {} : { comma: from + comma }) };
}
