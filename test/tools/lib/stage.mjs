// @ts-check
// A copy of the extension for one run, built for development: runs beside each other do not disturb each other's dist/.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import extensionBuild from '../../../esbuild.js';
import { atExit, tempDir } from './cleanup.mjs';
import { inRoot, outDir } from './paths.mjs';

/**
 * A folder below out/ that is removed at the latest when this process ends.
 * @param {string} name
 */
export function scratch(name) {
  mkdirSync(outDir, { recursive: true });
  removeLeftovers(name);
  const dir = mkdtempSync(path.join(outDir, `${name}-`));
  return {
    dir,
    remove: atExit(() => rmSync(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })),
  };
}

/**
 * Removes what runs left that were killed, once it is certain that they are over.
 * @param {string} name
 */
function removeLeftovers(name) {
  const old = Date.now() - 6 * 3_600_000;
  for (const entry of readdirSync(outDir).filter(one => one.startsWith(`${name}-`))) {
    const dir = path.join(outDir, entry);
    if ((statSync(dir, { throwIfNoEntry: false })?.mtimeMs ?? old) < old)
      rmSync(dir, { recursive: true, force: true });
  }
}

/**
 * Builds the extension into a folder, with all that its package.json names.
 * @param {string} dir
 * @param {{ minify: boolean }} [how] default: for development
 */
export async function stageExtension(dir, how = { minify: false }) {
  await extensionBuild.build({ ...how, outdir: path.join(dir, 'dist') });
  for (const entry of ['package.json', 'package.nls.json', 'media', 'README.md']) {
    if (existsSync(inRoot(entry))) cpSync(inRoot(entry), path.join(dir, entry), { recursive: true });
  }
}

/**
 * Copies a folder of test/fixtures to a temporary place, so that a run can write there. A missing folder is an empty one.
 * @param {string} name
 * @returns {{ dir: string, remove: () => void }}
 */
export function copyFixture(name) {
  const { dir: parent, remove } = tempDir('workspace');
  const dir = path.join(parent, name);
  mkdirSync(dir);
  if (existsSync(inRoot('test/fixtures', name)))
    cpSync(inRoot('test/fixtures', name), dir, { recursive: true });
  return { dir, remove };
}
