const WORD_JOINER = '\u2060';

/**
 * A text of the service made fit for VS Code's JSON editor, which shows `title` and `description` as text but lets through
 * what its Markdown escaping forgets (`<…>` up to VS Code 1.129, `~~`): those are broken up by a character without width.
 * Control characters become blanks, lone surrogates the replacement character; what is longer than `limit` is cut.
 */
export function plain(text: string, limit = 200): string {
  // Most texts: printable ASCII without `<` and `~`.
  if (text.length <= limit && /^[ -;=-}]*$/.test(text)) return text.trim();
  const clean = text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/\p{Cs}/gu, '\uFFFD')
    .trim();
  const short =
    clean.length > limit ? `${clean.slice(0, limit - 1).replace(/[\uD800-\uDBFF]$/, '')}…` : clean;
  return short.replace(/<(?=[a-z/!?])/gi, `<${WORD_JOINER}`).replace(/~(?=~)/g, `~${WORD_JOINER}`);
}

/** A longer text of the service, e.g. a description. */
export function plainLong(text: string): string {
  return plain(text, 2000);
}
