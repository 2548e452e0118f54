import { openWorkbenches } from './open';

/** Loaded before the tests: a picture of every open window when a test fails. */
export const mochaHooks: Mocha.RootHookObject = {
  async afterEach(this: Mocha.Context) {
    const test = this.currentTest;
    if (test?.state !== 'failed') return;
    let number = 0;
    for (const workbench of openWorkbenches) {
      number += 1;
      const file = await workbench.screenshot(`ui-${test.fullTitle()}${number > 1 ? `-${number}` : ''}`);
      if (file !== undefined) console.log(`      picture: ${file}`);
    }
  },
};
