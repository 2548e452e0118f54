// @ts-check
// For benchmarks: runs a function inside a real VS Code and gives what it returns.
import path from 'node:path';
import { bundleHostJob } from './bundle.mjs';
import { runInServer } from './hostRun.mjs';
import { ensureHost } from './hosts.mjs';
import { root } from './paths.mjs';
import { copyFixture, scratch, stageExtension } from './stage.mjs';

/**
 * @typedef {object} HostJob
 * @property {import('./hosts.mjs').HostName} host
 * @property {string} suiteFile module that exports `run()`, which may be asynchronous and gives what survives JSON; absolute, or below the checkout
 * @property {Readonly<Record<string, string>>} [env] reaches the extension host
 * @property {Readonly<Record<string, unknown>>} [settings] the user's
 * @property {string} [fixture] folder below test/fixtures whose copy is opened; default: workspace
 * @property {boolean} [minify] default: true, as it is shipped
 * @property {number} [timeoutMs]
 * @property {boolean} [unpainted] as in `hostRun.mjs`
 */

/**
 * Runs a module's `run()` in the extension host of a VS Code server. Throws what it throws.
 * @param {HostJob} job
 * @returns {Promise<unknown>}
 */
export async function runInHost(job) {
  await ensureHost(job.host);
  const build = scratch('job');
  const workspace = copyFixture(job.fixture ?? 'workspace');
  try {
    const extension = path.join(build.dir, 'extension');
    await stageExtension(extension, { minify: job.minify ?? true });
    const outcome = await runInServer({
      host: job.host,
      extension,
      suite: await bundleHostJob(job.suiteFile, extension),
      workspace: workspace.dir,
      env: { CHAKRA_TEST_ROOT: root, ...job.env },
      ...(job.settings === undefined ? {} : { settings: job.settings }),
      ...(job.unpainted === undefined ? {} : { unpainted: job.unpainted }),
      ...(job.timeoutMs === undefined ? {} : { timeoutMs: job.timeoutMs }),
    });
    const report = /** @type {import('../../host/run/job.ts').JobReport<unknown> | undefined} */ (
      outcome.report
    );
    if (outcome.exit === 0 && report?.ok === true) return report.result;
    const why = report?.ok === false ? report.error : (outcome.trouble ?? `exit ${outcome.exit}`);
    throw new Error(
      `${job.suiteFile} in VS Code (${job.host}): ${why}\n${outcome.console.slice(-50).join('\n')}`,
    );
  } finally {
    build.remove();
    workspace.remove();
  }
}
