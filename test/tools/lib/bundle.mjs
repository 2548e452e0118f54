// @ts-check
// Bundles test code with esbuild for where it runs: inside VS Code, or in plain Node.
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import esbuild from 'esbuild';
import { inRoot, root } from './paths.mjs';

/**
 * The test files below a folder whose path holds one of the filters.
 * @param {string} dir
 * @param {readonly string[]} filters none: all
 * @returns {Promise<string[]>} paths below dir, with `/`
 */
export async function testFiles(dir, filters) {
  if (!existsSync(dir)) return [];
  const all = await readdir(dir, { recursive: true });
  return all
    .map(file => file.split(path.sep).join('/'))
    .filter(
      file => file.endsWith('.test.ts') && (filters.length === 0 || filters.some(f => file.includes(f))),
    )
    .sort();
}

/** @type {import('esbuild').BuildOptions} */
const common = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  mainFields: ['module', 'main'],
  sourcemap: 'inline',
  logLevel: 'warning',
  absWorkingDir: root,
};

/**
 * Bundles the host tests into one module that exports `run()`.
 * @param {readonly string[]} files paths below test/host
 * @param {string} extension the folder of the extension; inside it VS Code knows who asks for its API
 * @returns {Promise<string>} the module
 */
export async function bundleHostSuite(files, extension) {
  const entry = `
    import { runSuite } from './run/suite';
    export const run = () => runSuite([
      ${files.map(file => `[${JSON.stringify(file)}, () => require(${JSON.stringify(`./${file}`)})],`).join('\n')}
    ]);`;
  return bundleForVsCode(entry, extension);
}

/**
 * Bundles a module that exports `run()` into one that writes what run() gives as the report.
 * @param {string} file
 * @param {string} extension the folder of the extension
 * @returns {Promise<string>} the module
 */
export async function bundleHostJob(file, extension) {
  const entry = `
    import { runJob } from './run/job';
    import { run as job } from ${JSON.stringify(path.resolve(root, file))};
    export const run = () => runJob(job);`;
  return bundleForVsCode(entry, extension);
}

/**
 * @param {string} contents
 * @param {string} extension
 */
async function bundleForVsCode(contents, extension) {
  const outfile = path.join(extension, 'test/suite.js');
  await esbuild.build({
    ...common,
    stdin: { contents, resolveDir: inRoot('test/host'), sourcefile: 'suite-entry.ts', loader: 'ts' },
    outfile,
    format: 'cjs',
    external: ['vscode', 'mocha', 'fast-check', 'esbuild', 'playwright-core'],
  });
  return outfile;
}

/** A module of test/tools stays where it is: it finds the checkout by its own place. */
const toolsStay = {
  name: 'tools-stay',
  /** @param {import('esbuild').PluginBuild} build */
  setup(build) {
    build.onResolve({ filter: /^\..*\.mjs$/ }, args => {
      const file = path.resolve(args.resolveDir, args.path);
      return file.startsWith(inRoot('test/tools')) ? { path: file, external: true } : undefined;
    });
  },
};

/**
 * Bundles modules for plain Node as ESM, packages left outside.
 * @param {readonly string[]} files absolute
 * @param {string} outbase
 * @param {string} outdir
 * @returns {Promise<string[]>} the files made, in the same order
 */
export async function bundleForNode(files, outbase, outdir) {
  await esbuild.build({
    ...common,
    entryPoints: [...files],
    outbase,
    outdir,
    splitting: true,
    format: 'esm',
    packages: 'external',
    alias: { vscode: inRoot('test/unit/stubs/vscode.ts') },
    outExtension: { '.js': '.mjs' },
    plugins: [toolsStay],
  });
  return files.map(file => path.join(outdir, path.relative(outbase, file)).replace(/\.ts$/, '.mjs'));
}
