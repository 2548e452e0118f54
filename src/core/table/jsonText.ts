// Lone surrogates are escaped by JSON.stringify; U+2028 and U+2029 would be line ends to VS Code, which offers to remove them.
const special = /["\\\p{Cc}\p{Cs}\u2028\u2029]/u;

/** A text as JSON, on one line. */
export function jsonText(text: string): string {
  if (!special.test(text)) return `"${text}"`;
  return JSON.stringify(text).replace(/[\u2028\u2029]/g, mark => (mark === '\u2028' ? '\\u2028' : '\\u2029'));
}

/** A cell that holds an object or a list in JSON, on one line and as it is written; undefined for anything else. */
export function jsonCell(cell: string, wanted: 'object' | 'list' | 'either'): string | undefined {
  const text = cell.trim();
  const first = text.charAt(0);
  if (!((first === '{' && wanted !== 'list') || (first === '[' && wanted !== 'object'))) return undefined;
  try {
    JSON.parse(text);
  } catch {
    return undefined;
  }
  // In valid JSON these stand between values only.
  return text
    .replace(/[\r\n\t]+/g, ' ')
    .replace(/\u2028/g, '\\u2028')
    .replace(/\u2029/g, '\\u2029');
}
