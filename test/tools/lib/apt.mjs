// @ts-check
// Debian's packages, where this process may install them.
import { locked } from './lock.mjs';
import { onPath, run } from './processes.mjs';

/** Whether this machine has apt-get and lets us use it. */
export const canApt = () =>
  process.platform === 'linux' && process.getuid?.() === 0 && onPath('apt-get') !== undefined;

/**
 * Installs packages; says why not when it cannot.
 * @param {readonly string[]} packages
 * @returns {Promise<string | undefined>} undefined when they are installed, else the end of apt-get's output
 */
export function aptInstall(packages) {
  return locked('apt', () => install(packages));
}

/** @param {readonly string[]} packages */
async function install(packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update'], { env, timeoutMs: 120_000 });
  const done = await run('apt-get', ['install', '-y', '--no-install-recommends', ...packages], {
    env,
    timeoutMs: 300_000,
  });
  return done.code === 0 ? undefined : done.output.split('\n').slice(-8).join('\n');
}
