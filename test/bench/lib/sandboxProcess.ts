import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Target } from './bulkRun';

/** Starts a sandbox from the bundle of jobs/sandbox.ts in a process of its own. */
export async function startSandboxProcess(bundle: string): Promise<Target & { stop(): void }> {
  const child = fork(bundle, [], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  const [line] = (await once(child.stdout!, 'data')) as [Buffer];
  const target = JSON.parse(line.toString()) as Target;
  return { ...target, stop: () => void child.kill() };
}
