import assert from 'node:assert/strict';
import type { CellRule, NoteCode, Reading } from '../../../src/core/table/model';
import { converter } from '../../../src/core/table/values';

/** The JSON text of a cell, and what was noted of it. */
function json(rule: CellRule, cell: string, reading: Reading = {}): string | undefined {
  const notes: NoteCode[] = [];
  const text = converter(rule, reading)(cell, code => notes.push(code));
  if (text !== undefined) assert.doesNotThrow(() => JSON.parse(text) as unknown, text);
  return notes.length === 0 ? text : `${text ?? ''} (${notes.join()})`;
}

function all(
  rule: CellRule,
  expected: Readonly<Record<string, string | undefined>>,
  reading: Reading = {},
): void {
  for (const [cell, text] of Object.entries(expected)) assert.equal(json(rule, cell, reading), text, cell);
}

describe('cells of a table', () => {
  it('stay text where the attribute is text: zeros in front, long digits, blanks', () => {
    all(
      { kind: 'text' },
      {
        '007': '"007"',
        '12345678901234567890': '"12345678901234567890"',
        ' a "b"\n': '" a \\"b\\"\\n"',
        'x\u2028y': '"x\\u2028y"',
        '😀': '"😀"',
        '': undefined,
        '  ': undefined,
      },
    );
    assert.equal(json({ kind: 'text' }, '4.91702E+11'), '"4.91702E+11" (cutDigits)');
  });

  it('keep the digits of numbers as they are written', () => {
    all(
      { kind: 'number' },
      {
        '12345678901234567890': '12345678901234567890',
        '1.0': '1.0',
        ' -0.50 ': '-0.50',
        '1e5': '1e5',
        '.5': '0.5',
        '007': '"007" (number)',
        '+5': '"+5" (number)',
        '12 kg': '"12 kg" (number)',
        '1,5': '"1,5" (decimal)',
        '1.234,50': '"1.234,50" (decimal)',
      },
    );
    all(
      { kind: 'number' },
      {
        '1,5': '1.5',
        '1.234,50': '1234.50',
        '1.234': '1234',
        '1.5': '1.5',
        '1,234,567': '"1,234,567" (number)',
      },
      { decimal: ',' },
    );
    all(
      { kind: 'number' },
      { '1,234.50': '1234.50', '1,234': '1234', '1.50': '1.50', '1,5': '"1,5" (number)' },
      { decimal: '.' },
    );
  });

  it('become true and false', () => {
    all(
      { kind: 'boolean' },
      { TRUE: 'true', no: 'false', ' 1 ': 'true', '0': 'false', maybe: '"maybe" (boolean)' },
    );
  });

  it('find options by value, another case or label, and never guess', () => {
    const choices = [
      { value: 'WEB', words: ['Web form'] },
      { value: 'FAIR', words: ['Trade fair'] },
      { value: 'A', words: ['Same'] },
      { value: 'B', words: ['Same'] },
    ];
    all(
      { kind: 'option', choices },
      {
        WEB: '"WEB"',
        web: '"WEB"',
        'trade  FAIR': '"FAIR"',
        Same: '"Same" (option)',
        other: '"other" (option)',
      },
    );
    all(
      { kind: 'options', choices },
      {
        web: '["WEB"]',
        'Web form; FAIR': '["WEB","FAIR"]',
        'Web form; FAIR; web': '["WEB","FAIR"]',
        '["WEB", 1]': '["WEB", 1]',
        'WEB, x': '"WEB, x" (option)',
      },
    );
    all(
      { kind: 'option', numeric: true, choices: [{ value: 2, words: ['High'] }] },
      { high: '2', '2': '2', '3': '3 (option)' },
    );
  });

  it('are noted where a spreadsheet wrote something else than a value, and stay as they are', () => {
    all(
      { kind: 'text' },
      {
        '="007"': '"=\\"007\\"" (formula)',
        '=A1*2': '"=A1*2" (formula)',
        '=> see below': '"=> see below"',
        '#N/A': '"#N/A" (sheetError)',
        '########': '"########" (sheetError)',
        '#1 of 3': '"#1 of 3"',
      },
    );
  });

  it('that are noted are noted each time', () => {
    const notes: NoteCode[] = [];
    const convert = converter({ kind: 'boolean' }, {});
    for (let i = 0; i < 3; i++) convert('maybe', code => notes.push(code));
    assert.equal(notes.length, 3);
  });

  it('become dates as the attribute wants them, and no order or zone is guessed', () => {
    all(
      { kind: 'isoDateTime' },
      {
        '2026-03-01': '"2026-03-01"',
        '2026-03-01T09:30:00+02:00': '"2026-03-01T09:30:00+02:00"',
        '2026/3/1 9:30': '"2026-03-01T09:30:00"',
        '2026-3-1': '"2026-03-01"',
        '2026-03-01 25:00': '"2026-03-01 25:00" (date)',
        '2026/03/01 09:30:15,25 -05:30': '"2026-03-01T09:30:15.250-05:30"',
        '03/04/2026': '"03/04/2026" (dateOrder)',
        '31.12.2026': '"31.12.2026" (dateOrder)',
        '2026-02-30': '"2026-02-30" (date)',
        soon: '"soon" (date)',
      },
    );
    all(
      { kind: 'isoDateTime' },
      { '03/04/2026': '"2026-04-03"', '3.4.2026 14:05': '"2026-04-03T14:05:00"' },
      { dates: 'day' },
    );
    all(
      { kind: 'isoDateTime' },
      {
        '03/04/2026 2:05 PM': '"2026-03-04T14:05:00"',
        '03/04/2026 12:05 p.m.': '"2026-03-04T12:05:00"',
        '03/04/2026, 12:05 AM': '"2026-03-04T00:05:00"',
        '03/04/2026 13:05 PM': '"03/04/2026 13:05 PM" (date)',
        '31/12/2026': '"31/12/2026" (date)',
      },
      { dates: 'month' },
    );
    all(
      { kind: 'epoch' },
      {
        '1767225600000': '1767225600000',
        '2026-01-01T00:00:00Z': '1767225600000',
        '2026-01-01T01:00:00+01:00': '1767225600000',
        '2025-12-31T19:00:00-05:00': '1767225600000',
        '2026-01-01': '"2026-01-01" (zone)',
      },
    );
    all(
      { kind: 'epoch' },
      { '2026-01-01': '1767225600000', '01.01.2026': '1767225600000' },
      { zone: 'utc', dates: 'day' },
    );
    assert.equal(
      json({ kind: 'epoch' }, '2026-01-01 10:00', { zone: 'local' }),
      String(new Date(2026, 0, 1, 10).getTime()),
    );
    // Seconds, and the day number of a spreadsheet.
    all({ kind: 'epoch' }, { '1767225600': '1767225600 (early)', '46023': '46023 (early)' });
    all({ kind: 'date' }, { '20454': '20454', '2026-01-01': '"2026-01-01"' });
  });

  it('hold objects and lists as they are written', () => {
    assert.equal(json({ kind: 'object' }, '{"a": 1.0,\n"b": "x"}'), '{"a": 1.0, "b": "x"}');
    assert.equal(json({ kind: 'object' }, 'x'), '"x" (json)');
    assert.equal(json({ kind: 'list' }, 'p1'), '["p1"]');
    assert.equal(json({ kind: 'any' }, '[48.1, 11.5]'), '[48.1, 11.5]');
    assert.equal(json({ kind: 'any' }, '5'), '"5"');
  });
});
