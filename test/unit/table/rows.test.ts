import assert from 'node:assert/strict';
import fc from 'fast-check';
import { longestRow, RowReader } from '../../../src/core/table/rows';
import type { TableProblem } from '../../../src/core/table/model';

interface Read {
  readonly rows: string[][];
  readonly lines: number[];
  readonly problem: TableProblem | undefined;
}

function read(
  pieces: readonly string[],
  format = { delimiter: ',', newline: '\n', quotes: true } as const,
): Read {
  const rows: string[][] = [];
  const lines: number[] = [];
  const reader = new RowReader(format, (cells, line) => {
    rows.push([...cells]);
    lines.push(line);
    return true;
  });
  let problem: TableProblem | undefined;
  for (const piece of pieces) problem ??= reader.push(piece);
  problem ??= reader.end();
  return { rows, lines, problem };
}

function written(
  rows: readonly (readonly string[])[],
  delimiter: string,
  end: string,
  isEnded: boolean,
): string {
  const cell = (text: string) =>
    /["\r\n]/.test(text) || text.includes(delimiter) || text.startsWith(' ')
      ? `"${text.replaceAll('"', '""')}"`
      : text;
  return rows.map(row => row.map(cell).join(delimiter)).join(end) + (isEnded ? end : '');
}

describe('rows of a table', () => {
  it('keep every cell, however they are written and cut into pieces', () => {
    const cell = fc.oneof(
      fc.string({
        unit: fc.constantFrom('a', '"', ',', ';', '\t', '\r', '\n', ' ', 'é', '😀', '0'),
        maxLength: 6,
      }),
      fc.string({ unit: 'grapheme', maxLength: 5 }),
    );
    const table = fc
      .integer({ min: 2, max: 4 })
      .chain(width =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 }),
      );
    fc.assert(
      fc.property(
        table,
        fc.constantFrom(',', ';', '\t', '|'),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        fc.array(fc.nat(80), { maxLength: 4 }),
        (rows, delimiter, end, isEnded, cuts) => {
          const text = written(rows, delimiter, end, isEnded);
          const places = [0, ...cuts.filter(cut => cut < text.length).sort((a, b) => a - b), text.length];
          const pieces = places.slice(1).map((to, i) => text.slice(places[i], to));
          const { rows: got, problem } = read(pieces, { delimiter, newline: '\n', quotes: true } as never);
          assert.equal(problem, undefined);
          assert.deepEqual(got, rows);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('know their lines, also behind cells with line ends', () => {
    const { rows, lines } = read(['a,b\r\n"1\r\n2","3\n4"\r\n\r\nx,', 'y']);
    assert.deepEqual(rows, [['a', 'b'], ['1\r\n2', '3\n4'], [''], ['x', 'y']]);
    assert.deepEqual(lines, [1, 2, 5, 6]);
  });

  it('know their lines as an editor counts them: a lone \\r in a cell ends one, too', () => {
    const text = 'a,b\r\n"x\ry",2\r\n3\r3,4\n"\r\n\r",5\n6,6\r\n';
    for (const cut of [0, 3, 4, 7, 13, 20])
      assert.deepEqual(read([text.slice(0, cut), text.slice(cut)]).lines, [1, 2, 4, 6, 9], String(cut));
    const mac = { delimiter: ',', newline: '\r', quotes: true } as const;
    assert.deepEqual(read(['a,"x\ny"\r1,"2\r\n"\r3,4\r'], mac as never).lines, [1, 3, 5]);
  });

  it('may end with either line end in one file', () => {
    assert.deepEqual(read(['a,b\r\nc,d\ne,"f"\r\n']).rows, [
      ['a', 'b'],
      ['c', 'd'],
      ['e', 'f'],
    ]);
  });

  it('name the line of a quote that is never closed, and of text behind a quote', () => {
    assert.deepEqual(read(['a,b\n1,2\n3,"x\ny\n']).problem, { code: 'endless', line: 3 });
    assert.deepEqual(read(['a,b\n1,2\n3,"x" y\n4,"z"\n']).problem, { code: 'quote', line: 3 });
    const long = 'x'.repeat(longestRow);
    assert.deepEqual(read([`a,b\n1,${long}`, '\n']).problem, { code: 'longRow', line: 2 });
    const plain = { delimiter: ',', newline: '\n', quotes: false } as const;
    assert.deepEqual(read(['3,"x" y\n'], plain as never).rows, [['3', '"x" y']]);
  });
});
