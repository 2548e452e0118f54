import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Target } from './bulkRun';

/** What a sandbox was sent in bulk: entries, and how many of them it created. */
export interface Received {
  readonly entries: number;
  readonly created: number;
}

/** Starts a sandbox from the bundle of jobs/sandbox.ts in a process of its own. */
export async function startSandboxProcess(
  bundle: string,
): Promise<Target & { received(): Promise<Received>; stop(): void }> {
  const child = fork(bundle, [], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  const [line] = (await once(child.stdout!, 'data')) as [Buffer];
  const target = JSON.parse(line.toString()) as Target;
  return {
    ...target,
    received: async () => {
      const told = once(child, 'message');
      child.send('count');
      return ((await told) as [Received])[0];
    },
    stop: () => void child.kill(),
  };
}
