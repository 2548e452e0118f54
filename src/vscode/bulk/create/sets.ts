import { EntrySet } from '../../../core/bulk/entrySet';
import type { PreflightReport } from '../../../core/bulk/preflight/report';

/** Which entries of a checked file may be sent. */
export interface EntrySets {
  readonly all: EntrySet;
  /** All but those that are never sent; with strict checks all but those with any finding. */
  readonly sendable: EntrySet;
  /** Without a finding of their own; they may repeat a primary key. */
  readonly unflawed: EntrySet;
  /** Nothing is known against them. */
  readonly valid: EntrySet;
  /** Their primary key stands in an earlier entry, too. */
  readonly repeats: EntrySet;
}

export function setsOf(report: PreflightReport, strict: boolean): EntrySets {
  const all = EntrySet.range(0, report.entries);
  const unflawed = all.minus(setOfBits(report.flawed));
  const repeats = setOfBits(report.repeats.set);
  return {
    all,
    unflawed,
    valid: unflawed.minus(repeats),
    sendable: strict ? unflawed : all.minus(setOfBits(report.blocked)),
    repeats,
  };
}

/** The set of entries that have their bit set; entry 0 is the lowest bit of byte 0. */
export function setOfBits(bits: Uint8Array): EntrySet {
  return EntrySet.ofRanges(rangesOf(bits));
}

function* rangesOf(bits: Uint8Array): Iterable<readonly [number, number]> {
  let first = -1;
  for (let at = 0; at < bits.length; at++) {
    const byte = bits[at] ?? 0;
    // Most files have no findings over long stretches.
    if (byte === 0 && first < 0) continue;
    if (byte === 0xff && first >= 0) continue;
    for (let bit = 0; bit < 8; bit++) {
      const entry = at * 8 + bit;
      const isSet = ((byte >>> bit) & 1) === 1;
      if (isSet && first < 0) first = entry;
      if (isSet || first < 0) continue;
      yield [first, entry - first];
      first = -1;
    }
  }
  if (first >= 0) yield [first, bits.length * 8 - first];
}
