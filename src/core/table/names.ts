/** A name as people compare it: case, blanks, `_`, `-` and the like do not count. What has no letter or digit keeps its marks. */
export function fold(name: string): string {
  const whole = name.normalize('NFKC').trim().toLowerCase();
  const letters = whole.replace(/[^\p{L}\p{N}\p{M}]/gu, '');
  return letters === '' ? whole : letters;
}
