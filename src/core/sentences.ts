/** Texts of others in one line: a sentence has its own end, others are parted by semicolons. */
export function joinSentences(texts: readonly string[]): string {
  const [first = '', ...others] = texts;
  return others.reduce((all, text) => (/[.!?]$/.test(all) ? `${all} ${text}` : `${all}; ${text}`), first);
}
