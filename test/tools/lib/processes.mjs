// @ts-check
// Running other programs: to their end, or in the background with all that they start.
import { spawn } from 'node:child_process';
import { accessSync, constants, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { root } from './paths.mjs';

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd] default: the checkout
 * @property {NodeJS.ProcessEnv} [env] default: this process's
 * @property {number} [timeoutMs] the process is killed after it
 * @property {boolean} [show] pass the output on while it runs
 */

/**
 * Runs a program to its end. Never throws: a program that cannot be started has code 127, one that ran too long 124.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<{ code: number, output: string }>} output holds stdout and stderr as they came
 */
export function run(command, args, options = {}) {
  return new Promise(resolve => {
    let output = '';
    let timedOut = false;
    const child = spawn(command, args, {
      cwd: options.cwd ?? root,
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const timer =
      options.timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true;
            child.kill('SIGKILL');
          }, options.timeoutMs);
    child.stdout.setEncoding('utf8').on('data', chunk => take(process.stdout, String(chunk)));
    child.stderr.setEncoding('utf8').on('data', chunk => take(process.stderr, String(chunk)));
    child.on('error', error => finish(127, `${output}${error.message}\n`));
    child.on('close', code => finish(timedOut ? 124 : (code ?? 1), output));

    /**
     * @param {NodeJS.WriteStream} to
     * @param {string} chunk
     */
    function take(to, chunk) {
      output += chunk;
      if (options.show) to.write(chunk);
    }
    /**
     * @param {number} code
     * @param {string} all
     */
    function finish(code, all) {
      clearTimeout(timer);
      resolve({ code, output: all });
    }
  });
}

/**
 * The absolute path of a program on PATH.
 * @param {string} name
 * @returns {string | undefined}
 */
export function onPath(name) {
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', ''] : [''];
  for (const dir of (process.env['PATH'] ?? '').split(path.delimiter)) {
    for (const ending of endings) {
      const file = path.join(dir, name + ending);
      if (dir !== '' && isExecutable(file)) return file;
    }
  }
  return undefined;
}

/**
 * @param {string} file
 * @returns {boolean}
 */
export function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {number} pid
 * @returns {boolean} whether a process of that number is there
 */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/**
 * Ends a process group and every process that carries `marker` in its environment (on Linux; a terminal, for one,
 * leaves the group). Synchronous, so that it also works while this process ends.
 * @param {number} pid the group's leader
 * @param {string} marker an environment entry that nothing else has
 * @param {NodeJS.Signals} signal
 */
export function killGroup(pid, marker, signal) {
  for (const target of [-pid, ...marked(marker)]) {
    try {
      process.kill(target, signal);
    } catch {
      // gone already
    }
  }
}

/**
 * The processes whose environment holds an entry.
 * @param {string} marker
 * @returns {number[]}
 */
export function marked(marker) {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .map(Number)
    .filter(pid => pid !== process.pid && environmentOf(pid).includes(`${marker}\0`));
}

/**
 * The words that a process was started with, on Linux.
 * @param {number} pid
 */
export function commandOf(pid) {
  return fileOf(pid, 'cmdline').split('\0');
}

/** @param {number} pid */
function environmentOf(pid) {
  return fileOf(pid, 'environ');
}

/**
 * @param {number} pid
 * @param {string} name
 * @returns {string} empty when the process is gone
 */
function fileOf(pid, name) {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'latin1');
  } catch {
    return '';
  }
}

/**
 * Ends a process group and waits until nothing of it is left: first politely, then for certain.
 * @param {number} pid
 * @param {string} marker
 */
export async function endGroup(pid, marker) {
  for (const [signal, tries] of /** @type {const} */ ([
    ['SIGTERM', 30],
    ['SIGKILL', 100],
  ])) {
    for (let i = 0; i < tries; i++) {
      if (i === 0 || signal === 'SIGKILL') killGroup(pid, marker, signal);
      if (!groupAlive(pid) && marked(marker).length === 0) return;
      await delay(50);
    }
  }
  throw new Error(`process group ${pid} does not end`);
}

/** @param {number} pid */
function groupAlive(pid) {
  try {
    process.kill(-pid, 0);
    return true;
  } catch {
    return false;
  }
}
