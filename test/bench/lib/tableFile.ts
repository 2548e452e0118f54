import { closeSync, openSync, writeSync } from 'node:fs';

const cities = ['Lyon', 'Pune', 'Porto', 'Zürich', 'Graz', 'Oslo', 'Bergen', 'Turin'];

export const tableHeader = [
  'lead_id',
  'First name',
  'Email',
  'phone',
  'Score',
  'amount',
  'city',
  'newsletter',
  'visited',
  'state',
  'comment',
];

/** Writes a table as a spreadsheet exports it: of each four rows one has a quoted cell, of each hundred one with a line end in it. */
export function writeTable(file: string, rows: number, header = tableHeader, rowOf = row): void {
  const out = openSync(file, 'w');
  try {
    let part = `${header.join(',')}\r\n`;
    for (let i = 0; i < rows; i++) {
      part += `${rowOf(i)}\r\n`;
      if (part.length < 1 << 20 && i + 1 < rows) continue;
      writeSync(out, part);
      part = '';
    }
  } finally {
    closeSync(out);
  }
}

function row(i: number): string {
  const comment = i % 100 === 7 ? '"first line\nsecond ""line"""' : i % 4 === 0 ? '"Roof, south side"' : '';
  return [
    `LEAD-${String(i).padStart(8, '0')}`,
    `First ${i % 977}`,
    `person.${i}@example.com`,
    `0049170${String((i * 7919) % 10_000_000).padStart(7, '0')}`,
    i % 90,
    (i % 5000) / 8,
    cities[i % cities.length],
    i % 3 === 0 ? 'TRUE' : 'FALSE',
    '2026-03-01T09:30:00Z',
    'New',
    comment,
  ].join(',');
}

const leadHeader = [
  'lead_id',
  'First name',
  'Last name',
  'Source',
  'Score',
  'Budget (€)',
  'city',
  'Newsletter',
  'call_back_at',
  'status',
];

/** The same of leads as a sandbox takes them; of each hundred one is not valid. */
export function writeLeadTable(file: string, rows: number): void {
  writeTable(file, rows, leadHeader, leadRow);
}

function leadRow(i: number): string {
  return [
    `LEAD-${String(i).padStart(8, '0')}`,
    `First ${i % 977}`,
    i % 4 === 0 ? `"Last, ""${i % 977}"""` : `Last ${i % 977}`,
    'Web form',
    i % 90,
    (i % 5000) / 8,
    cities[i % cities.length],
    i % 3 === 0 ? 'TRUE' : 'FALSE',
    '2026-03-01T09:30:00Z',
    i % 100 === 42 ? 'DONE' : 'OPEN',
  ].join(',');
}
