const quoted = /"[^"]*"|“[^”]*”|`[^`]*`|(?<![\p{L}\p{N}])'[^']*'(?![\p{L}\p{N}])/gu;
const withDigit = /(?:[\p{L}\p{N}_.@:/+-]|,(?=\p{N}))*\p{N}(?:[\p{L}\p{N}_.@:/+-]|,(?=\p{N}))*/gu;

/** A message without the values in it, so that messages about the same fault are the same text: quoted texts, numbers and ids become `…`. */
export function patternOf(message: string): string {
  return message.replace(quoted, '…').replace(withDigit, '…').replace(/\s+/g, ' ').trim();
}
