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
