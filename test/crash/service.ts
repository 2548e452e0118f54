import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../../src/core/api/clock';
import type { JsonObject } from '../../src/core/json';
import { startSandbox, type Fault, type Sandbox } from '../../src/core/sandbox';
import { procedureByShortId } from '../../src/core/sandbox/team';
import type { SentFile } from './file';
import type { Schedule } from './schedule';

const longAgoMs = 3_600_000;

/** The service of a schedule. It lives here, in the process that kills the windows, so that it survives them. */
export async function startService(
  { choices, fault, file, aheadMs }: Schedule,
  sent: SentFile,
  clock: Clock,
): Promise<Sandbox> {
  let past = longAgoMs;
  const sandbox = await startSandbox({ choices, clock: () => clock.now() + aheadMs - past });
  if (file.repeats) {
    const [first, , third] = sent.keys;
    for (const key of [first, third]) if (key !== undefined) addOld(sandbox, key);
  }
  past = 0;
  for (let left = timesOf(fault); left > 0 && fault !== undefined; left--) {
    sandbox.faults.next({ ...fault, times: 1 });
  }
  return sandbox;
}

/** Whether the fault has struck at least once. */
export function hasStruck({ faults }: Sandbox, { fault }: Schedule): boolean {
  return faults.waiting.length < timesOf(fault);
}

function timesOf(fault: Fault | undefined): number {
  return fault === undefined ? 0 : (fault.times ?? 1);
}

/** A process with a key of the file, from before the run. */
function addOld({ store }: Sandbox, key: string): void {
  const procedure = procedureByShortId('lead');
  if (procedure === undefined) throw new Error('There are no leads.');
  const [state] = procedure.states;
  const data: JsonObject = { lead_id: key, lastname: 'Old', source: 'WEB' };
  store.add(procedure, { status: 'OPEN', state, assignedTo: null, nextActionAt: null, data, record: null });
}

/** Waits until the service has done all that it will ever do. */
export async function settled({ store, faults }: Sandbox): Promise<void> {
  faults.clear();
  // Requests of a window that is dead may still be on their way.
  do await delay(20);
  while (store.jobs.waiting.some(({ stuck, lost }) => !stuck && !lost));
}

/** How often each entry of the file was created. */
export function arrivals({ store }: Sandbox, sent: SentFile): readonly number[] {
  const times = new Map<unknown, number>();
  for (const { data } of store.each()) {
    const mark = data['lastname'] ?? data['employee_name'];
    times.set(mark, (times.get(mark) ?? 0) + 1);
  }
  return sent.marks.map(mark => times.get(mark) ?? 0);
}
