import { open } from 'node:fs/promises';
import { formatOf, rowsOf, type SampleRow } from './detect';
import { rowsAbove } from './title';
import { decoderFor, encodingOf, firstBadLine, NotDecodable } from './encoding';
import type { TableFormat, TableProblem } from './model';

/** What the user corrected of what was detected. */
export type Corrections = Partial<
  Pick<TableFormat, 'encoding' | 'delimiter' | 'quotes' | 'header' | 'above'>
>;

/** What the start of a table shows. */
export interface Look {
  /** `header` is detected by the caller, who knows the names; here: what was corrected, else true. */
  readonly format: TableFormat;
  /** The first row first. */
  readonly rows: readonly SampleRow[];
  /** The first rows of the file, those above the table, too. */
  readonly top: readonly SampleRow[];
  /** Of the file, in bytes. */
  readonly size: number;
  /** These are all rows. */
  readonly isWhole: boolean;
}

export type LookOutcome =
  { readonly ok: true; readonly look: Look } | { readonly ok: false; readonly problem: TableProblem };

/** Some hundred rows; read on the extension host's thread, so no more than a few milliseconds' worth. */
const sampleBytes = 64 * 1024;
/** A header may be long: then more is read. */
const mostBytes = 4 * 1024 * 1024;
const mostRows = 100;
const mostTop = 15;

/**
 * Reads the start of a table: how it is written, and its first rows.
 * @param isKnown says that a name is one of the procedure's, which tells a header from a title
 */
export async function lookAt(
  path: string,
  corrections: Corrections,
  isKnown?: (name: string) => boolean,
): Promise<LookOutcome> {
  for (let bytes = sampleBytes; ; bytes *= 8) {
    let head: Head;
    try {
      head = await readHead(path, bytes);
    } catch (error) {
      return failed({ code: 'notReadable', error: error instanceof Error ? error.message : String(error) });
    }
    const outcome = look(head, path, corrections, isKnown);
    if (outcome !== 'short' && (outcome.ok || head.isWhole || bytes >= mostBytes)) return outcome;
    // Nothing but `sep=;`; else the first row does not end.
    if (head.isWhole) return failed({ code: 'empty' });
    if (bytes >= mostBytes) return failed({ code: 'endless', line: 1 });
  }
}

interface Head {
  readonly bytes: Uint8Array;
  readonly size: number;
  readonly isWhole: boolean;
}

async function readHead(path: string, most: number): Promise<Head> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    const bytes = Buffer.alloc(Math.min(size, most));
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, 0);
    return { bytes: bytes.subarray(0, bytesRead), size, isWhole: bytesRead >= size };
  } finally {
    await handle.close();
  }
}

/** `short`: the first row goes on beyond what was read. */
function look(
  { bytes, size, isWhole }: Head,
  path: string,
  corrections: Corrections,
  isKnown?: (name: string) => boolean,
): LookOutcome | 'short' {
  const marked = encodingOf(bytes);
  if (!marked.ok) return marked;
  const encoding = corrections.encoding ?? marked.encoding;
  let text: string;
  try {
    text = decoderFor(encoding).decode(bytes.subarray(marked.markBytes), isWhole);
  } catch (error) {
    if (error instanceof NotDecodable) return failed({ code: 'encoding', line: firstBadLine(bytes) });
    if (error instanceof RangeError) return failed({ code: 'unknownEncoding' });
    throw error;
  }
  if (text.trim() === '') return failed({ code: 'empty' });
  const detected = formatOf(text, path, isWhole, isKnown);
  const format = {
    encoding,
    markBytes: marked.markBytes,
    quotes: corrections.quotes ?? true,
    header: corrections.header ?? true,
    ...detected,
    ...(corrections.delimiter === undefined ? {} : { delimiter: corrections.delimiter }),
  };
  const { rows: all, problem } = rowsOf(text, format, isWhole, mostRows);
  const found = corrections.above ?? rowsAbove(all, format.delimiter, isKnown);
  const above = Math.min(found, Math.max(0, all.length - 1));
  const rows = all.slice(above);
  if (rows.length === 0) return problem === undefined ? 'short' : failed(problem);
  const isAll = isWhole && all.length < mostRows;
  return {
    ok: true,
    look: { format: { ...format, above }, rows, top: all.slice(0, mostTop), size, isWhole: isAll },
  };
}

function failed(problem: TableProblem): LookOutcome {
  return { ok: false, problem };
}
