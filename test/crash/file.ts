import type { FileKind } from './schedule';

/** A file to send, and what is known of each entry. */
export interface SentFile {
  readonly text: string;
  /** The entries' own texts. */
  readonly entries: readonly string[];
  /** What a process of the entry has that no other has. */
  readonly marks: readonly string[];
  /** Primary keys; undefined for an entry without one. */
  readonly keys: readonly (string | undefined)[];
  readonly leftOut: readonly number[];
}

/** A file of entries that must arrive byte for byte: of each eight one is INVALID, some have a key that another one has. */
export function makeFile(kind: FileKind, random: () => number): SentFile {
  const entries: string[] = [];
  const marks: string[] = [];
  const keys: (string | undefined)[] = [];
  for (let entry = 0; entry < kind.entries; entry++) {
    const mark = `E-${entry}`;
    const twin = kind.repeats && entry > 0 && random() < 0.1;
    const key = kind.procedure === 'lead' ? (twin ? keys[entry - 1] : `K-${entry}`) : undefined;
    marks.push(mark);
    keys.push(key);
    entries.push(entryText(kind, mark, key, random));
  }
  const text = kind.lines
    ? `${entries.join('\n')}\n`
    : `[\r\n  ${entries.join(random() < 0.5 ? ',\n  ' : ' ,\t')}\n]\n`;
  const leftOut = kind.leftOut ? entries.flatMap((_, entry) => (random() < 0.2 ? [entry] : [])) : [];
  return { text, entries, marks, keys, leftOut };
}

function entryText(kind: FileKind, mark: string, key: string | undefined, random: () => number): string {
  const state = random() < 0.13 ? ', "status": "DONE"' : '';
  // What a round trip through JSON.parse would change.
  const odd = [
    ', "n": 12345678901234567890',
    ', "n":1.0',
    ', "n": -0',
    ', "n": "\\u00fc\\/"',
    ', "n" : "आशा"',
    '',
  ];
  const extra = (odd[Math.floor(random() * odd.length)] ?? '').replace(
    '"n"',
    kind.procedure === 'lead' ? '"budget"' : '"login"',
  );
  const long = kind.large > 0 && random() < 0.5 ? 'x'.repeat(kind.large) : '';
  if (kind.procedure === 'onboarding') {
    return `{"data":{"employee_name": "${mark}"${extra}${long === '' ? '' : `, "mentor": "${long}"`}}${state}}`;
  }
  const notes = long === '' ? '' : `, "notes": "${long}"`;
  const atTop = random() < 0.2;
  const inner = atTop ? '' : `"lead_id": "${key ?? ''}", `;
  const outer = atTop ? `"lead_id": "${key ?? ''}", ` : '';
  return `{ ${outer}"data": { ${inner}"lastname":"${mark}", "source": "WEB"${extra}${notes} }${state} }`;
}
