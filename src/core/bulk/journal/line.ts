import { crc32 } from 'node:zlib';
import { isObject } from '../../json';
import type { JournalRecord } from '../records';

/*
 * A line: eight hex digits, the CRC-32 of what comes after the first blank up to the line's end; the number of the line, from 1; the record as JSON.
 * The number shows a line that is missing or too many, which a checksum of each line by itself cannot. JSON never holds a raw line break.
 */
const blank = 0x20;
const hexDigits = 8;

export interface GoodLine {
  readonly ok: true;
  /** Counted from 1. */
  readonly number: number;
  /** The record's JSON, UTF-8. */
  readonly json: Buffer;
}

/** The bytes of a record's line, with its line break. */
export function encodeLine(record: JournalRecord, number: number): Buffer {
  const body = Buffer.from(`${' '.repeat(hexDigits + 1)}${number} ${JSON.stringify(record)}\n`, 'utf8');
  const sum = crc32(body.subarray(hexDigits + 1, -1));
  body.write(sum.toString(16).padStart(hexDigits, '0'), 0, 'latin1');
  return body;
}

/** Checks a line, given without its line break. */
export function readLine(bytes: Buffer): GoodLine | { readonly ok: false } {
  if (bytes.length < hexDigits + 4 || bytes[hexDigits] !== blank) return { ok: false };
  const sum = bytes.toString('latin1', 0, hexDigits);
  if (!/^[0-9a-f]{8}$/.test(sum) || Number.parseInt(sum, 16) !== crc32(bytes.subarray(hexDigits + 1))) {
    return { ok: false };
  }
  const end = bytes.indexOf(blank, hexDigits + 1);
  const number = end < 0 ? '' : bytes.toString('latin1', hexDigits + 1, end);
  if (!/^[1-9]\d{0,14}$/.test(number)) return { ok: false };
  return { ok: true, number: Number(number), json: bytes.subarray(end + 1) };
}

const known: ReadonlySet<unknown> = new Set<JournalRecord['t']>([
  'run',
  'intent',
  'outcome',
  'poll',
  'page',
  'verdicts',
  'look',
  'phase',
]);

/** The record of a line whose checksum holds; undefined when it is none that this version knows. */
export function parseRecord(json: Buffer): JournalRecord | undefined {
  try {
    const value: unknown = JSON.parse(json.toString('utf8'));
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The checksum holds, so that the line is what some version of us wrote; this asks whether it is one whose records we understand. */
function isRecord(value: unknown): value is JournalRecord {
  if (!isObject(value) || !known.has(value['t']) || typeof value['at'] !== 'number') return false;
  return value['t'] !== 'run' || value['version'] === 1;
}
