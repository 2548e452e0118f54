// @ts-check
// Bundles the crash tests: the side that stays alive, and the window that is killed.
import path from 'node:path';
import esbuild from 'esbuild';
import { bundleForNode } from './bundle.mjs';
import { inRoot, root } from './paths.mjs';

/**
 * The window's process starts some thousand times: one file, with its packages, and nothing that it does not need.
 * @param {string} outdir
 * @returns {Promise<string>} the bundle
 */
export async function bundleCrashWindow(outdir) {
  const outfile = path.join(outdir, 'window.cjs');
  await esbuild.build({
    entryPoints: [inRoot('test/crash/window/main.ts')],
    outfile,
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    mainFields: ['module', 'main'],
    supported: { 'dynamic-import': false },
    logLevel: 'warning',
  });
  return outfile;
}

/**
 * @param {string} outdir
 * @returns {Promise<string>} the module that plays schedules
 */
export async function bundleCrash(outdir) {
  const [bundle = ''] = await bundleForNode([inRoot('test/crash/crash.ts')], inRoot('test/crash'), outdir);
  return bundle;
}
