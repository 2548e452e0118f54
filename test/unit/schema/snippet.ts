/**
 * What VS Code inserts for a snippet of text, `$n`, `${n:default}` and `${n|first,…|}` when every default is taken: `\` makes `$`, `}` and
 * itself stand for themselves, as in VS Code's grammar. Anything else behind a `$` fails.
 */
export function resolve(snippet: string): string {
  let at = 0;
  const read = (until: string): string => {
    let out = '';
    while (at < snippet.length && snippet[at] !== until) {
      if (snippet[at] === '\\' && /[\\$}]/.test(snippet[at + 1] ?? '')) {
        out += snippet[at + 1]!;
        at += 2;
      } else if (snippet[at] === '$') {
        out += stop();
      } else {
        out += snippet[at++]!;
      }
    }
    return out;
  };
  const stop = (): string => {
    const bare = /^\$\d+/.exec(snippet.slice(at));
    if (bare) {
      at += bare[0].length;
      return '';
    }
    const choice = /^\$\{\d+\|((?:[^\\,|]|\\[\\,|])*)(?:,(?:[^\\,|]|\\[\\,|])*)*\|\}/.exec(snippet.slice(at));
    if (choice) {
      at += choice[0].length;
      return (choice[1] ?? '').replace(/\\([\\,|])/g, '$1');
    }
    const open = /^\$\{\d+:/.exec(snippet.slice(at));
    if (!open) throw new Error(`Neither tab stop nor escape: ${snippet.slice(at, at + 20)}`);
    at += open[0].length;
    const text = read('}');
    at++;
    return text;
  };
  return read('');
}
