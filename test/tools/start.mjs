// @ts-check
// npm start: VS Code with the extension on a copy of the sample workspace, connected to the sandbox.
// npm start -- --headless: does the main job once in a VS Code without a screen, and says what happened.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { tempDir } from './lib/cleanup.mjs';
import { ensureHost, hostOf, hostsImpossible } from './lib/hosts.mjs';
import { inRoot, root, screenshotDir } from './lib/paths.mjs';
import { onPath } from './lib/processes.mjs';
import { setupHosts, setupPackages } from './setup.mjs';

/** The extension then connects to its sandbox when its view is first shown. */
const trySandbox = { CHAKRA_TRY_SANDBOX: '1' };
const sample = 'sample-workspace';

/** Desktop VS Code's command, where there is one and a screen for it. */
function desktop() {
  const screen =
    process.platform !== 'linux' || Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
  return screen ? onPath('code') : undefined;
}

/**
 * Opens desktop VS Code and waits until its window is closed.
 * @param {string} code
 */
async function openDesktop(code) {
  const { default: extensionBuild } = await import('../../esbuild.js');
  const { copyFixture } = await import('./lib/stage.mjs');
  await extensionBuild.build({ minify: false });
  const temp = tempDir('try');
  const workspace = copyFixture(sample);
  console.log(`VS Code opens on ${workspace.dir}; this command ends when you close its window.`);
  // A VS Code around this terminal must not take the call for one of its own windows.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(VSCODE_|ELECTRON_)/.test(name)),
  );
  const args = [
    ...['--new-window', '--wait', `--extensionDevelopmentPath=${root}`],
    ...[
      '--user-data-dir',
      path.join(temp.dir, 'data'),
      '--extensions-dir',
      path.join(temp.dir, 'extensions'),
    ],
    ...['--disable-workspace-trust', '--skip-welcome', '--skip-release-notes'],
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    workspace.dir,
  ];
  const child = spawn(code, args, {
    stdio: 'inherit',
    env: { ...env, ...trySandbox },
    shell: process.platform === 'win32',
  });
  const status = await new Promise(resolve => child.on('close', resolve).on('error', () => resolve(1)));
  workspace.remove();
  temp.remove();
  return status === 0 ? 0 : 1;
}

/**
 * The packaged extension, installed into a folder for servers of a host.
 * @param {import('./lib/hosts.mjs').HostName} host
 */
async function installed(host) {
  const { packageExtension } = await import('./package.mjs');
  const { installExtension } = await import('./lib/vscodeServer.mjs');
  const temp = tempDir('try');
  const packed = await packageExtension();
  for (const problem of packed.problems) console.log(`  ✘ ${problem}`);
  const extensions = path.join(temp.dir, 'extensions');
  await installExtension(host, packed.vsix, extensions);
  console.log(`${path.relative(root, packed.vsix)} is installed in VS Code ${hostOf(host).vscode} (server).`);
  return extensions;
}

/** Starts a VS Code server and shows its address; it runs until this process is ended. */
async function openServer() {
  await ensureHost('newest', line => console.log(`  ${line}`));
  const { startServer } = await import('./lib/vscodeServer.mjs');
  const { openFrontDoor } = await import('./lib/frontDoor.mjs');
  const { copyFixture } = await import('./lib/stage.mjs');
  const server = await startServer({
    host: 'newest',
    extensionsDir: await installed('newest'),
    env: trySandbox,
  });
  const door = await openFrontDoor(server.port);
  const workspace = copyFixture(sample);
  console.log(
    `\nOpen this address in a browser; Ctrl+C here ends it:\n${door.origin}/?folder=${workspace.dir}\n`,
  );
  await server.ended;
  return 1;
}

/** Does the main job through a browser, with pictures. */
async function headless() {
  const { browser } = await setupHosts(['newest']);
  const { bundleForNode } = await import('./lib/bundle.mjs');
  const { scratch } = await import('./lib/stage.mjs');
  const build = scratch('main-job');
  try {
    const dir = inRoot('test/ui');
    const [job = ''] = await bundleForNode([path.join(dir, 'mainJob.ts')], dir, build.dir);
    process.env['CHAKRA_TEST_HOST'] = 'newest';
    process.env['CHAKRA_TEST_EXTENSIONS'] = await installed('newest');
    process.env['CHROME_PATH'] = browser;
    const { mainJob } = await import(pathToFileURL(job).href);
    await mainJob({ fixture: sample, env: trySandbox });
    console.log(`\nThe main job is done. The pictures are in ${screenshotDir}.`);
    return 0;
  } finally {
    build.remove();
  }
}

/** @param {readonly string[]} args */
async function main(args) {
  await setupPackages();
  if (args.includes('--headless')) return headless();
  const code = desktop();
  if (code !== undefined) return openDesktop(code);
  const impossible = hostsImpossible();
  if (impossible === undefined) return openServer();
  console.error(`Install VS Code with its command \`code\` on the PATH. ${impossible}`);
  return 1;
}

try {
  process.exit(await main(process.argv.slice(2)));
} catch (error) {
  console.error(`\n✘ ${error instanceof Error ? error.message : error}`);
  process.exit(1);
}
