import {
  sandboxChoices,
  startSandbox,
  type ChoiceName,
  type Sandbox,
  type SandboxChoices,
} from '../../src/core/sandbox';
import { defaultChoices } from '../../src/core/sandbox/choices';
import { aloneAndInPairs } from './sandbox/pairs';
import { bulkChoices, checkBulk } from './lib/bulk';
import { checkCreates } from './lib/creates';
import { checkLists } from './lib/lists';
import { inProcess, overHttp, serviceClock, type Service } from './lib/places';
import { configChoices, readTeam } from './lib/team';
import { checkVerdicts } from './lib/verdicts';

const names = Object.keys(sandboxChoices) as ChoiceName[];
const combinations = aloneAndInPairs(names);

/** All that the client and the core do with a service, on any of its choices. */
async function walk(service: Service, chosen: Partial<SandboxChoices>): Promise<void> {
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

describe('client against the sandbox: each choice alone, over HTTP', () => {
  let sandbox: Sandbox;

  before(async () => {
    sandbox = await startSandbox({ clock: serviceClock, jobsByHand: true });
  });
  after(() => sandbox.stop());

  for (const chosen of [{}, ...combinations.filter(one => Object.keys(one).length === 1)]) {
    it(JSON.stringify(chosen), async () => {
      sandbox.store.clear();
      sandbox.choose({ ...defaultChoices, ...chosen });
      await walk(overHttp(sandbox), chosen);
    });
  }
});

describe('client against the sandbox: any two choices', () => {
  for (const name of names) {
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
});
