/**
 * A text from outside on one line, without control characters and direction overrides: for a label that VS Code shows
 * as it is.
 */
export function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').replace(/\p{Bidi_Control}/gu, '');
}

/**
 * A text from outside, ready for a label, a message or a code lens: what VS Code would render there as a link
 * (`[x](command:…)`) or as an icon (`$(x)`) is broken up with a zero-width blank and stays visible text.
 */
export function plain(text: string): string {
  return oneLine(text).replaceAll('](', ']\u200b(').replaceAll('$(', '$\u200b(');
}
