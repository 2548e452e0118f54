// @ts-check
// npm run package: the minified build as a .vsix; lists what is inside, and fails on anything that does not belong there.
import { cpSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inRoot, root } from './lib/paths.mjs';
import { run } from './lib/processes.mjs';
import { zipEntries } from './lib/zip.mjs';
import { setupPackages } from './setup.mjs';

/** In bytes. */
export const limits = { extensionJs: 150_000, vsix: 1_000_000 };

/** What may be inside, by name; vsce itself adds the first two and writes readme and changelog in small letters. */
const welcome = [
  /^extension\.vsixmanifest$/,
  /^\[Content_Types\]\.xml$/,
  /^extension\/package(\.nls(\.[a-z-]+)?)?\.json$/i,
  /^extension\/(readme|changelog)\.md$/i,
  /^extension\/LICENSE(\.txt|\.md)?$/i,
  /^extension\/dist\/[\w-]+\.js$/,
  /^extension\/media\/([\w-]+\/)*[\w.-]+\.(svg|png|md|json)$/,
];

/** Folders that a package is never made from; the rest of the checkout is held against .vscodeignore. */
const left = new Set(['node_modules', '.git', 'out', 'dist', '.vscode-test']);

/**
 * @typedef {object} Packed
 * @property {string} vsix absolute path
 * @property {import('./lib/zip.mjs').ZipEntry[]} entries
 * @property {{ extensionJs: number, vsix: number }} bytes
 * @property {string[]} problems none: the package is as it should be
 */

/**
 * Makes the package from a copy of the checkout, so that dist/ may be in use meanwhile.
 * @param {string} [vsix] where to; default: chakra-vscode-VERSION.vsix in the checkout
 * @returns {Promise<Packed>}
 */
export async function packageExtension(vsix) {
  const { scratch } = await import('./lib/stage.mjs');
  const { default: extensionBuild } = await import('../../esbuild.js');
  const { name, version } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  const file = vsix ?? inRoot(`${name}-${version}.vsix`);
  const stage = scratch('package');
  try {
    const belongs = (/** @type {string} */ from) => !left.has(path.basename(from)) && !from.endsWith('.vsix');
    for (const entry of readdirSync(root).filter(belongs)) {
      cpSync(inRoot(entry), path.join(stage.dir, entry), { recursive: true, filter: belongs });
    }
    const readme = forThePage(readFileSync(inRoot('README.md'), 'utf8'));
    writeFileSync(path.join(stage.dir, 'README.md'), readme);
    await extensionBuild.build({ minify: true, outdir: path.join(stage.dir, 'dist') });
    const flags = [
      '--no-dependencies',
      '--allow-missing-repository',
      '--skip-license',
      '--no-rewrite-relative-links',
    ];
    rmSync(file, { force: true });
    const done = await run(
      process.execPath,
      [inRoot('node_modules/@vscode/vsce/vsce'), 'package', ...flags, '--out', file],
      { cwd: stage.dir, timeoutMs: 180_000 },
    );
    if (done.code !== 0) throw new Error(`vsce ended with ${done.code}:\n${done.output}`);
    const entries = zipEntries(file);
    const bytes = { extensionJs: sizeOf(entries, 'extension/dist/extension.js'), vsix: statSync(file).size };
    return {
      vsix: file,
      entries,
      bytes,
      problems: problemsOf(entries, bytes, Object.keys(extensionBuild.late), readme),
    };
  } finally {
    stage.remove();
  }
}

/**
 * @param {import('./lib/zip.mjs').ZipEntry[]} entries
 * @param {string} name
 */
const sizeOf = (entries, name) => entries.find(entry => entry.name === name)?.size ?? 0;

/**
 * @param {import('./lib/zip.mjs').ZipEntry[]} entries
 * @param {Packed['bytes']} bytes
 * @param {readonly string[]} late names of the bundles that load late
 * @param {string} readme as it is inside
 * @returns {string[]}
 */
function problemsOf(entries, bytes, late, readme) {
  const names = new Set(entries.map(entry => entry.name.toLowerCase()));
  const needed = ['package.json', 'package.nls.json', 'readme.md', 'changelog.md', 'license.txt'].concat(
    ['extension', ...late].map(bundle => `dist/${bundle.toLowerCase()}.js`),
  );
  return [
    ...entries
      .filter(({ name }) => !welcome.some(w => w.test(name)))
      .map(({ name }) => `${name} must not be inside`),
    ...entries.filter(({ size }) => size === 0).map(({ name }) => `${name} is empty`),
    ...needed.filter(name => !names.has(`extension/${name}`)).map(name => `${name} is missing`),
    ...linksOf(readme).map(link => `${link}: VS Code opens no file from the readme`),
    ...(bytes.extensionJs > limits.extensionJs
      ? [`dist/extension.js has ${bytes.extensionJs} bytes, limit ${limits.extensionJs}`]
      : []),
    ...(bytes.vsix > limits.vsix ? [`the .vsix has ${bytes.vsix} bytes, limit ${limits.vsix}`] : []),
  ];
}

/**
 * The readme as it is on the extension's page. VS Code shows pictures from http and https alone there; any other, `data:` too, would
 * stand there broken. A link to a file looks like one there and leads nowhere: in brackets it goes, elsewhere its text stays.
 * @param {string} markdown
 */
function forThePage(markdown) {
  return markdown
    .replaceAll(/^!\[[^\]]*\]\((?!https?:)[^)]*\)\n\n/gm, '')
    .replaceAll(/ \(\[[^\]]*\]\((?!https?:|#)[^)]*\)\)/g, '')
    .replaceAll(/\[([^\]]*)\]\((?!https?:|#)[^)]*\)/g, '$1');
}

/**
 * The relative links and pictures of a Markdown text.
 * @param {string} markdown
 */
function linksOf(markdown) {
  return [...markdown.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, link = '']) => link);
}

/**
 * Shows what the package holds, and what is wrong with it.
 * @param {Packed} packed
 */
export function showPackage(packed) {
  for (const { name, size } of packed.entries) console.log(`  ${String(size).padStart(8)}  ${name}`);
  console.log(
    `  dist/extension.js ${packed.bytes.extensionJs} bytes (limit ${limits.extensionJs}), ` +
      `${path.basename(packed.vsix)} ${packed.bytes.vsix} bytes (limit ${limits.vsix})`,
  );
  for (const problem of packed.problems) console.log(`  ✘ ${problem}`);
}

if (process.argv[1] === import.meta.filename) {
  try {
    await setupPackages();
    const packed = await packageExtension();
    showPackage(packed);
    process.exitCode = packed.problems.length === 0 ? 0 : 1;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
