// @ts-check
// npm run bench -- NAME: runs test/bench/NAME.bench.ts in a process of its own; without a name it lists them.
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import path from 'node:path';
import { inRoot } from './lib/paths.mjs';
import { setupPackages } from './setup.mjs';

/** @typedef {import('../bench/bench.ts').BenchResult} BenchResult */

const dir = inRoot('test/bench');
const book = inRoot('docs/benchmarks.md');
const ending = '.bench.ts';
/** Ms that a benchmark may take; some are long ones. */
const usualMs = 900_000;
/** @type {Readonly<Record<string, number>>} */
const longMs = { crash: 3_600_000, million: 3_600_000 };

/** @param {string} name */
async function runBench(name) {
  const { bundleForNode } = await import('./lib/bundle.mjs');
  const { run } = await import('./lib/processes.mjs');
  const { scratch } = await import('./lib/stage.mjs');
  const build = scratch('bench');
  try {
    const [bundle = ''] = await bundleForNode([path.join(dir, name + ending)], dir, build.dir);
    const file = path.join(build.dir, 'results.json');
    const child = inRoot('test/tools/lib/benchChild.mjs');
    const done = await run(process.execPath, ['--enable-source-maps', '--expose-gc', child, bundle, file], {
      show: true,
      timeoutMs: longMs[name] ?? usualMs,
    });
    if (done.code !== 0 || !existsSync(file))
      throw new Error(`The benchmark ${name} ended with ${done.code}.`);
    return /** @type {BenchResult[]} */ (JSON.parse(readFileSync(file, 'utf8')));
  } finally {
    build.remove();
  }
}

/** @param {BenchResult} result */
const valueOf = result => `${Math.round(result.value * 1_000) / 1_000} ${result.unit}`;

/** @param {BenchResult} result */
const verdict = result => (result.ok ? 'ok' : 'short');

/** @param {BenchResult} result */
function show(result) {
  for (const row of table(result.rows ?? [])) console.log(`  ${row}`);
  if (result.note !== undefined) console.log(`  ${result.note}`);
  console.log(`${result.name} ${valueOf(result)}, limit ${result.limit}: ${verdict(result)}`);
}

/**
 * Rows with aligned columns.
 * @param {readonly (readonly (string | number)[])[]} rows
 */
function table(rows) {
  const width = (/** @type {number} */ column) =>
    Math.max(...rows.map(row => String(row[column] ?? '').length));
  return rows.map(row =>
    row
      .map((cell, column) =>
        typeof cell === 'number' ? String(cell).padStart(width(column)) : cell.padEnd(width(column)),
      )
      .join('  '),
  );
}

/**
 * @param {readonly BenchResult[]} results
 * @param {number} [load] of the machine when the run began: what else it did then shows in the figures
 */
function record(results, load = 0) {
  if (!existsSync(book)) {
    mkdirSync(path.dirname(book), { recursive: true });
    writeFileSync(
      book,
      '# Benchmarks\n\nEach run of `npm run bench -- NAME` adds its figures here.\n\n' +
        '| when (UTC) | bench | value | limit | verdict | note | machine |\n| --- | --- | --- | --- | --- | --- | --- |\n',
    );
  }
  const when = new Date().toISOString().slice(0, 16).replace('T', ' ');
  const cores = cpus();
  const machine = `Node ${process.versions.node}, ${cores[0]?.model.trim() ?? 'unknown'}, ${cores.length} cores, load ${load.toFixed(1)}`;
  for (const result of results) {
    const cells = [
      when,
      result.name,
      valueOf(result),
      `${result.limit} ${result.unit}`,
      verdict(result),
      result.note ?? '',
      machine,
    ];
    appendFileSync(book, `| ${cells.map(cell => cell.replace(/\|/g, '/')).join(' | ')} |\n`);
  }
}

const names = readdirSync(dir)
  .filter(file => file.endsWith(ending))
  .map(file => file.slice(0, -ending.length))
  .sort();
const [name] = process.argv.slice(2);
if (name === undefined) {
  console.log(`npm run bench -- NAME, with one of:\n${names.map(one => `  ${one}`).join('\n')}`);
} else if (!names.includes(name)) {
  console.error(`There is no benchmark ${name}; there are ${names.join(', ')}.`);
  process.exitCode = 1;
} else {
  try {
    await setupPackages();
    const [load] = loadavg();
    const results = await runBench(name);
    if (results.length === 0) throw new Error(`The benchmark ${name} gave no figure.`);
    results.forEach(show);
    record(results, load);
    process.exitCode = results.every(result => result.ok) ? 0 : 1;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
