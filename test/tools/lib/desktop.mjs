// @ts-check
// Desktop VS Code for the host tests, where it can be downloaded and has a screen to be on.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { downloadAndUnzipVSCode, runTests, SilentReporter } from '@vscode/test-electron';
import { atExit, tempDir } from './cleanup.mjs';
import { openRunnerChannel } from './runnerChannel.mjs';
import { inRoot } from './paths.mjs';
import { onPath } from './processes.mjs';
import { quietSettings } from './settings.mjs';

/** The oldest that package.json allows, and today's. */
const versions = ['1.104.0', 'stable'];

/**
 * Looks whether the host tests can run in desktop VS Code here.
 * @returns {Promise<{ programs: { version: string, program: string }[] } | { why: string }>}
 */
export async function findDesktop() {
  if (!hasScreen() && onPath('Xvfb') === undefined) return { why: 'there is no screen and no Xvfb' };
  const programs = [];
  for (const version of versions) {
    try {
      const program = await downloadAndUnzipVSCode({
        version,
        cachePath: inRoot('.vscode-test'),
        reporter: new SilentReporter(),
        timeout: 30_000,
      });
      programs.push({ version, program });
    } catch (error) {
      return {
        why: `desktop VS Code cannot be downloaded (${error instanceof Error ? error.message : error})`,
      };
    }
  }
  return { programs };
}

const hasScreen = () =>
  process.platform !== 'linux' ||
  (process.env['DISPLAY'] ?? '') !== '' ||
  (process.env['WAYLAND_DISPLAY'] ?? '') !== '';

/**
 * Runs a suite in desktop VS Code.
 * @param {string} program
 * @param {import('./hostTests.mjs').SuiteRun} options
 * @returns {Promise<import('./hostRun.mjs').HostOutcome>}
 */
export async function runInDesktop(program, options) {
  const temp = tempDir('desktop');
  const reportFile = path.join(temp.dir, 'report.json');
  const userData = path.join(temp.dir, 'data');
  mkdirSync(path.join(userData, 'User'), { recursive: true });
  writeFileSync(
    path.join(userData, 'User/settings.json'),
    JSON.stringify({ ...quietSettings, ...options.settings }),
  );
  const channel = await openRunnerChannel(message => options.heard?.(message));
  const screen = await startScreen();
  /** @type {0 | 1 | undefined} */
  let exit;
  /** @type {string | undefined} */
  let trouble;
  const limit = options.timeoutMs ?? 300_000;
  try {
    const code = await Promise.race([
      runTests({
        vscodeExecutablePath: program,
        extensionDevelopmentPath: options.extension,
        extensionTestsPath: options.suite,
        extensionTestsEnv: {
          ...options.env,
          ...screen.env,
          CHAKRA_TEST_HOST: 'desktop',
          CHAKRA_TEST_REPORT: reportFile,
          CHAKRA_TEST_RUNNER_PORT: String(channel.port),
          CHAKRA_TEST_WORKSPACE: options.workspace,
        },
        launchArgs: [
          options.workspace,
          ...['--user-data-dir', userData, '--extensions-dir', path.join(temp.dir, 'extensions')],
          ...['--disable-workspace-trust', '--skip-welcome', '--skip-release-notes', '--disable-gpu'],
          ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        ],
      }),
      /** @type {Promise<undefined>} */ (
        new Promise(resolve => setTimeout(resolve, limit, undefined).unref())
      ),
    ]);
    if (code === undefined) trouble = `not over after ${Math.round(limit / 1000)} s`;
    else exit = code === 0 ? 0 : 1;
  } catch (error) {
    exit = 1;
    trouble = error instanceof Error ? error.message : String(error);
  } finally {
    screen.stop();
    channel.close();
  }
  const report = existsSync(reportFile) ? JSON.parse(readFileSync(reportFile, 'utf8')) : undefined;
  temp.remove();
  return { exit, report, console: [], logs: '', trouble };
}

/**
 * A screen without a monitor where there is none.
 * @returns {Promise<{ env: Record<string, string>, stop: () => void }>}
 */
function startScreen() {
  if (hasScreen()) return Promise.resolve({ env: {}, stop: () => undefined });
  return new Promise((resolve, reject) => {
    const child = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x800x24', '-nolisten', 'tcp'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    });
    const stop = atExit(() => child.kill('SIGKILL'));
    child.on('error', reject);
    child.on('exit', code => reject(new Error(`Xvfb ended with ${code}`)));
    child.stdio[3]?.on('data', chunk => resolve({ env: { DISPLAY: `:${String(chunk).trim()}` }, stop }));
  });
}
