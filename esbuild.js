// Builds dist/: a small extension.js that is loaded at activation, and one bundle for each thing that loads late.
const { readFile } = require('node:fs/promises');
const path = require('node:path');
const esbuild = require('esbuild');

/** Bundles of their own, loaded by the first `import()` of their module: bundle name -> module. */
const late = {
  api: 'src/core/api/http.ts',
  catalog: 'src/core/catalog/reader.ts',
  commands: 'src/vscode/commands/handlers.ts',
  settings: 'src/vscode/corrections/late.ts',
  payload: 'src/core/payload/index.ts',
  assist: 'src/vscode/editor/assist/index.ts',
  own: 'src/vscode/editor/own/index.ts',
  validator: 'src/core/schema/validator.ts',
  sandbox: 'src/core/sandbox/index.ts',
  bulk: 'src/vscode/bulk/index.ts',
  history: 'src/vscode/history/index.ts',
  lines: 'src/vscode/bulk/entryAtLine.ts',
  values: 'src/vscode/values/index.ts',
  preflight: 'src/core/bulk/preflight/worker.ts',
  table: 'src/vscode/table/index.ts',
  tableWorker: 'src/core/table/worker.ts',
};

const lateByPath = new Map(Object.entries(late).map(([name, file]) => [path.resolve(__dirname, file), name]));

/** Turns `import('…/validator')` into a load of `./validator.js`, so that the importing bundle does not hold it. */
const lateBundles = {
  name: 'late-bundles',
  /** @param {import('esbuild').PluginBuild} build */
  setup(build) {
    build.onResolve({ filter: /^\./ }, args => {
      if (args.kind !== 'dynamic-import') return undefined;
      const name = lateByPath.get(path.resolve(args.resolveDir, `${args.path}.ts`));
      return name === undefined ? undefined : { path: `./${name}.js`, external: true };
    });
  },
};

/**
 * One `require('vscode')` for all modules. For an external module that is imported as `* as`, esbuild copies the whole
 * object, once for each importing module: VS Code's API is so large that this took longer than all else at activation.
 */
const oneVscode = {
  name: 'one-vscode',
  /** @param {import('esbuild').PluginBuild} build */
  setup(build) {
    build.onLoad({ filter: /\.ts$/ }, async ({ path: file }) => ({
      contents: (await readFile(file, 'utf8')).replace(
        /^import \* as vscode from 'vscode';/m,
        "import { vscode } from 'one-vscode';",
      ),
      loader: 'ts',
    }));
    build.onResolve({ filter: /^one-vscode$/ }, ({ path: name }) => ({ path: name, namespace: name }));
    build.onLoad({ filter: /^/, namespace: 'one-vscode' }, () => ({
      contents: "export const vscode = require('vscode');",
    }));
  },
};

/** @param {{ minify: boolean, outdir?: string }} how outdir: default dist/ */
async function build(how) {
  await esbuild.build({
    entryPoints: { extension: 'src/extension.ts', ...late },
    outdir: how.outdir ?? 'dist',
    absWorkingDir: __dirname,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['vscode'],
    target: 'node20',
    mainFields: ['module', 'main'],
    // A late bundle is loaded by require(), like extension.js: then VS Code answers its `require('vscode')`, too.
    supported: { 'dynamic-import': false },
    minify: how.minify,
    legalComments: 'none',
    sourcemap: how.minify ? false : 'linked',
    plugins: [lateBundles, oneVscode],
    logLevel: 'warning',
  });
}

module.exports = { build, late };

if (require.main === module) {
  build({ minify: !process.argv.includes('--dev') }).catch(() => process.exit(1));
}
