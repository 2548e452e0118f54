// @ts-check
// The host tests in every VS Code side by side: builds once, runs, shows every result, judges.
import path from 'node:path';
import { bundleHostSuite, testFiles } from './bundle.mjs';
import { indent, oneFailed, seconds, sum } from './counts.mjs';
import { loadFixture } from './hostFixture.mjs';
import { lanes } from './lanes.mjs';
import { inRoot, root } from './paths.mjs';
import { sourcePlaces } from './sourcePlaces.mjs';
import { copyFixture, scratch, stageExtension } from './stage.mjs';

/** @typedef {import('./counts.mjs').Counts} Counts */
/** @typedef {import('../../host/run/report.ts').TestReport} TestReport */
/** @typedef {import('./hostRun.mjs').HostOutcome} HostOutcome */
/** @typedef {Omit<import('./hostRun.mjs').HostRun, 'host'>} SuiteRun */

/**
 * @typedef {object} Target a VS Code that the suite runs in
 * @property {string} label
 * @property {(run: SuiteRun) => Promise<HostOutcome>} run
 */

/**
 * Runs the host tests in every target.
 * @param {readonly Target[]} targets
 * @param {readonly string[]} filters parts of a path below test/host
 * @param {import('./lanes.mjs').Lane} [lane] for each target; default: side by side, as each waits for its window for much of its time
 * @returns {Promise<Counts[]>} one for each target
 */
export async function runHostTests(targets, filters, lane = lanes(targets.length)) {
  const files = await testFiles(inRoot('test/host'), filters);
  if (files.length === 0) {
    const why = `no host test matches ${filters.join(', ')}`;
    console.log(`  ${why}`);
    return targets.map(() => oneFailed(why));
  }
  const build = scratch('host');
  try {
    const extension = path.join(build.dir, 'extension');
    const [suite] = await Promise.all([bundleHostSuite(files, extension), stageExtension(extension)]);
    const setUp = await loadFixture(build.dir);
    return await Promise.all(targets.map(target => lane(() => runOne(target, { suite, extension, setUp }))));
  } finally {
    build.remove();
  }
}

/**
 * @param {Target} target
 * @param {{ suite: string, extension: string, setUp: import('./hostFixture.mjs').SetUp }} built
 * @returns {Promise<Counts>}
 */
async function runOne(target, built) {
  const started = Date.now();
  console.log(`  ${target.label}`);
  const workspace = copyFixture('workspace');
  const fixture = await built.setUp({ root, workspace: workspace.dir });
  try {
    const outcome = await target.run({
      suite: built.suite,
      extension: built.extension,
      workspace: workspace.dir,
      env: { CHAKRA_TEST_ROOT: root, ...fixture.env },
      settings: fixture.settings ?? {},
      unpainted: true,
      heard: message => {
        if (message.kind !== 'test') return;
        const mark = message.failed ? '✘' : '✔';
        console.log(`    ${mark} ${message.title} (${target.label}, ${message.durationMs} ms)`);
      },
    });
    const counts = judge(target.label, outcome);
    console.log(
      `  ${target.label}: ${counts.passed} passed, ${counts.failed} failed, ${seconds(Date.now() - started)}`,
    );
    return counts;
  } catch (error) {
    const why = `${target.label} could not be run: ${error instanceof Error ? error.stack : error}`;
    console.log(indent(why, '    '));
    return oneFailed(why);
  } finally {
    await fixture.teardown();
    workspace.remove();
  }
}

/**
 * Believes VS Code's exit code and the report only together, and shows what went wrong.
 * @param {string} label
 * @param {HostOutcome} outcome
 * @returns {Counts}
 */
function judge(label, outcome) {
  const report = /** @type {TestReport | undefined} */ (outcome.report);
  const tests = report?.tests ?? [];
  const failures = tests.filter(test => test.error !== undefined);
  const counts = {
    passed: tests.length - failures.length,
    failed: failures.length,
    failures: failures.map(({ title, error }) => `${title} (${label})\n${error?.message}`),
  };
  const complete = report?.finished === true && tests.length > 0;
  if (complete && outcome.exit === (failures.length === 0 ? 0 : 1)) {
    if (failures.length > 0) showLogs(outcome);
    showFailures(failures);
    return counts;
  }
  const running = report?.running === undefined ? '' : `, while this test ran: ${report.running}`;
  const why =
    `the run is not to be believed: exit ${outcome.exit ?? 'never'}, ${complete ? 'complete' : 'incomplete'} report` +
    `${outcome.trouble === undefined ? '' : `, ${outcome.trouble}`}${running}`;
  console.log(`    ✘ ${why}`);
  showLogs(outcome);
  showFailures(failures);
  return sum([counts, oneFailed(`${label}: ${why}`)]);
}

/** @param {readonly import('../../host/run/report.ts').TestResult[]} failures */
function showFailures(failures) {
  for (const { file, title, error } of failures) {
    console.log(indent(`\n${title}  (${file})\n${sourcePlaces(textOf(error))}`, '    '));
  }
}

/**
 * The stack alone where it begins with the message.
 * @param {{ message: string, stack: string } | undefined} error
 */
const textOf = error =>
  error !== undefined && error.stack.includes(error.message.split('\n')[0] ?? '')
    ? error.stack
    : `${error?.message}\n${error?.stack}`;

/** What VS Code says about itself in every run. */
const noise =
  /fetching additional builtin|additional builtin extensions|Resolv(ing|ed) connection token|Creating a socket|grace-time|Service Worker|AccountPolicyGate|AgentHost|ChatSessionStore|_doActivateExtension vscode\.|vscode\.lock|resource scoped configuration|Eager extensions/;

/** @param {HostOutcome} outcome */
function showLogs({ console: lines, logs }) {
  for (const [title, all] of /** @type {const} */ ([
    ['console of the extension host', lines],
    ['logs', logs.split('\n')],
  ])) {
    const told = all.filter(line => !noise.test(line)).slice(-100);
    console.log(indent(`\n${title}:\n${sourcePlaces(told.join('\n'))}`, '    '));
  }
}
