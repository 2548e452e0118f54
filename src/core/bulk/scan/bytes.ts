/** The bytes that mean something between and within entries. */
export const byte = {
  nul: 0x00,
  tab: 0x09,
  lf: 0x0a,
  cr: 0x0d,
  space: 0x20,
  quote: 0x22,
  comma: 0x2c,
  slash: 0x2f,
  colon: 0x3a,
  openList: 0x5b,
  backslash: 0x5c,
  closeList: 0x5d,
  open: 0x7b,
  close: 0x7d,
} as const;

/** What a byte is for an entry; 0: nothing that the scanner has to know. */
export const kind = {
  quote: 1,
  colon: 2,
  comma: 3,
  digit: 4,
  exponent: 5,
  open: 6,
  openList: 7,
  close: 8,
  closeList: 9,
  lf: 10,
  cr: 11,
  slash: 12,
  nul: 13,
} as const;

/** {@link kind} by byte, outside strings. */
export const kinds = table([
  ['"', kind.quote],
  [':', kind.colon],
  [',', kind.comma],
  ['0123456789', kind.digit],
  ['eE', kind.exponent],
  ['{', kind.open],
  ['[', kind.openList],
  ['}', kind.close],
  [']', kind.closeList],
  ['\n', kind.lf],
  ['\r', kind.cr],
  ['/', kind.slash],
  ['\0', kind.nul],
]);

/** 1 for the bytes at which a string ends, or at which something is to be seen to. */
export const stops = table([['"\\\n\r\0', 1]]);

function table(rows: readonly (readonly [string, number])[]): Uint8Array {
  const made = new Uint8Array(256);
  for (const [characters, value] of rows) {
    for (const character of characters) made[character.charCodeAt(0)] = value;
  }
  return made;
}
