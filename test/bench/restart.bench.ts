import { hostNames, type HostName } from '../tools/lib/hosts.mjs';
import type { Session } from '../ui/lib/launch';
import type { BenchResult } from './bench';
import { figure } from './lib/figures';
import { startService } from './lib/service';
import { teamConfig } from './lib/team';
import { activationBegan, connectTo, labelOf, leaveView, PackagedExtension } from './lib/window';

const rounds = 7;

/**
 * The tree shown after activation, from the cache alone: from VS Code's beginning to load the extension, as its log says,
 * until the first procedure is painted. 50 procedures of 40 attributes; the service is gone.
 */
export default async function bench(): Promise<BenchResult[]> {
  const extension = new PackagedExtension();
  try {
    const results: BenchResult[] = [];
    for (const host of hostNames) results.push(await measure(extension, host));
    return results;
  } finally {
    extension.remove();
  }
}

async function measure(extension: PackagedExtension, host: HostName): Promise<BenchResult> {
  const service = await startService(teamConfig(50, 40));
  const session = await extension.open(host);
  try {
    await connectTo(session, service);
    await leaveView(session);
    await service.stop();
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) times.push(await oneRound(session));
    return figure(host === 'newest' ? 'restart' : `restart-${host}`, times, 200, { note: labelOf(host) });
  } finally {
    await session.close();
  }
}

/** Loads the window anew and opens the view: ms from the beginning of the activation to the painted row. */
async function oneRound(session: Session): Promise<number> {
  const { workbench } = session;
  const start = Date.now();
  await session.reload();
  const painted = workbench.page.evaluate(
    () =>
      new Promise<number>(resolve => {
        const look = (): void => {
          const labels = document.querySelectorAll('.sidebar .monaco-list-row .label-name');
          if (![...labels].some(({ textContent }) => textContent === 'Procedure 0')) return;
          observer.disconnect();
          resolve(Date.now());
        };
        const observer = new MutationObserver(look);
        observer.observe(document.body, { childList: true, subtree: true, characterData: true });
      }),
  );
  await workbench.openViewContainer('Chakra');
  const at = await painted;
  const began = await activationBegan(session, start);
  await leaveView(session);
  return at - began;
}
