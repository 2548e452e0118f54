import type { HostName } from '../tools/lib/hosts.mjs';
import { hostNames } from '../tools/lib/hosts.mjs';
import type { Session } from '../ui/lib/launch';
import { eventually } from '../ui/lib/wait';
import type { BenchResult } from './bench';
import { figure, nameOf, versionOf } from './lib/figures';
import { startService, type Service } from './lib/service';
import { teamConfig } from './lib/team';
import { connectTo, forgetCatalogs, leaveView, PackagedExtension } from './lib/window';

const rounds = 7;

/**
 * Loading the code + `activate()` until it returns, as VS Code itself measures and shows it (Developer: Show Running
 * Extensions), with the packaged extension, one connection and a JSON file open. The window was loaded before: warm. Along
 * the way: no request before the view is opened.
 */
export default async function bench(): Promise<BenchResult[]> {
  const extension = new PackagedExtension();
  const service = await startService(teamConfig(6, 20));
  try {
    const results: BenchResult[] = [];
    for (const host of hostNames) results.push(await measure(extension, service, host));
    return results;
  } finally {
    await service.stop();
    extension.remove();
  }
}

async function measure(extension: PackagedExtension, service: Service, host: HostName): Promise<BenchResult> {
  const session = await extension.open(host, { fixture: 'sample-workspace' });
  try {
    await connectTo(session, service);
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) times.push(await oneRound(session, service));
    return figure(nameOf('activation', host), times, 60, {
      note: `${versionOf(host)}, nothing requested before the view was opened`,
    });
  } catch (error) {
    await session.workbench.screenshot('bench-activation');
    throw error;
  } finally {
    await session.close();
  }
}

/** Loads the window anew, with no config on disk; gives the activation's ms. */
async function oneRound(session: Session, service: Service): Promise<number> {
  const { workbench } = session;
  await leaveView(session);
  forgetCatalogs(session);
  const before = service.requests;
  await session.reload();
  await workbench.openFile('solar-roof.json');
  const early = service.requests - before;
  if (early > 0) throw new Error(`${early} requests before the view was opened`);
  await workbench.openViewContainer('Chakra');
  await workbench.tree('Procedures').waitFor('Procedure 0');
  if (service.requests === before) throw new Error('The counting service was not asked at all');
  return activationTime(session);
}

/** What VS Code says: `Activation: 12ms`. */
async function activationTime({ workbench }: Session): Promise<number> {
  const { page } = workbench;
  await workbench.runCommand('Developer: Show Running Extensions');
  const row = page
    .locator('.runtime-extensions-editor .monaco-list-row')
    .filter({ has: page.locator('.name', { hasText: /^Chakra/ }) });
  const text = await eventually(
    'the activation time',
    () => row.locator('.activation-time').innerText({ timeout: 1_000 }),
    shown => /\d/.test(shown),
  );
  await page.keyboard.press('Control+F4');
  const ms = /(\d+)\s*ms/.exec(text)?.[1];
  if (ms === undefined) throw new Error(`No time in "${text}"`);
  return Number(ms);
}
