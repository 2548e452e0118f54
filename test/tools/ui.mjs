// @ts-check
// Tests by a browser that drives VS Code with the packaged extension: node test/tools/ui.mjs [--host oldest|newest] [--vsix FILE] [path filter …]
import { rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { takeOption } from './lib/args.mjs';
import { tempDir } from './lib/cleanup.mjs';
import { oneFailed, sum } from './lib/counts.mjs';
import { hostOf } from './lib/hosts.mjs';
import { lanes } from './lib/lanes.mjs';
import { inRoot, outDir, root } from './lib/paths.mjs';
import { setupHosts, setupPackages } from './setup.mjs';

/**
 * Runs the UI tests against one host.
 * @param {import('./lib/hosts.mjs').HostName} host
 * @param {string | undefined} vsix default: packaged anew
 * @param {readonly string[]} filters parts of a path below test/ui
 * @param {import('./lib/lanes.mjs').Lane} [lane] for each file; default: two at once, as a window waits for much of its time
 * @returns {Promise<import('./lib/counts.mjs').Counts>}
 */
export async function runUiTests(host, vsix, filters, lane = lanes(2)) {
  const { bundleForNode, testFiles } = await import('./lib/bundle.mjs');
  const { runMocha } = await import('./lib/mocha.mjs');
  const { installExtension } = await import('./lib/vscodeServer.mjs');
  const dir = inRoot('test/ui');
  const size = (/** @type {string} */ file) => statSync(file).size;
  // The long ones first, so that none is left alone at the end.
  const files = (await testFiles(dir, filters))
    .map(file => path.join(dir, file))
    .sort((a, b) => size(b) - size(a));
  if (files.length === 0) {
    const why = `no UI test matches ${filters.join(', ')}`;
    console.log(`  ${why}`);
    return oneFailed(why);
  }
  const temp = tempDir('ui');
  const { browser } = await setupHosts([host]);
  const outdir = path.join(outDir, `ui-${process.pid}`);
  try {
    const [hooks = '', ...tests] = await bundleForNode(
      [path.join(dir, 'lib/hooks.ts'), ...files],
      dir,
      outdir,
    );
    const extensions = path.join(temp.dir, 'extensions');
    await installExtension(host, vsix ?? (await freshPackage(temp.dir)), extensions);
    console.log(`  VS Code ${hostOf(host).vscode} (server, ${host}) with the packaged extension`);
    const env = {
      ...process.env,
      CHAKRA_TEST_HOST: host,
      CHAKRA_TEST_EXTENSIONS: extensions,
      CHAKRA_TEST_ROOT: root,
      CHROME_PATH: browser,
    };
    const args = ['--require', hooks, '--slow', '15000'];
    const oneFile = (/** @type {string} */ file) =>
      runMocha([file], { testTimeoutMs: 90_000, timeoutMs: 600_000, inOnePiece: true, args, env });
    return sum(await Promise.all(tests.map(file => lane(() => oneFile(file)))));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
    temp.remove();
  }
}

/** @param {string} dir */
async function freshPackage(dir) {
  const { packageExtension } = await import('./package.mjs');
  return (await packageExtension(path.join(dir, 'chakra.vsix'))).vsix;
}

if (process.argv[1] === import.meta.filename) {
  const args = process.argv.slice(2);
  const host = takeOption(args, '--host') === 'oldest' ? 'oldest' : 'newest';
  const vsix = takeOption(args, '--vsix');
  await setupPackages();
  const { passed, failed } = await runUiTests(host, vsix, args);
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed === 0 && passed > 0 ? 0 : 1);
}
