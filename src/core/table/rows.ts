import Papa from 'papaparse';
import type { TableFormat, TableProblem } from './model';

/** Papa Parse's inner parser: the only part of it that says where a row ends, which line numbers and line ends need. */
interface PapaParser {
  parse(input: string, baseIndex: number, ignoreLastRow: boolean): PapaResult;
  abort(): void;
}
interface PapaResult {
  readonly data: readonly string[][];
  readonly errors: readonly { readonly code: string; readonly index: number }[];
  readonly meta: { readonly cursor: number };
}
interface PapaOptions {
  readonly delimiter: string;
  readonly newline: string;
  readonly fastMode?: boolean;
  readonly step: (result: PapaResult) => void;
}
const { Parser } = Papa as unknown as { readonly Parser: new (options: PapaOptions) => PapaParser };

/** Takes a row: its cells, and its first line from 1. False: enough. */
export type RowTaker = (cells: string[], line: number) => boolean;

/** A row that is longer is no row: a quote was opened and never closed. In UTF-16 units. */
export const longestRow = 8_000_000;

/** Cuts text that comes in pieces into rows. Memory: a piece and a row. Blank lines are rows of one empty cell. */
export class RowReader {
  readonly #parser: PapaParser;
  #rest = '';
  /** Of the next row, from 1. */
  #line = 1;
  #input = '';
  #start = 0;
  /** Where the next mark stands that is none of this file's line ends, but one to an editor, and was not counted yet. */
  #other = -1;
  #wrong = false;
  #enough = false;

  constructor(
    private readonly format: Pick<TableFormat, 'delimiter' | 'newline' | 'quotes'>,
    private readonly take: RowTaker,
  ) {
    const { delimiter, newline, quotes } = format;
    this.#parser = new Parser({
      delimiter,
      newline,
      ...(quotes ? {} : { fastMode: true }),
      step: result => this.#row(result),
    });
  }

  /** Whether the taker has enough. */
  get enough(): boolean {
    return this.#enough;
  }

  /** @returns why it cannot go on */
  push(text: string): TableProblem | undefined {
    if (this.#enough) return undefined;
    this.#input = this.#rest === '' ? text : this.#rest + text;
    this.#start = 0;
    this.#other = -1;
    const { meta } = this.#parser.parse(this.#input, 0, true);
    if (this.#wrong) return { code: 'quote', line: this.#line };
    this.#rest = this.#input.slice(meta.cursor);
    this.#input = '';
    return this.#rest.length > longestRow ? this.#endless() : undefined;
  }

  /** The text is over: its last row may end without a line end. */
  end(): TableProblem | undefined {
    if (this.#rest === '' || this.#enough) return undefined;
    const problem = this.push(this.#rest.endsWith(this.format.newline) ? '' : this.format.newline);
    if (problem !== undefined) return problem;
    return this.#rest === '' ? undefined : this.#endless();
  }

  #row({ data, errors, meta }: PapaResult): void {
    const [cells] = data;
    if (cells === undefined || this.#wrong || this.#enough) return;
    if (errors.length > 0) {
      this.#wrong = true;
      this.#parser.abort();
      return;
    }
    const end = meta.cursor;
    if (this.format.newline === '\n') this.#cutReturn(cells, end);
    const line = this.#line;
    this.#count(end);
    this.#start = end;
    if (this.take(cells, line)) return;
    this.#enough = true;
    this.#parser.abort();
  }

  /** Lines are told apart by `\n`, so the `\r` before it stands at the end of the last cell, unless that ends with a quote. */
  #cutReturn(cells: string[], end: number): void {
    const last = cells.length - 1;
    const cell = cells[last] ?? '';
    if (cell.charCodeAt(cell.length - 1) !== 13) return;
    const input = this.#input;
    // `"…\r"\n`, `"…\r"\r\n`: then the cell itself ends with it.
    if (input.charCodeAt(end - 2) !== 13) return;
    const isQuoted =
      this.format.quotes &&
      input.charAt(end - 3) === '"' &&
      (!cell.endsWith('"\r') || input.charCodeAt(end - 4) === 13);
    if (!isQuoted) cells[last] = cell.length === 1 ? '' : cell.slice(0, -1);
  }

  /** The last line end is the row's own; those before it stand in cells. */
  #count(end: number): void {
    const { newline } = this.format;
    this.#line++;
    let at = this.#input.indexOf(newline, this.#start);
    while (at < end - 1) {
      this.#line++;
      at = this.#input.indexOf(newline, at + 1);
    }
    this.#countOthers(end);
  }

  /**
   * An editor ends a line at a lone `\r`, too, or at a `\n` where `\r` ends lines. It is looked for once, not in each row anew: most files have
   * none, or one in each line end.
   */
  #countOthers(end: number): void {
    if (this.#other < this.#start) this.#other = this.#nextOther(this.#start);
    while (this.#other < end) {
      const isLone =
        this.format.newline === '\n'
          ? this.#input.charCodeAt(this.#other + 1) !== 10
          : this.#input.charCodeAt(this.#other - 1) !== 13;
      if (isLone) this.#line++;
      this.#other = this.#nextOther(this.#other + 1);
    }
  }

  #nextOther(from: number): number {
    const at = this.#input.indexOf(this.format.newline === '\n' ? '\r' : '\n', from);
    return at < 0 ? Infinity : at;
  }

  /** The line in which the quote is opened. */
  #endless(): TableProblem {
    let index: number | undefined;
    const parser = new Parser({
      ...this.format,
      step: ({ errors }) => {
        index = errors.find(({ code }) => code === 'MissingQuotes')?.index ?? index;
      },
    });
    const text = this.#rest;
    if (this.format.quotes) parser.parse(text, 0, false);
    if (index === undefined) return { code: 'longRow', line: this.#line };
    const before = text.slice(0, index).split(/\r\n|\r|\n/).length - 1;
    return { code: 'endless', line: this.#line + before };
  }
}
