import type { Catalog, Procedure } from '../../../../src/core/catalog/model';
import { findFixes, type Fixes } from '../../../../src/core/payload/fixes';
import { readTree } from '../../../../src/core/payload/readTree';
import { acme, lead } from '../../schema/sample';

/** Runs work that rests often without a rest. */
export function finish<T>(work: Generator<void, T, void>): T {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

/** All quick fixes of a payload. */
export function fixesOf(
  text: string,
  procedure: Procedure = lead,
  catalog: Catalog = acme,
  inLines = false,
): Fixes {
  const { root } = finish(readTree(text, inLines));
  return root === undefined
    ? { single: [], all: new Map() }
    : finish(findFixes(text, root, procedure, { catalog, procedure }));
}
