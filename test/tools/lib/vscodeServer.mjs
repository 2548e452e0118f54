// @ts-check
// Starts a VS Code server of one of the two hosts, and ends it with everything it started.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { atExit, tempDir } from './cleanup.mjs';
import { hostOf } from './hosts.mjs';
import { inRoot } from './paths.mjs';
import { commandOf, endGroup, killGroup, marked, run } from './processes.mjs';
import { quietSettings } from './settings.mjs';

/** @typedef {import('./hosts.mjs').HostName} HostName */

/**
 * @typedef {object} ServerOptions
 * @property {HostName} host
 * @property {Readonly<Record<string, unknown>>} [settings] user settings on top of the quiet ones
 * @property {string} [extensionsDir] default: an empty one of its own
 * @property {string} [dataDir] default: a temporary one, removed by stop(); one that is given is kept
 * @property {number} [port] default: a free one
 * @property {Readonly<Record<string, string>>} [env] added to the environment, which reaches the extension host
 * @property {boolean} [smokeTestDriver] 1.139 heeds the payload of host tests only with it, and shows no notification then
 * @property {boolean} [workspaceTrust] default: off, every folder is trusted
 */

/**
 * @typedef {object} Server
 * @property {HostName} host
 * @property {string} vscode VS Code's version
 * @property {number} port
 * @property {string} origin `http://127.0.0.1:PORT`
 * @property {string} dataDir
 * @property {string} settingsFile the user's settings.json
 * @property {() => string} output what the server printed
 * @property {() => string} logs the newest logs of the extension host and its output channels, joined
 * @property {() => number[]} extensionHosts the processes that extensions run in, one a window (on Linux)
 * @property {Promise<void>} ended resolves when the server's main process is gone
 * @property {() => Promise<void>} stop ends every process and removes the temporary folders
 */

/** What would let the machine's own set-up, or a VS Code around us, change how the server behaves. */
const foreign = /^(VSCODE_|ELECTRON_|NODE_OPTIONS$|(https?|all|no)_proxy$|npm_)/i;

/** @returns {NodeJS.ProcessEnv} this process's environment without it */
export function cleanEnvironment() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
}

/**
 * @param {ServerOptions} options
 * @returns {Promise<Server>}
 */
export async function startServer(options) {
  const host = hostOf(options.host);
  const temp = tempDir(`vscode-${options.host}`);
  const dataDir = options.dataDir ?? path.join(temp.dir, 'data');
  const settingsFile = path.join(dataDir, 'data/User/settings.json');
  const extensionsDir = options.extensionsDir ?? path.join(temp.dir, 'extensions');
  mkdirSync(path.dirname(settingsFile), { recursive: true });
  mkdirSync(extensionsDir, { recursive: true });
  writeFileSync(settingsFile, JSON.stringify({ ...quietSettings, ...options.settings }, undefined, 2));
  const id = randomUUID();
  const child = spawn(
    process.execPath,
    [
      inRoot('test/tools/lib/guard.mjs'),
      host.node,
      'out/server-main.js',
      ...['--host', '127.0.0.1', '--port', String(options.port ?? 0)],
      '--without-connection-token',
      '--accept-server-license-terms',
      ...['--telemetry-level', 'off'],
      ...(options.workspaceTrust ? [] : ['--disable-workspace-trust']),
      ...(options.smokeTestDriver ? ['--enable-smoke-test-driver'] : []),
      ...['--server-data-dir', dataDir, '--user-data-dir', path.join(dataDir, 'data')],
      ...['--extensions-dir', extensionsDir],
    ],
    {
      cwd: host.server,
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...cleanEnvironment(), EXTENSIONS_GALLERY: '{}', ...options.env, CHAKRA_TEST_SERVER: id },
    },
  );
  const pid = child.pid;
  if (pid === undefined) {
    temp.remove();
    throw new Error(
      `VS Code ${host.vscode} cannot be started: is ${host.node} there? \`node test/tools/setup.mjs\``,
    );
  }
  const marker = `CHAKRA_TEST_SERVER=${id}`;
  const kill = atExit(() => killGroup(pid, marker, 'SIGKILL'));
  const stop = async () => {
    await endGroup(pid, marker);
    kill();
    temp.remove();
  };
  /** @type {Promise<void>} */
  const ended = new Promise(resolve => child.on('close', () => resolve()));
  let output = '';
  try {
    const port = await new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`does not listen after 60 s\n${output}`)), 60_000);
      /** @param {Buffer} chunk */
      const read = chunk => {
        output += chunk.toString();
        const listening = /Extension host agent listening on (\d+)/.exec(output);
        if (listening === null) return;
        clearTimeout(timer);
        resolve(Number(listening[1]));
      };
      child.stdout.on('data', read);
      child.stderr.on('data', read);
      child.on('error', reject);
      child.on('exit', code => {
        clearTimeout(timer);
        reject(new Error(`ended with ${code}\n${output}`));
      });
    });
    return {
      host: options.host,
      vscode: host.vscode,
      port,
      origin: `http://127.0.0.1:${port}`,
      dataDir,
      settingsFile,
      output: () => output,
      logs: () => readLogs(path.join(dataDir, 'data/logs')),
      extensionHosts: () => marked(marker).filter(each => commandOf(each).includes('--type=extensionHost')),
      ended,
      stop,
    };
  } catch (error) {
    await stop();
    throw new Error(`VS Code ${host.vscode}: the server ${error instanceof Error ? error.message : error}`, {
      cause: error,
    });
  }
}

/**
 * The newest session's logs: the extension host's and those of our own output channels.
 * @param {string} logsDir
 * @returns {string}
 */
function readLogs(logsDir) {
  try {
    return readdirSync(logsDir, { recursive: true, encoding: 'utf8' })
      .filter(file => /exthost[^/]*\/(remoteexthost|.*chakra.*)\.log$/i.test(file))
      .sort()
      .map(file => path.join(logsDir, file))
      .filter(file => statSync(file).size > 0)
      .map(file => `--- ${path.basename(file)}\n${readFileSync(file, 'utf8')}`)
      .join('\n');
  } catch {
    return '';
  }
}

/**
 * Installs a packaged extension into a folder that servers of the host can use.
 * @param {HostName} name
 * @param {string} vsix
 * @param {string} extensionsDir
 */
export async function installExtension(name, vsix, extensionsDir) {
  const host = hostOf(name);
  const temp = tempDir('install');
  try {
    const done = await run(
      host.node,
      [
        'out/server-main.js',
        ...['--install-extension', path.resolve(vsix), '--force', '--extensions-dir', extensionsDir],
        ...['--server-data-dir', temp.dir, '--user-data-dir', path.join(temp.dir, 'data')],
        '--accept-server-license-terms',
      ],
      { cwd: host.server, env: { ...cleanEnvironment(), EXTENSIONS_GALLERY: '{}' }, timeoutMs: 60_000 },
    );
    if (done.code !== 0) throw new Error(`VS Code ${host.vscode} does not install ${vsix}:\n${done.output}`);
  } finally {
    temp.remove();
  }
}
