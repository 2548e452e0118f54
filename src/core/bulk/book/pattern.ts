// A word with a digit is looked for from its first letter only: tried anew at each letter, a long word without one would take the square of its length.
const quoted = /"[^"]*"|“[^”]*”|`[^`]*`|(?<![\p{L}\p{N}])'[^']*'(?![\p{L}\p{N}])/gu;
const withDigit =
  /(?<![\p{L}\p{N}_.@:/+-])(?:[\p{L}\p{N}_.@:/+-]|,(?=\p{N}))*\p{N}(?:[\p{L}\p{N}_.@:/+-]|,(?=\p{N}))*/gu;

// The same for texts of ASCII alone, which are nearly all of them, in a fraction of the time.
const ascii = /^[\0-\x7f]*$/;
const asciiQuoted = /"[^"]*"|`[^`]*`|(?<![A-Za-z0-9])'[^']*'(?![A-Za-z0-9])/g;
const asciiWithDigit = /(?<![\w.@:/+-])(?:[\w.@:/+-]|,(?=[0-9]))*[0-9](?:[\w.@:/+-]|,(?=[0-9]))*/g;

/** A message without the values in it, so that messages about the same fault are the same text: quoted texts, numbers and ids become `…`. */
export function patternOf(message: string): string {
  const isAscii = ascii.test(message);
  // What takes the place of a quotation is no letter of a word.
  const unquoted = message.replace(isAscii ? asciiQuoted : quoted, '…');
  return unquoted
    .replace(isAscii ? asciiWithDigit : withDigit, '…')
    .replace(/\s+/g, ' ')
    .trim();
}
