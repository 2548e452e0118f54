import { byte } from './bytes';
import type { JsonWord, ScanProblemKind } from './problem';

/** What a byte within a list, outside its entries, has against it. `found` is filled in later, by who can read the file. */
export function strayInList(here: number, entry: number, wantsEntry: boolean): ScanProblemKind {
  const always = strayAnywhere(here);
  if (always !== undefined) return always;
  const actual = wordOf(here);
  if (!wantsEntry) {
    return actual === 'other' && here !== byte.open
      ? { code: 'unexpected', params: { found: '' } }
      : { code: 'missingComma', params: { found: '' } };
  }
  if (here === byte.closeList) return { code: 'noEntries', params: {} };
  if (here === byte.comma) return { code: 'extraComma', params: {} };
  return actual === 'other'
    ? { code: 'unexpected', params: { found: '' } }
    : { code: 'notAnObject', params: { entry, found: '', actual } };
}

/**
 * What a byte behind a list or behind a value of its own has against it.
 * @param ended behind a list
 * @param broken a line ended before it
 */
export function strayOutside(here: number, entry: number, ended: boolean, broken: boolean): ScanProblemKind {
  const always = strayAnywhere(here);
  if (always !== undefined) return always;
  if (!ended && here === byte.comma) return { code: 'commaOutsideList', params: {} };
  if (!ended && here === byte.open) return { code: 'missingLineBreak', params: { found: '' } };
  const actual = wordOf(here);
  // Two objects, each in its line, are JSON lines: then the third value is to be one, too.
  if (!ended && broken && entry > 1 && actual !== 'other') {
    return { code: 'notAnObject', params: { entry, found: '', actual } };
  }
  return { code: 'afterEnd', params: { found: '' } };
}

function strayAnywhere(here: number): ScanProblemKind | undefined {
  if (here === byte.nul) return { code: 'binary', params: {} };
  if (here === byte.slash) return { code: 'comment', params: {} };
  return undefined;
}

/** What kind of JSON value a byte begins; `other`: none, or an object. */
export function wordOf(here: number): JsonWord {
  const character = String.fromCharCode(here);
  if (character === '[') return 'array';
  if (character === '"') return 'string';
  if (/[-\d]/.test(character)) return 'number';
  if (/[tf]/.test(character)) return 'boolean';
  return character === 'n' ? 'null' : 'other';
}
