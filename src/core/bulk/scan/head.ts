import { byte } from './bytes';
import type { ScanProblemKind } from './problem';
import type { Surroundings } from './scanner';
import { readFully, type ByteSource } from './source';

/** What the begin of a file tells. */
export type Head =
  | {
      readonly ok: true;
      readonly surroundings: Surroundings;
      /** Where the entries begin: behind the bracket of the list, or at the first value. */
      readonly offset: number;
      readonly line: number;
    }
  | { readonly ok: false; readonly problem: ScanProblemKind; readonly offset: number; readonly line: number };

/** The list must begin within as many bytes, if it stands in an object. */
const headBytes = 65_536;

/**
 * Reads the begin of a file: a byte order mark, the encoding, and whether the entries stand in a list, in the list of an object
 * `{ "processes": [ … ] }` (before it only a `$schema`), or by themselves.
 * @param asObject an object is an entry, whatever it holds
 */
export async function readHead(source: ByteSource, asObject: boolean): Promise<Head> {
  const start = await firstByte(source);
  const fail = (problem: ScanProblemKind): Head => ({ ok: false, problem, ...start.place });
  if (start.encoding !== 'utf8') return fail({ code: start.encoding, params: {} });
  const [first] = start.bytes;
  if (first === undefined) return fail({ code: 'empty', params: {} });
  const { offset, line } = start.place;
  if (first === byte.openList) return { ok: true, surroundings: 'list', offset: offset + 1, line };
  if (first === byte.open) {
    const list = asObject ? undefined : listWithin(start.bytes);
    if (list === undefined) return { ok: true, surroundings: 'values', offset, line };
    return { ok: true, surroundings: 'listWithin', offset: offset + list.length, line: line + breaks(list) };
  }
  if (first === byte.nul) return fail({ code: 'binary', params: {} });
  return fail(
    first === byte.slash ? { code: 'comment', params: {} } : { code: 'notJson', params: { found: '' } },
  );
}

interface Start {
  readonly encoding: 'utf8' | 'utf16' | 'binary';
  readonly place: { readonly offset: number; readonly line: number };
  /** From the first byte on that is no white space; empty at the end of the file. */
  readonly bytes: Uint8Array;
}

async function firstByte(source: ByteSource): Promise<Start> {
  const window = new Uint8Array(Math.min(headBytes, source.size + 1));
  let position = 0;
  let line = 1;
  let cr = false;
  for (;;) {
    const bytes = window.subarray(0, await readFully(source, window, position));
    let i = 0;
    if (position === 0) {
      const encoding = encodingOf(bytes);
      if (encoding !== 'utf8') return { encoding, place: { offset: 0, line }, bytes };
      if (hasMark(bytes)) i = 3;
    }
    for (; i < bytes.length; i++) {
      const here = bytes[i];
      if (here === byte.cr || (here === byte.lf && !cr)) line++;
      cr = here === byte.cr;
      if (here !== byte.space && here !== byte.tab && here !== byte.lf && here !== byte.cr) break;
    }
    if (i < bytes.length || bytes.length === 0) {
      const offset = position + i;
      const rest = window.subarray(0, await readFully(source, window, offset));
      return { encoding: 'utf8', place: { offset, line }, bytes: rest };
    }
    position += bytes.length;
  }
}

/** True for bytes that begin with the byte order mark of UTF-8. */
export function hasMark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

/** JSON begins with two characters of ASCII, so a NUL tells UTF-16 (and 32), marked or not (RFC 4627, section 3). */
function encodingOf(bytes: Uint8Array): Start['encoding'] {
  const [a = 1, b = 1, c = 1, d = 1] = bytes;
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) return 'utf16';
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return 'utf16';
  if (a !== 0 && b !== 0) return 'utf8';
  const text = a === 0 ? b : a;
  return [byte.open, byte.openList, byte.space, byte.lf, byte.cr, byte.tab].some(known => known === text)
    ? 'utf16'
    : 'binary';
}

/** The begin of `{ "processes": [`, up to and with the bracket. */
function listWithin(bytes: Uint8Array): string | undefined {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  const schema = String.raw`"\$schema"[ \t\r\n]*:[ \t\r\n]*"(?:[^"\\\r\n]|\\.){0,8192}"[ \t\r\n]*,[ \t\r\n]*`;
  return new RegExp(String.raw`^\{[ \t\r\n]*(?:${schema})?"processes"[ \t\r\n]*:[ \t\r\n]*\[`).exec(
    text,
  )?.[0];
}

function breaks(text: string): number {
  return text.split(/\r\n|\r|\n/).length - 1;
}
