/** Control characters, line ends, and characters that turn the direction of what follows. */
const unprintable = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

/** Untrusted text as one line without control characters, at most `max` characters. */
export function clean(text: string, max: number): string {
  // Cut before replacing, so that a huge text costs nothing; twice, since blanks may go.
  const line = text
    .slice(0, max * 4)
    .replace(unprintable, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
  return line.length > max ? `${line.slice(0, max - 1).replace(/[\ud800-\udbff]$/, '')}…` : line;
}

/** The first characters of a body that has no message, an HTML page without its tags. */
export function excerpt(body: string): string {
  const head = body.slice(0, 20_000);
  if (!/^\s*<(?:!doctype|html|\?xml|head|body|h\d|p|div|pre)\b/i.test(head)) return clean(head, 300);
  const words = head
    .replace(/<!--[^]*?(?:-->|$)/g, ' ')
    .replace(/<(script|style)\b[^]*?(?:<\/\1\s*>|$)/gi, ' ')
    .replace(/<[^>]*(?:>|$)/g, ' ');
  return clean(words, 300);
}

/** A text of its own: one that was cut out of a longer one would keep all of that in memory. */
export function copied(text: string): string {
  return Buffer.from(text, 'utf16le').toString('utf16le');
}
