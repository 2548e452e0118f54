import type { Path } from '../../payload/tree';

export interface TextVisitor {
  /** A key for the second time in its object; the path ends with it. */
  again?(path: Path): void;
  /** A number as it is written. */
  number?(path: Path, raw: string): void;
}

interface Frame {
  /** Undefined in a list. */
  readonly names: Set<string> | undefined;
  at: string | number;
}

const numberToken = /-?\d[\d.eE+-]*/y;

/** Walks through a text that is known to be JSON, for what a parsed value does not tell any more. */
export function walkText(text: string, visit: TextVisitor): void {
  const frames: Frame[] = [];
  const path = (): Path => frames.map(({ at }) => at);
  let wantsKey = false;
  for (let i = 0; i < text.length; i++) {
    const top = frames.at(-1);
    const here = text.charCodeAt(i);
    if (here === 0x22) {
      const end = endOfString(text, i);
      if (wantsKey && top?.names !== undefined) {
        const name = JSON.parse(text.slice(i, end)) as string;
        top.at = name;
        if (top.names.has(name)) visit.again?.(path());
        top.names.add(name);
        wantsKey = false;
      }
      i = end - 1;
    } else if (here === 0x7b || here === 0x5b) {
      wantsKey = here === 0x7b;
      frames.push(wantsKey ? { names: new Set(), at: '' } : { names: undefined, at: 0 });
    } else if (here === 0x7d || here === 0x5d) {
      frames.pop();
      wantsKey = false;
    } else if (here === 0x2c && top !== undefined) {
      if (top.names !== undefined) wantsKey = true;
      else if (typeof top.at === 'number') top.at++;
    } else if (here === 0x2d || (here >= 0x30 && here <= 0x39)) {
      numberToken.lastIndex = i;
      const raw = numberToken.exec(text)?.[0] ?? '-';
      visit.number?.(path(), raw);
      i += raw.length - 1;
    }
  }
}

function endOfString(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    const here = text.charCodeAt(i);
    if (here === 0x5c) i++;
    else if (here === 0x22) return i + 1;
  }
  return text.length;
}
