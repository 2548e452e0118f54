import { byte } from './bytes';
import { hasMark } from './head';
import type { BareProblem, ScanProblem } from './problem';
import { readFully, type ByteSource } from './source';

/** How many bytes are read at a time, looking back. */
const windowBytes = 65_536;

/** Half a line of text is enough to recognise a place. */
const longestFound = 20;

/** The column of a byte: from 1, in UTF-16 units, a byte order mark not counted, as VS Code counts. */
export async function columnOf(source: ByteSource, offset: number): Promise<number> {
  const [column = 1] = await columnsOf(source, [offset]);
  return column;
}

/** The columns of bytes that are given in the order of the file; however long a line is, it is read once. */
export async function columnsOf(source: ByteSource, offsets: readonly number[]): Promise<readonly number[]> {
  const columns: number[] = [];
  let known = { offset: 0, column: 1 };
  for (const offset of offsets) {
    const { units, whole } = await lookBack(source, offset, known.offset);
    known = { offset, column: whole ? known.column + units : 1 + units };
    columns.push(known.column);
  }
  return columns;
}

/** The UTF-16 units between a line's begin, but at most `stop`, and `offset`; `whole` when no line began in between. */
async function lookBack(
  source: ByteSource,
  offset: number,
  stop: number,
): Promise<{ units: number; whole: boolean }> {
  const window = new Uint8Array(Math.min(windowBytes, offset - stop));
  let units = 0;
  for (let to = offset; to > stop;) {
    const from = Math.max(stop, to - windowBytes);
    const bytes = window.subarray(0, await readFully(source, window.subarray(0, to - from), from));
    for (let i = bytes.length - 1; i >= 0; i--) {
      const here = bytes[i] ?? 0;
      if (here === byte.lf || here === byte.cr) return { units, whole: false };
      units += unitsOf(here);
    }
    if (from === 0 && hasMark(bytes)) units--;
    to = from;
  }
  return { units, whole: true };
}

/** The byte that stands so many UTF-16 units behind the one at `from`; the end of the source where it has fewer. */
export async function offsetAt(source: ByteSource, from: number, units: number): Promise<number> {
  const window = new Uint8Array(windowBytes);
  let left = units;
  for (let offset = from; ;) {
    const bytes = window.subarray(0, await readFully(source, window, offset));
    if (bytes.length === 0) return offset;
    for (let at = 0; at < bytes.length; at++) {
      const here = bytes[at] ?? 0;
      // A character ends where the next one begins.
      if (left <= 0 && (here & 0xc0) !== 0x80) return offset + at;
      left -= unitsOf(here);
    }
    offset += bytes.length;
  }
}

/** How many UTF-16 units the character has that this byte begins; bytes that go on with one have none. */
function unitsOf(here: number): number {
  if ((here & 0xc0) === 0x80) return 0;
  return here >= 0xf0 ? 2 : 1;
}

/** The problem with its column, and with the text that stands there. */
export async function withPlace(source: ByteSource, problem: BareProblem): Promise<ScanProblem> {
  const { offset } = problem;
  const column = await columnOf(source, offset);
  if (!('found' in problem.params) || problem.params.found !== '') return { ...problem, column };
  const params = { ...problem.params, found: await textAt(source, offset) };
  return { ...problem, params, column } as ScanProblem;
}

async function textAt(source: ByteSource, offset: number): Promise<string> {
  const window = new Uint8Array(longestFound * 4);
  const bytes = window.subarray(0, await readFully(source, window, offset));
  const [line = ''] = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes).split(/[\r\n]/);
  return line
    .slice(0, longestFound)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trimEnd();
}
