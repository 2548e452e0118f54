// @ts-check
// What the host tests need beside VS Code: test/host/fixture.ts may start it, in the process that runs the tests.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundleForNode } from './bundle.mjs';
import { inRoot } from './paths.mjs';

/**
 * @typedef {object} FixturePlace what setup() is told
 * @property {string} root the checkout
 * @property {string} workspace the folder that VS Code will open
 */

/**
 * @typedef {object} Fixture what setup() gives
 * @property {Record<string, string>} env reaches the extension host
 * @property {Record<string, unknown>} [settings] the user's
 * @property {() => Promise<void>} teardown
 */

/** @typedef {(place: FixturePlace) => Promise<Fixture>} SetUp */

/**
 * Bundles the fixture; without one the set-up gives nothing.
 * @param {string} outdir
 * @returns {Promise<SetUp>}
 */
export async function loadFixture(outdir) {
  const file = inRoot('test/host/fixture.ts');
  if (!existsSync(file)) return () => Promise.resolve({ env: {}, teardown: () => Promise.resolve() });
  const [made] = await bundleForNode([file], path.dirname(file), outdir);
  const module = await import(pathToFileURL(String(made)).href);
  return module.setup;
}
