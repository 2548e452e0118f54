// @ts-check
// The directory of a zip file: what a .vsix really holds.
import { readFileSync } from 'node:fs';

/**
 * @typedef {{ name: string, size: number, packed: number }} ZipEntry sizes in bytes
 */

/**
 * Lists the files of a zip file (without zip64, which begins at 4 GB).
 * @param {string} file
 * @returns {ZipEntry[]}
 */
export function zipEntries(file) {
  const bytes = readFileSync(file);
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0) throw new Error(`${file} is not a zip file`);
  const count = bytes.readUInt16LE(end + 10);
  const entries = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let i = 0; i < count; i++) {
    if (bytes.toString('latin1', at, at + 4) !== 'PK\x01\x02') throw new Error(`${file} is damaged`);
    const nameLength = bytes.readUInt16LE(at + 28);
    entries.push({
      name: bytes.toString('utf8', at + 46, at + 46 + nameLength),
      size: bytes.readUInt32LE(at + 24),
      packed: bytes.readUInt32LE(at + 20),
    });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}
