import { startSandbox } from '../../../src/core/sandbox';
import type { Target } from '../lib/bulkRun';
import type { Received } from '../lib/sandboxProcess';

/**
 * A sandbox in a process of its own, so that what it holds is not ours: writes where it is, ends with its parent. Its results name their keys. Asked
 * by any message, it says how many entries it was sent, and what became of them.
 */
const { baseUrl, token, store } = await startSandbox({ choices: { entriesEcho: 'key' } });
const target: Target = { baseUrl, token };
console.log(JSON.stringify(target));
process.on('message', () => {
  const sum = (of: (job: (typeof store.jobs.all)[number]) => number) =>
    store.jobs.all.reduce((total, job) => total + of(job), 0);
  const received: Received = { entries: sum(job => job.size), created: sum(job => job.count('SUCCESS')) };
  process.send?.(received);
});
process.on('disconnect', () => process.exit(0));
