// @ts-check
// Runs a module inside the extension host of a VS Code server: a browser opens the page that starts it.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { browserArgs, ensureBrowser } from './browser.mjs';
import { tempDir } from './cleanup.mjs';
import { openRunnerChannel } from './runnerChannel.mjs';
import { saveScreenshot, unpaint } from './screenshots.mjs';
import { startServer } from './vscodeServer.mjs';

/**
 * @typedef {object} HostRun
 * @property {import('./hosts.mjs').HostName} host
 * @property {string} extension absolute path of the extension under development
 * @property {string} suite absolute path of the module whose `run()` is called
 * @property {string} workspace absolute path of the folder that is opened
 * @property {Readonly<Record<string, string>>} [env] reaches the extension host
 * @property {Readonly<Record<string, unknown>>} [settings] the user's
 * @property {number} [timeoutMs] for all of it
 * @property {boolean} [unpainted] the page is not painted (lib/screenshots.mjs); pictures show it all the same
 * @property {(message: import('../../host/run/runner.ts').RunnerMessage) => void} [heard]
 */

/**
 * @typedef {object} HostOutcome
 * @property {0 | 1 | undefined} exit what VS Code said at the end of run(); undefined when it never said it
 * @property {unknown} report what the module left, undefined when it left none
 * @property {string[]} console of the extension host
 * @property {string} logs of the extension host and its output channels
 * @property {string | undefined} trouble why the run ended without an exit code
 */

/**
 * @param {HostRun} options
 * @returns {Promise<HostOutcome>}
 */
export async function runInServer(options) {
  const temp = tempDir('host-run');
  const reportFile = path.join(temp.dir, 'report.json');
  /** @type {string[]} */
  const lines = [];
  /** @type {import('playwright-core').Page | undefined} */
  let page;
  const channel = await openRunnerChannel(async message => {
    if (message.kind === 'screenshot') await saveScreenshot(page, `${options.host}-${message.name}`);
    options.heard?.(message);
  });
  const server = await startServer({
    host: options.host,
    smokeTestDriver: options.host === 'newest',
    ...(options.settings === undefined ? {} : { settings: options.settings }),
    env: {
      ...options.env,
      CHAKRA_TEST_HOST: options.host,
      CHAKRA_TEST_REPORT: reportFile,
      CHAKRA_TEST_RUNNER_PORT: String(channel.port),
      CHAKRA_TEST_WORKSPACE: options.workspace,
    },
  });
  /** @type {import('playwright-core').Browser | undefined} */
  let browser;
  try {
    browser = await chromium.launch({ executablePath: await ensureBrowser(), args: browserArgs });
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    /** @type {Promise<0 | 1>} */
    const exited = new Promise((resolve, reject) => {
      const failed = (/** @type {string} */ why) => () => reject(new Error(why));
      const limit = options.timeoutMs ?? 600_000;
      setTimeout(failed(`not over after ${Math.round(limit / 1000)} s`), limit).unref();
      void server.ended.then(failed('the VS Code server ended'));
      context.on('page', opened => opened.on('crash', failed('the page crashed')));
      context
        .exposeFunction('codeAutomationExit', (/** @type {number} */ code) => resolve(code === 0 ? 0 : 1))
        .catch(reject);
    });
    exited.catch(() => undefined);
    await context.exposeFunction(
      'codeAutomationLog',
      (/** @type {string} */ type, /** @type {unknown[]} */ args) => void lines.push(lineOf(type, args)),
    );
    page = await context.newPage();
    if (options.unpainted) await page.addInitScript({ content: unpaint });
    /** @type {0 | 1 | undefined} */
    let exit;
    let trouble;
    try {
      await page.goto(addressOf(server.origin, options));
      exit = await exited;
    } catch (error) {
      trouble = error instanceof Error ? error.message : String(error);
      await saveScreenshot(page, `${options.host}-trouble`);
    }
    return { exit, report: readReport(reportFile), console: lines, logs: server.logs(), trouble };
  } finally {
    await browser?.close();
    await server.stop();
    channel.close();
    temp.remove();
  }
}

/**
 * @param {string} origin
 * @param {HostRun} options
 */
function addressOf(origin, options) {
  const remote = (/** @type {string} */ file) => `vscode-remote://${new URL(origin).host}${file}`;
  const payload = [
    ['extensionDevelopmentPath', remote(options.extension)],
    ['extensionTestsPath', remote(options.suite)],
    ['skipWelcome', 'true'],
  ];
  return `${origin}/?${new URLSearchParams({ folder: options.workspace, payload: JSON.stringify(payload) })}`;
}

/**
 * @param {string} type
 * @param {unknown} args
 */
function lineOf(type, args) {
  const parts = Array.isArray(args) ? args : [args];
  return `[${type}] ${parts.map(part => (typeof part === 'string' ? part : JSON.stringify(part))).join(' ')}`;
}

/**
 * @param {string} file
 * @returns {unknown}
 */
function readReport(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}
