import { sandboxChoices, type ChoiceName, type SandboxChoices } from '../../../src/core/sandbox';
import { aloneAndInPairs } from '../sandbox/pairs';
import { bulkChoices, checkBulk } from './bulk';
import { checkCreates } from './creates';
import { checkLists } from './lists';
import { inProcess, type Service } from './places';
import { configChoices, readTeam } from './team';
import { checkVerdicts } from './verdicts';

const names = Object.keys(sandboxChoices) as ChoiceName[];

/** Every value of a choice that is not the default one, alone and with every such value of another choice. */
export const combinations = aloneAndInPairs(names);

/** All that the client and the core do with a service, on any of its choices. */
export async function walk(service: Service, chosen: Partial<SandboxChoices>): Promise<void> {
  try {
    // What else there is does not depend on how bulk creates are chosen to be; each of these choices alone goes the whole way.
    if (Object.keys(chosen).length > 1 && bulkChoices.some(name => name in chosen)) {
      await checkBulk(service);
      return;
    }
    const catalog = await readTeam(service);
    checkVerdicts(catalog, service.choices);
    const withConfig = configChoices.some(name => name in chosen);
    // What a create answers does not depend on how the config looks: beside that a few of its cases will do.
    await checkCreates(service, catalog, withConfig && Object.keys(chosen).length > 1 ? 'few' : 'all');
    await checkLists(service, catalog, 4);
    await checkBulk(service);
  } catch (error) {
    if (error instanceof Error) error.message = `${JSON.stringify(chosen)}: ${error.message}`;
    throw error;
  }
}

/**
 * Declares the tests of every other choice together with each choice behind it. Two files share them: they take long, and run in
 * a process each.
 * @param half of the choices: 0 or 1
 */
export function testPairs(half: 0 | 1): void {
  for (const name of names.filter((_name, at) => at % 2 === half)) {
    const pairs = combinations.filter(one => {
      const keys = Object.keys(one);
      return keys.length === 2 && keys[0] === name;
    });
    // The last choice has had its turn with each one before it.
    if (pairs.length === 0) continue;
    it(`${name} with each choice behind it`, async () => {
      for (const chosen of pairs) await walk(inProcess(chosen), chosen);
    });
  }
}
