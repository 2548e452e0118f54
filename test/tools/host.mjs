// @ts-check
// Tests inside a real VS Code: node test/tools/host.mjs [--host oldest|newest|desktop] [path filter …]
import { takeOption } from './lib/args.mjs';
import { hostNames, hostOf, hostsImpossible } from './lib/hosts.mjs';
import { setupHosts, setupPackages } from './setup.mjs';

/** @typedef {import('./lib/hostTests.mjs').Target} Target */

/**
 * Chooses where the host tests run, and says which and why.
 * @param {string} [wanted] a host's name; default: the best there is
 * @returns {Promise<Target[]>} none: there is nowhere, and the reason was said
 */
export async function chooseTargets(wanted) {
  const servers = wanted === undefined ? hostNames : hostNames.filter(name => name === wanted);
  if (wanted !== undefined && wanted !== 'desktop' && servers.length === 0) {
    console.log(`  there is no host ${wanted}: oldest, newest, desktop`);
    return [];
  }
  let why = 'as asked for';
  if (wanted === undefined || wanted === 'desktop') {
    const { findDesktop, runInDesktop } = await import('./lib/desktop.mjs');
    const desktop = await findDesktop();
    if ('programs' in desktop) {
      const labels = desktop.programs.map(({ version }) => version).join(' and ');
      console.log(`  host tests run in desktop VS Code ${labels}`);
      return desktop.programs.map(({ version, program }) => ({
        label: `desktop VS Code ${version}`,
        run: run => runInDesktop(program, run),
      }));
    }
    why = desktop.why;
  }
  const impossible = wanted === 'desktop' ? 'Desktop VS Code was asked for.' : hostsImpossible();
  if (impossible !== undefined) {
    console.log(`  host tests can run nowhere here: ${why}. ${impossible}`);
    return [];
  }
  await setupHosts(servers);
  const { runInServer } = await import('./lib/hostRun.mjs');
  console.log(`  host tests run in the VS Code server ${servers.join(' and ')}: ${why}`);
  return servers.map(host => ({
    label: `VS Code ${hostOf(host).vscode} (server, ${host})`,
    run: run => runInServer({ ...run, host }),
  }));
}

/**
 * @param {string | undefined} wanted
 * @param {readonly string[]} filters
 * @param {import('./lib/lanes.mjs').Lane} [lane]
 * @returns {Promise<import('./lib/counts.mjs').Counts>}
 */
export async function runHosts(wanted, filters, lane) {
  const targets = await chooseTargets(wanted);
  const { oneFailed, sum } = await import('./lib/counts.mjs');
  if (targets.length === 0) return oneFailed('The host tests can run nowhere here.');
  const { runHostTests } = await import('./lib/hostTests.mjs');
  return sum(await runHostTests(targets, filters, lane));
}

if (process.argv[1] === import.meta.filename) {
  const args = process.argv.slice(2);
  const wanted = takeOption(args, '--host');
  await setupPackages();
  const { passed, failed } = await runHosts(wanted, args);
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed === 0 && passed > 0 ? 0 : 1);
}
