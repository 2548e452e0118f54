// @ts-check
// Running npm, and making the checkout's own node_modules fit its lock file.
import { readFileSync } from 'node:fs';
import { inRoot, root } from './paths.mjs';
import { onPath, run } from './processes.mjs';

/** What an outer `npm run` leaves in the environment and an inner npm in another folder must not read. */
const outer = /^(npm_(package_|lifecycle_|command$|config_local_prefix$|config_prefix$)|INIT_CWD$)/;

/**
 * Runs npm; throws with the end of its output when it fails.
 * @param {string} cwd
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [env] added to the environment
 */
export async function npm(cwd, args, env = {}) {
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !outer.test(name)));
  const cli = process.env['npm_execpath'];
  const [command, ...first] =
    cli !== undefined && /npm-cli\.c?js$/.test(cli) ? [process.execPath, cli] : [onPath('npm') ?? 'npm'];
  const done = await run(command, [...first, ...args], {
    cwd,
    env: { ...inherited, NODE_ENV: 'development', npm_config_yes: 'true', ...env },
    timeoutMs: 15 * 60_000,
  });
  if (done.code !== 0) {
    throw new Error(
      `\`npm ${args.join(' ')}\` in ${cwd} ended with ${done.code}:\n${done.output.split('\n').slice(-40).join('\n')}`,
    );
  }
}

/**
 * @typedef {{ version?: string, optional?: boolean, link?: boolean }} LockEntry
 * @param {string} file
 * @returns {Record<string, LockEntry> | undefined}
 */
function lockedPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/** Whether node_modules holds what package-lock.json says; packages for other platforms may be missing. */
export function rootModulesFit() {
  const wanted = lockedPackages(inRoot('package-lock.json'));
  const there = lockedPackages(inRoot('node_modules/.package-lock.json'));
  if (wanted === undefined || there === undefined) return false;
  return Object.entries(wanted).every(([name, entry]) => {
    if (name === '') return true;
    const found = there[name];
    return found === undefined ? entry.optional === true : found.version === entry.version;
  });
}

/** Installs the checkout's packages when they do not fit the lock file. Returns whether it had to. */
export async function ensureRootModules() {
  if (rootModulesFit()) return false;
  await npm(root, ['ci', '--include=dev']);
  if (!rootModulesFit())
    throw new Error('`npm ci` ran, but node_modules still does not fit package-lock.json');
  return true;
}
