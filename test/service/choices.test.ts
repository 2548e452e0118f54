import { startSandbox, type Sandbox } from '../../src/core/sandbox';
import { defaultChoices } from '../../src/core/sandbox/choices';
import { combinations, testPairs, walk } from './lib/choices';
import { overHttp, serviceClock } from './lib/places';

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
  testPairs(0);
});
