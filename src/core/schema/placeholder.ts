/**
 * A placeholder is a string that is, as a whole, a word between ‹ and › (U+2039, U+203A). The form, not the word, makes it
 * one: a draft written in one language is still recognised in another.
 */
export function placeholderText(word: string): string {
  return `‹${word.replace(/[‹›]/g, '')}›`;
}

/** True for a string that is a placeholder of a draft. */
export function isPlaceholder(value: unknown): value is string {
  return typeof value === 'string' && /^‹[^‹›]+›$/.test(value);
}

/** A text that stands for itself in a snippet, within a tab stop's default too. */
export function escapeSnippet(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}

/** More options than this are no list to choose from: completion has them all. */
const mostChoices = 100;

/**
 * A tab stop that opens a list: the placeholder first, so that no option is taken silently, then the values. Undefined
 * where there is nothing to choose from.
 */
export function choiceStop(
  word: string,
  n: number,
  values: readonly (string | number)[],
): string | undefined {
  if (values.length === 0 || values.length > mostChoices) return undefined;
  const choices = [placeholderText(word), ...values].map(value =>
    JSON.stringify(value).replace(/[\\,|]/g, '\\$&'),
  );
  return `\${${n}|${choices.join(',')}|}`;
}

/**
 * A placeholder as a JSON string that the n-th tab stop selects: with the quotes where what replaces it may be no string,
 * so that typing 5 leaves 5 and not "5".
 */
export function placeholderStop(word: string, n: number, insideQuotes: boolean): string {
  const text = JSON.stringify(placeholderText(word));
  return insideQuotes ? `"\${${n}:${escapeSnippet(text.slice(1, -1))}}"` : `\${${n}:${escapeSnippet(text)}}`;
}
