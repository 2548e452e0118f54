import { createHash } from 'node:crypto';
import { SharedIndex } from './entryIndex';
import { readHead, type Head } from './head';
import { withPlace } from './place';
import type { BareProblem, ScanProblem } from './problem';
import { Slices } from '../../slices';
import { Scanner } from './scanner';
import type { ByteSource } from './source';
import { judgeTail } from './tail';

/** `object`: the file is one entry. `processes`: the list stands in an object. `lines`: each entry begins in a line of its own. */
export type Layout = 'array' | 'object' | 'processes' | 'lines';

export type ScanResult =
  | {
      readonly ok: true;
      readonly layout: Layout;
      readonly index: SharedIndex;
      /** Of the whole file, in bytes. */
      readonly size: number;
      /** Of the whole file, hex. */
      readonly sha256: string;
    }
  | { readonly ok: false; readonly problem: ScanProblem }
  | { readonly ok: false; readonly cancelled: true };

export interface ScanOptions {
  /** By its name the file holds JSON lines: then an object is an entry, whatever it holds. */
  readonly lines?: boolean;
  readonly signal?: AbortSignal;
  /** After each block; the entries found so far may be used. */
  readonly onProgress?: (bytes: number, index: SharedIndex) => void;
}

/** One is scanned while the next one is read. */
const blockBytes = 1 << 18;
/** Fed to the scanner at a time. */
const pieceBytes = 32 * 1024;

/**
 * Finds the entries of a file: a list of objects, one object, `{ "processes": [ … ] }` (with nothing beside it but a `$schema`), or
 * objects each beginning in a line of its own. Holds 16 bytes for each entry and two blocks of the file. Never throws for what
 * the file holds or what the system says while reading.
 */
export async function scan(source: ByteSource, options: ScanOptions = {}): Promise<ScanResult> {
  try {
    const result = await pass(source, options, options.lines === true);
    return result === 'object' ? ((await pass(source, options, true)) as ScanResult) : result;
  } catch (error) {
    const code = systemCode(error);
    if (code === undefined) throw error;
    const params = { error: code };
    return { ok: false, problem: { code: 'notReadable', params, offset: 0, line: 1, column: 1 } };
  }
}

/** @returns `object` when the list turned out to stand in an object with further keys, which is one entry */
async function pass(
  source: ByteSource,
  options: ScanOptions,
  asObject: boolean,
): Promise<ScanResult | 'object'> {
  const head = await readHead(source, asObject);
  if (!head.ok) return refused(source, { ...head.problem, offset: head.offset, line: head.line });
  const index = new SharedIndex();
  const scanner = new Scanner(index, head.surroundings, head.offset, head.line);
  const hash = createHash('sha256');
  const slices = new Slices();
  let position = 0;
  for await (const { block, length } of blocksOf(source)) {
    if (options.signal?.aborted === true) return { ok: false, cancelled: true };
    hash.update(block.subarray(0, length));
    await feedInPieces(scanner, block, Math.min(length, Math.max(0, head.offset - position)), length, slices);
    if (scanner.problem !== undefined) break;
    position += length;
    options.onProgress?.(position, index);
  }
  scanner.finish();
  const tail =
    head.surroundings === 'listWithin' && !scanner.problem ? judgeTail(scanner.tail, scanner.end) : 'ok';
  // A file that is being written is full of problems of its own.
  if ((scanner.problem === undefined && position !== source.size) || (await source.changed?.()) === true) {
    return refused(source, { code: 'changed', params: {}, offset: 0, line: 1 });
  }
  if (scanner.problem !== undefined) return refused(source, scanner.problem);
  if (tail === 'object') return tail;
  if (tail !== 'ok') return refused(source, tail);
  const layout = layoutOf(head, index.count, options.lines === true);
  return { ok: true, layout, index, size: position, sha256: hash.digest('hex') };
}

/** In pieces, so that the first block, before the code is compiled, does not hold up a thread that is shared. */
async function feedInPieces(
  scanner: Scanner,
  block: Uint8Array,
  from: number,
  to: number,
  slices: Slices,
): Promise<void> {
  for (let at = from; at < to && scanner.problem === undefined;) {
    const end = Math.min(to, at + pieceBytes);
    // The scanner puts its own byte behind what it is given.
    const behind = block[end] ?? 0;
    scanner.feed(block, at, end);
    block[end] = behind;
    at = end;
    if (slices.due) await slices.rest();
  }
}

function layoutOf(head: Head, count: number, lines: boolean): Layout {
  if (!head.ok || head.surroundings === 'values') return lines || count > 1 ? 'lines' : 'object';
  return head.surroundings === 'list' ? 'array' : 'processes';
}

async function refused(source: ByteSource, problem: BareProblem): Promise<ScanResult> {
  return { ok: false, problem: await withPlace(source, problem) };
}

/** The file in blocks, each with room for one byte more; the next one is being read meanwhile. */
async function* blocksOf(source: ByteSource): AsyncIterable<{ block: Uint8Array; length: number }> {
  // One byte more than the file has: it may have grown.
  const room = Math.min(blockBytes, source.size + 1);
  let block = new Uint8Array(room + 1);
  let other = new Uint8Array(room + 1);
  const read = (into: Uint8Array, at: number): Promise<number> => {
    const reading = source.read(into.subarray(0, room), at);
    // Who waits for it sees the error; when nobody does any more, it is no news.
    reading.catch(() => undefined);
    return reading;
  };
  let position = 0;
  let next = read(block, position);
  for (;;) {
    const length = await next;
    if (length === 0) return;
    position += length;
    next = read(other, position);
    yield { block, length };
    [block, other] = [other, block];
  }
}

function systemCode(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}
