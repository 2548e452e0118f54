import { isObject, type Json } from '../../json';
import { checkProcess } from '../checkProcess';
import type { World } from '../world';
import type { StoredJob } from './storedJob';

/** Echoes that need what was sent. */
const echoesOfInput: readonly string[] = ['key', 'keyInData', 'input', 'inputText'];

/**
 * One step of the background work: processes entries of the jobs that wait, the oldest job first, each entry as Create would.
 * @param most entries in this step
 * @param until tells when the step has to end early
 * @returns how many were processed
 */
export function processEntries(world: World, most: number, until: () => boolean = () => false): number {
  const { jobs } = world.store;
  let processed = 0;
  for (const job of jobs.waiting) {
    if (job.stuck || job.lost) continue;
    job.inserted = true;
    if (job.resting > 0) {
      job.resting -= 1;
      continue;
    }
    while (!job.finished && processed < most && !until()) {
      processEntry(world, job, job.next);
      processed += 1;
      if (job.slowness === 0) continue;
      job.resting = job.slowness;
      break;
    }
    if (job.finished && !echoesOfInput.includes(world.choices.entriesEcho)) job.forgetInputs();
    if (processed >= most) break;
  }
  jobs.settle();
  return processed;
}

function processEntry(world: World, job: StoredJob, entry: number): void {
  const { store } = world;
  const input = JSON.parse(job.input(entry) ?? 'null') as Json;
  const at = store.now();
  if (!isObject(input)) {
    job.fail(entry, 'INVALID', [{ message: 'A process must be a JSON object.' }], at);
    return;
  }
  const checked = checkProcess(world, job.procedure, input);
  if (!checked.ok) {
    job.fail(entry, checked.conflict ? 'ERROR' : 'INVALID', checked.problems, at);
    return;
  }
  const { draft, existing } = checked;
  const process = existing ? store.merge(existing, draft) : store.add(job.procedure, draft);
  job.succeed(entry, store.numberOf(process), at);
}
