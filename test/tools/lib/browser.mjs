// @ts-check
// A Chromium for the tests: the one that is there, or one that can be had.
import { existsSync } from 'node:fs';
import { aptInstall, canApt } from './apt.mjs';
import { locked } from './lock.mjs';
import { inRoot } from './paths.mjs';
import { isExecutable, onPath, run } from './processes.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'msedge'];
const places = [
  '/usr/bin/chromium',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** Flags that let Chromium run as root, without a screen and without looking anything up. */
export const browserArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

/**
 * The path of a Chromium on this machine.
 * @returns {Promise<string | undefined>}
 */
export async function findBrowser() {
  const told = process.env['CHROME_PATH'];
  if (told !== undefined && told !== '') {
    if (!isExecutable(told)) throw new Error(`CHROME_PATH is ${told}, which is not a program.`);
    return told;
  }
  const found = [...names.map(onPath), ...places].find(file => file !== undefined && isExecutable(file));
  if (found !== undefined) return found;
  const { chromium } = await import('playwright-core');
  const own = chromium.executablePath();
  return existsSync(own) ? own : undefined;
}

/**
 * The path of a Chromium, installed if need be. Needs the checkout's packages.
 * @param {(line: string) => void} [say]
 * @returns {Promise<string>}
 */
export async function ensureBrowser(say = () => undefined) {
  const there = await findBrowser();
  if (there !== undefined) return there;
  return locked('browser', async () => {
    const reasons = [];
    if (canApt()) {
      say('installing Chromium by apt-get …');
      reasons.push(await aptInstall(['chromium', 'fonts-dejavu-core']));
    }
    const installed = await findBrowser();
    if (installed !== undefined) return installed;
    say('installing Chromium by playwright-core …');
    const done = await run(
      process.execPath,
      [inRoot('node_modules/playwright-core/cli.js'), 'install', 'chromium'],
      {
        timeoutMs: 300_000,
      },
    );
    const own = await findBrowser();
    if (own !== undefined) return own;
    reasons.push(done.output.split('\n').slice(-6).join('\n'));
    throw new Error(
      `No Chromium was found and none could be installed: install one, or set CHROME_PATH to its program.\n${reasons.filter(Boolean).join('\n')}`,
    );
  });
}
