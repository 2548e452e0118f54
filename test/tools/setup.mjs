// @ts-check
// Makes a fresh clone ready: packages, a browser, and the VS Code servers that the tests run in. What is ready is left alone.
import { ensureBrowser } from './lib/browser.mjs';
import { ensureHost, hostNames } from './lib/hosts.mjs';
import { ensureRootModules } from './lib/npm.mjs';

/** @type {(line: string) => void} */
export const sayPlainly = line => console.log(`  ${line}`);

/** @param {(line: string) => void} [say] */
export async function setupPackages(say = sayPlainly) {
  if (await ensureRootModules()) say('packages installed');
}

/**
 * @param {readonly import('./lib/hosts.mjs').HostName[]} [hosts]
 * @param {(line: string) => void} [say]
 * @returns {Promise<{ browser: string }>}
 */
export async function setupHosts(hosts = hostNames, say = sayPlainly) {
  const [browser] = await Promise.all([ensureBrowser(say), ...hosts.map(name => ensureHost(name, say))]);
  return { browser };
}

if (process.argv[1] === import.meta.filename) {
  const started = Date.now();
  try {
    await setupPackages();
    const { browser } = await setupHosts();
    console.log(`Ready after ${((Date.now() - started) / 1000).toFixed(1)} s; the browser is ${browser}.`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
