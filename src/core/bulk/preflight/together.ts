import type { EntryIndex } from '../scan/entryIndex';
import type { EntryRun } from '../scan/reader';

/** Entries that are parsed by one call; V8 reads objects faster that follow others of their kind, but what it made has to be collected together. */
const atOnce = 256;

const comma = 0x2c;

/**
 * Parses the entries of a run, many by one call. Hands out each one's value in the order of the run; undefined where it has to be
 * parsed by itself: beside one that is no JSON.
 * @param encoding of the whole run, which is known to be right
 */
export function* parseTogether(
  run: EntryRun,
  index: EntryIndex,
  encoding: 'latin1' | 'utf8',
): Generator<unknown, void, void> {
  const { bytes, entries } = run;
  for (let first = 0; first < entries.length;) {
    let count = 1;
    let end = endOf(first);
    while (count < atOnce && first + count < entries.length) {
      const next = entries[first + count] ?? 0;
      const begin = run.start(next);
      // Glue is proved to be blanks with at most one comma, unless an entry between the two is left out.
      if (next !== (entries[first] ?? 0) + count || begin === end) break;
      let glue = end;
      while (glue < begin && bytes[glue] !== comma) glue++;
      if (glue === begin) bytes[end] = comma;
      end = begin + index.length(next);
      count++;
    }
    const values = parseAll(`[${bytes.toString(encoding, run.start(entries[first] ?? 0), end)}]`, count);
    for (let at = 0; at < count; at++) yield values?.[at];
    first += count;
  }

  function endOf(at: number): number {
    const entry = entries[at] ?? 0;
    return run.start(entry) + index.length(entry);
  }
}

function parseAll(text: string, count: number): readonly unknown[] | undefined {
  try {
    const values = JSON.parse(text) as readonly unknown[];
    return values.length === count ? values : undefined;
  } catch {
    return undefined;
  }
}
