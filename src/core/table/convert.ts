import { closeSync, fstatSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs';
import { isBlank } from './detect';
import { countLines, decoderFor, firstBadLine, NotDecodable } from './encoding';
import { EntryWriter, Notes } from './entry';
import { JsonOut } from './jsonOut';
import type { Converted, PlannedColumn, Reading, Rows, TableFormat, TableProblem } from './model';
import { RowReader } from './rows';
import { isSum } from './title';

/** Everything that the conversion of a file needs. Plain data: it goes to a worker. */
export interface ConvertJob {
  readonly path: string;
  /** Where the payload is written: a new file that is given its name when all is well. */
  readonly temporary: string;
  readonly format: TableFormat;
  /** The first row as it was when the columns were mapped: a file with another one has changed. */
  readonly first: readonly string[];
  readonly columns: readonly PlannedColumn[];
  readonly reading: Reading;
  /** Rows with more or fewer cells than the first one make entries, too. */
  readonly takeUneven: boolean;
}

export type ConvertOutcome =
  | { readonly kind: 'done'; readonly converted: Converted; readonly bytes: number }
  | { readonly kind: 'stopped'; readonly problem: TableProblem };

const readBytes = 1 << 20;
const mostLines = 20;
const nothing = Buffer.alloc(0);
const between = Buffer.from(',\n');

class RowCount implements Rows {
  count = 0;
  readonly lines: number[] = [];

  add(line: number): void {
    this.count++;
    if (this.lines.length < mostLines) this.lines.push(line);
  }
}

/**
 * Reads a table and writes its payload: an array with an entry a line. Blocks the thread, so it runs in a worker; memory does not grow with
 * the file. What was written is of no use when it stops.
 * @param onProgress bytes read so far, after each piece
 */
export function convert(job: ConvertJob, onProgress: (bytes: number) => void): ConvertOutcome {
  let input: number;
  try {
    input = openSync(job.path, 'r');
  } catch (error) {
    return stopped({ code: 'notReadable', error: codeOf(error) });
  }
  try {
    const output = openSync(job.temporary, 'wx', 0o666);
    try {
      return new Conversion(job, input, output, onProgress).run();
    } finally {
      closeSync(output);
    }
  } catch (error) {
    return stopped({ code: 'notWritable', error: codeOf(error) });
  } finally {
    closeSync(input);
  }
}

class Conversion {
  readonly #notes = new Notes();
  readonly #writer: EntryWriter;
  readonly #empty = new RowCount();
  readonly #short = new RowCount();
  readonly #long = new RowCount();
  #first = true;
  #skip: boolean;
  #above: number;
  /** The last row that made an entry. */
  #lastCells: readonly string[] = [];
  #lastLine = 0;
  #changed = false;
  #entries = 0;
  readonly #json = new JsonOut(bytes => this.#out(bytes));
  #bytes = 0;

  constructor(
    private readonly job: ConvertJob,
    private readonly input: number,
    private readonly output: number,
    private readonly onProgress: (bytes: number) => void,
  ) {
    this.#writer = new EntryWriter(job.columns, job.reading, this.#notes, this.#json);
    this.#skip = job.format.sepLine;
    this.#above = job.format.above;
  }

  run(): ConvertOutcome {
    const before = fstatSync(this.input);
    this.#json.raw('[\n');
    const reader = new RowReader(this.job.format, (cells, line) => this.#row(cells, line));
    const problem = this.#readAll(reader) ?? (this.#changed ? ({ code: 'changed' } as const) : undefined);
    if (problem !== undefined) return stopped(problem);
    const after = fstatSync(this.input);
    if (after.mtimeMs !== before.mtimeMs || after.size !== before.size) return stopped({ code: 'changed' });
    this.#json.raw(this.#entries === 0 ? ']\n' : '\n]\n');
    this.#json.flush();
    fsyncSync(this.output);
    return {
      kind: 'done',
      bytes: this.#bytes,
      converted: {
        entries: this.#entries,
        empty: this.#empty,
        short: this.#short,
        long: this.#long,
        total: this.#total(),
        notes: this.#notes.list(),
      },
    };
  }

  #readAll(reader: RowReader): TableProblem | undefined {
    const { format } = this.job;
    const decoder = decoderFor(format.encoding);
    const buffer = Buffer.alloc(readBytes);
    let position = format.markBytes;
    for (;;) {
      let got: number;
      try {
        got = readSync(this.input, buffer, 0, readBytes, position);
      } catch (error) {
        return { code: 'notReadable', error: codeOf(error) };
      }
      let text: string;
      try {
        text = decoder.decode(buffer.subarray(0, got), got === 0);
      } catch (error) {
        if (!(error instanceof NotDecodable)) throw error;
        return { code: 'encoding', line: this.#badLine(position + got) };
      }
      position += got;
      const problem = text === '' ? undefined : reader.push(text);
      if (problem !== undefined || this.#changed) return problem;
      if (got === 0) return reader.end();
      this.onProgress(position);
    }
  }

  /** The line of the first bytes that are no UTF-8; of another encoding only the piece is known, so its first line is given. */
  #badLine(end: number): number {
    const buffer = Buffer.alloc(readBytes);
    const isUtf8 = this.job.format.encoding === 'utf-8';
    let lines = 1;
    let rest = Buffer.alloc(0);
    for (let position = this.job.format.markBytes; position < end;) {
      const got = readSync(this.input, buffer, 0, Math.min(readBytes, end - position), position);
      if (got === 0) break;
      position += got;
      const bytes = Buffer.concat([rest, buffer.subarray(0, got)]);
      // Line by line, so that a character that is cut by the piece does not count.
      const last = Math.max(bytes.lastIndexOf(0x0a), bytes.subarray(0, -1).lastIndexOf(0x0d));
      const whole = position >= end ? bytes.length : last + 1;
      const part = bytes.subarray(0, whole);
      const bad = isUtf8 ? firstBadLine(part) : 0;
      const ends = countLines(part);
      if (isUtf8 && bad <= ends) return lines + bad - 1;
      if (position < end || isUtf8) lines += ends;
      rest = Buffer.from(bytes.subarray(whole));
    }
    return lines;
  }

  #row(cells: string[], line: number): boolean {
    if (this.#skip) {
      this.#skip = false;
      return true;
    }
    if (isBlank(cells)) return true;
    if (this.#above > 0) {
      this.#above--;
      return true;
    }
    const { first, format, takeUneven } = this.job;
    if (this.#first) {
      this.#first = false;
      this.#changed = cells.length !== first.length || cells.some((cell, at) => cell !== first[at]);
      if (this.#changed) return false;
      if (format.header) return true;
    }
    if (cells.length !== first.length && this.#isUneven(cells, line) && !takeUneven) return true;
    if (this.#writer.write(cells, line, this.#entries === 0 ? nothing : between)) {
      this.#entries++;
      this.#lastCells = cells;
      this.#lastLine = line;
    } else this.#empty.add(line);
    return true;
  }

  #total(): Rows {
    const isTotal = this.#entries > 1 && isSum(this.#lastCells);
    return isTotal ? { count: 1, lines: [this.#lastLine] } : { count: 0, lines: [] };
  }

  /** Separators at the end of a row do no harm. */
  #isUneven(cells: readonly string[], line: number): boolean {
    const width = this.job.first.length;
    if (cells.length < width) {
      this.#short.add(line);
      return true;
    }
    for (let at = width; at < cells.length; at++) {
      if ((cells[at] ?? '').trim() === '') continue;
      this.#long.add(line);
      return true;
    }
    return false;
  }

  #out(bytes: Uint8Array): void {
    for (let written = 0; written < bytes.length;) written += writeSync(this.output, bytes, written);
    this.#bytes += bytes.length;
  }
}

function stopped(problem: TableProblem): ConvertOutcome {
  return { kind: 'stopped', problem };
}

/** `ENOSPC: no space left on device`, as the system says it; a bug is thrown on. */
function codeOf(error: unknown): string {
  if (error instanceof Error && 'syscall' in error) return error.message;
  throw error;
}
