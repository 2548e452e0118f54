import { testPairs } from './lib/choices';

describe('client against the sandbox: any two choices, the other half', () => {
  testPairs(1);
});
