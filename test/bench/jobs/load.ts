import { Worker } from 'node:worker_threads';
import { preflight } from '../../../src/core/bulk/preflight/pool';
import { bulkProcedure, bulkSchema } from '../lib/bulkFile';
import { Changed, finish, readyRun } from '../lib/bulkRun';

/**
 * The same work in a process of its own, so that a window beside it stands on a machine that is as busy, and has nothing to do itself:
 * `preflight FILE WORKER`, with two workers, or `run FILE FOLDER URL TOKEN`.
 */
const [what = '', file = '', place = '', baseUrl = '', token = ''] = process.argv.slice(2);
if (what === 'preflight') await check(place);
else await send();
process.exit(0);

async function check(worker: string): Promise<void> {
  const outcome = await preflight({
    path: file,
    schema: bulkSchema,
    procedure: bulkProcedure,
    limits: { entries: 500, bytes: 1_000_000 },
    workers: 2,
    start: resourceLimits => new Worker(worker, { resourceLimits }),
  });
  if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
}

async function send(): Promise<void> {
  const changed = new Changed();
  const ready = await readyRun(file, place, { baseUrl, token }, { onChange: changed.tell });
  await finish(ready, changed);
}
