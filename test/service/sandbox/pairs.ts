import { sandboxChoices, type ChoiceName, type SandboxChoices } from '../../../src/core/sandbox';

const values: Readonly<Record<ChoiceName, readonly string[]>> = sandboxChoices;

/** Every value of each of the named choices that is not its default, alone and with every such value of each other one. */
export function aloneAndInPairs(names: readonly ChoiceName[]): Partial<SandboxChoices>[] {
  const single = names.flatMap(name => values[name].slice(1).map(value => ({ name, value })));
  const pairs = single.flatMap((a, index) =>
    single
      .slice(index + 1)
      .filter(b => b.name !== a.name)
      .map(b => ({ [a.name]: a.value, [b.name]: b.value })),
  );
  return [...single.map(({ name, value }) => ({ [name]: value })), ...pairs];
}

interface Chosen {
  readonly name: ChoiceName;
  readonly value: string;
}

/**
 * Rows with a value for each of the named choices, so that every two values of two choices stand together in at least one row: all pairs, in a fraction of the
 * runs that one for each would take.
 * @param isLeftOut values that would hide what the others do
 */
export function pairsTogether(
  names: readonly ChoiceName[],
  isLeftOut: (name: ChoiceName, value: string) => boolean = () => false,
): Partial<SandboxChoices>[] {
  const options = names.map(name =>
    values[name].filter(value => !isLeftOut(name, value)).map((value): Chosen => ({ name, value })),
  );
  const open = new Set<string>();
  for (const [at, ones] of options.entries()) {
    for (const others of options.slice(at + 1)) {
      for (const one of ones) for (const other of others) open.add(pairOf(one, other));
    }
  }
  const rows: Partial<SandboxChoices>[] = [];
  while (open.size > 0) {
    const [first = '[]'] = open;
    const row = JSON.parse(first) as Chosen[];
    for (const candidates of options) {
      if (row.some(({ name }) => name === candidates[0]?.name)) continue;
      const news = (one: Chosen): number => row.filter(other => open.has(pairOf(one, other))).length;
      const best = candidates.reduce((a, b) => (news(b) > news(a) ? b : a));
      row.push(best);
    }
    for (const one of row) for (const other of row) open.delete(pairOf(one, other));
    rows.push(Object.fromEntries(row.map(({ name, value }) => [name, value])));
  }
  return rows;
}

function pairOf(...pair: readonly [Chosen, Chosen]): string {
  return JSON.stringify([...pair].sort((a, b) => (a.name < b.name ? -1 : 1)));
}
