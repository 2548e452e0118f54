// @ts-check
// npm test: sets a fresh clone up, then runs every check and test there is, and closes with `N passed, N failed`.
// Imports nothing from outside Node before the packages are there.
import { inRoot, outDir } from './lib/paths.mjs';
import { beginning, indent, oneFailed, onePassed, seconds, sum } from './lib/counts.mjs';
import { lanes } from './lib/lanes.mjs';
import { run } from './lib/processes.mjs';
import { setupHosts, setupPackages } from './setup.mjs';

/** @typedef {import('./lib/counts.mjs').Counts} Counts */

/** The figure that the unit tests must keep, in seconds. */
const unitLimit = 10;
const started = Date.now();
/** @type {Counts[]} */
const results = [];

/**
 * Runs a stage, shows its result and time, and goes on whatever happens: a stage that throws or counts nothing has failed.
 * @param {string} name
 * @param {() => Promise<Counts>} work
 */
async function stage(name, work) {
  const begin = Date.now();
  console.log(`\n── ${name}`);
  /** @type {Counts} */
  let counts;
  try {
    counts = await work();
    if (counts.passed + counts.failed === 0) counts = oneFailed('no test ran');
  } catch (error) {
    counts = oneFailed(`${error instanceof Error ? error.stack : error}`);
    console.log(indent(`✘ ${counts.failures?.[0]}`, '  '));
  }
  results.push({ ...counts, failures: (counts.failures ?? []).map(failure => `${name}: ${failure}`) });
  console.log(`   ${name}: ${counts.passed} passed, ${counts.failed} failed, ${seconds(Date.now() - begin)}`);
}

/**
 * A program whose success is one test.
 * @param {readonly (readonly string[])[]} commands arguments for this Node.js, one after the other
 */
async function programs(...commands) {
  /** @type {string[]} */
  const failed = [];
  for (const args of commands) {
    const done = await run(process.execPath, args, { timeoutMs: 600_000 });
    if (done.code === 0) continue;
    failed.push(done.output);
    console.log(indent(done.output, '  '));
  }
  return failed.length === 0 ? onePassed : oneFailed(failed.join('\n'));
}

/** @param {string} name */
const bin = name => inRoot('node_modules', name);

/** @returns {Promise<Counts>} */
async function unit() {
  const { runUnitTests } = await import('./unit.mjs');
  const {
    seconds: wall,
    cpuSeconds,
    ...counts
  } = await runUnitTests([], ['--reporter-option', 'quiet=true']);
  const seconds = Math.min(wall, cpuSeconds);
  const took =
    `the unit tests took ${wall.toFixed(1)} s, ${cpuSeconds.toFixed(1)} s of the processor's, ` +
    `limit ${unitLimit} s: ${seconds <= unitLimit ? 'ok' : 'short'}`;
  console.log(`   ${took}`);
  // A machine that others use as well is slower by up to a factor of two, which says nothing about the tests.
  return sum([counts, seconds <= unitLimit * 2 ? onePassed : oneFailed(took)]);
}

const vsix = inRoot('out/chakra-vscode.vsix');

/** @returns {Promise<Counts>} */
async function pack() {
  const { packageExtension, showPackage } = await import('./package.mjs');
  const packed = await packageExtension(vsix);
  showPackage(packed);
  return packed.problems.length === 0 ? onePassed : oneFailed(packed.problems.join('\n'));
}

async function main() {
  console.log('── set-up');
  await setupPackages();
  // The hosts come over the network and are compiled meanwhile; what they say is shown when they are waited for.
  /** @type {string[]} */
  const said = [];
  const hosts = setupHosts(undefined, line => void said.push(line)).then(
    ({ browser }) => ({ browser }),
    error => ({ error }),
  );

  // Without a cache: the rules look into types, which change with other files. It takes long, so it goes on beside what follows.
  const lint = programs([
    bin('eslint/bin/eslint.js'),
    ...['-c', 'test/tools/eslint.config.mjs', '--max-warnings', '0', '.'],
  ]);
  lint.catch(() => undefined);

  const cache = [
    '--cache',
    '--cache-strategy',
    'content',
    '--cache-location',
    inRoot('node_modules/.cache/prettier/.prettier-cache'),
  ];
  await stage('format', () =>
    programs([bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', ...cache, '.']),
  );
  // By TypeScript's native compiler, in a tenth of the time; the rules of lint still need the one before it.
  await stage('types', () =>
    programs(
      [bin('typescript-native/bin/tsc'), '--noEmit'],
      [bin('typescript-native/bin/tsc'), '--noEmit', '-p', 'test/ui'],
    ),
  );
  await stage('service tests', async () =>
    (await import('./service.mjs')).runServiceTests([], ['--reporter-option', 'quiet=true']),
  );
  await stage('crash tests', async () => (await import('./crash.mjs')).runCrashTests());
  await stage('lint', () => lint);
  const ready = await hosts;
  for (const line of said) console.log(`  ${line}`);
  if ('error' in ready)
    console.log(
      indent(`✘ set-up: ${ready.error instanceof Error ? ready.error.message : ready.error}`, '  '),
    );

  await stage('unit tests', unit);
  await stage('package', pack);
  // Beside each other: none needs a core the whole time.
  const lane = lanes(2);
  await Promise.all([
    stage('tests inside VS Code', async () => (await import('./host.mjs')).runHosts(undefined, [], lane)),
    stage('tests in the window', async () => (await import('./ui.mjs')).runUiTests('newest', vsix, [], lane)),
  ]);
}

/** @param {unknown} error */
function broken(error) {
  const why = `${error instanceof Error ? error.stack : error}`;
  console.log(indent(`✘ ${why}`, '  '));
  results.push(oneFailed(why));
  finish();
}

function finish() {
  const { passed, failed, failures = [] } = sum(results);
  // What failed stands far above by now, and a log may be cut.
  for (const failure of failures) console.log(`\n✘ ${beginning(failure)}`);
  console.log(`\nAfter ${seconds(Date.now() - started)}; pictures and the package are in ${outDir}.`);
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed === 0 && passed > 0 ? 0 : 1);
}

process.on('uncaughtException', broken);
process.on('unhandledRejection', broken);
main().then(finish, broken);
