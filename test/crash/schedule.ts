import {
  faultKinds,
  jobFaultKinds,
  type Fault,
  type FaultKind,
  type JobFaultKind,
} from '../../src/core/sandbox';
import { sandboxChoices, type ChoiceName, type SandboxChoices } from '../../src/core/sandbox/choices';
import type { RouteName } from '../../src/core/sandbox/routes';
import { bulkChoices } from '../service/lib/bulk';
import { seeded } from '../unit/bulk/run/lib/clock';
import { deathPoints, type Death } from './order';

/** All that is drawn for one run: what it sends, how the service chooses and misbehaves, and where its windows die. */
export interface Schedule {
  readonly number: number;
  readonly name: string;
  readonly seed: number;
  readonly fault: Fault | undefined;
  readonly choices: Partial<SandboxChoices>;
  readonly file: FileKind;
  readonly maxJobs: number;
  readonly cancelAfter?: number;
  readonly timeoutMs: number;
  /** The service's clock is ahead of ours by so much, ms. */
  readonly aheadMs: number;
  /** Of the first window, the second … */
  readonly deaths: readonly (Death | undefined)[];
}

export interface FileKind {
  readonly entries: number;
  readonly procedure: 'lead' | 'onboarding';
  /** Some entries are as large as this, bytes. */
  readonly large: number;
  /** Entries that the user leaves out. */
  readonly leftOut: boolean;
  /** Some keys stand twice, some processes with a key of the file are there from long ago. */
  readonly repeats: boolean;
  readonly lines: boolean;
}

const faults: readonly (FaultKind | JobFaultKind | 'none')[] = ['none', ...faultKinds, ...jobFaultKinds];
/** A run of six chunks without any trouble has 27 records. */
const steps = 27;
/** Time goes so many times as fast as the machine's. */
export const speed = 200;
/** As fast time: in the machine's, 0.25 s where requests are meant to hang, else 4 s. */
const hangingMs = 50_000;
const patientMs = 800_000;
const hanging: readonly string[] = ['never', 'huge', 'drip'];
/** Answers that say nothing about what was done: the service may as well have done it. */
const silent: readonly string[] = [
  '500',
  '502-html',
  '503-retry-after',
  'cut-before-doing',
  'html',
  'huge',
  'never',
];

/** Schedule `number`, from 0: faults go round fastest, then steps and points; everything else is drawn from the number. */
export function scheduleOf(number: number): Schedule {
  const random = seeded(number * 2_654_435 + 17);
  const at = number % faults.length;
  const round = Math.floor(number / faults.length);
  const fault = faults[at] ?? 'none';
  const point = deathPoints[(at + round + Math.floor(round / steps)) % deathPoints.length] ?? 'torn';
  const step = 1 + ((round * 13 + at * 5) % steps);
  const pick = <T>(values: readonly [T, ...T[]]): T =>
    values[Math.floor(random() * values.length)] ?? values[0];
  const often = (share: number): boolean => random() < share;
  const death = (most: number): Death => ({
    point: pick(deathPoints),
    step: 1 + Math.floor(random() * most),
    dice: random(),
  });
  const deaths: (Death | undefined)[] = [{ point, step, dice: random() }];
  // The second window dies early, as a rule while it recovers.
  if (often(0.35)) deaths.push(often(0.5) ? death(3) : death(12));
  if (often(0.25)) deaths.push(...(deaths.length === 1 ? [undefined] : []), death(6));
  const procedure = often(0.85) ? 'lead' : 'onboarding';
  const large = often(0.06) ? 30_000 : 0;
  const repeats = procedure === 'lead' && often(0.3);
  const file = { entries: 30, procedure, large, leftOut: often(0.1), repeats, lines: often(0.3) } as const;
  const faulty = fault === 'none' ? undefined : faultOf(fault, random);
  const where = faulty === undefined ? '' : ` on ${faulty.times ?? 1} ${faulty.route ?? 'requests'}`;
  return {
    number,
    name: `#${number} ${fault}${where}, ${point} ${step}`,
    seed: Math.floor(random() * 1e9),
    fault: faulty,
    choices: {
      ...choicesOf(random),
      // A second send must show: as a second process, or as a result that is not true.
      duplicateKey: often(0.7) ? 'duplicated' : 'refused',
      ...(large > 0 ? { bulkLimit: '100 kB' } : {}),
    },
    file,
    maxJobs: pick([10, 3]),
    ...(often(0.1) ? { cancelAfter: Math.floor(random() * 25) } : {}),
    timeoutMs: hanging.includes(fault) ? hangingMs : patientMs,
    aheadMs: pick([0, 3_600_000, -7_200_000]),
    deaths,
  };
}

function faultOf(kind: FaultKind | JobFaultKind, random: () => number): Fault {
  const routes: readonly RouteName[] = kind.startsWith('entries')
    ? ['entries']
    : kind.startsWith('job')
      ? ['bulk']
      : ['bulk', 'bulk', 'bulk', 'bulk', 'job', 'entries'];
  const route = routes[Math.floor(random() * routes.length)] ?? 'bulk';
  const times = 1 + Math.floor(random() * (hanging.includes(kind) ? 2 : 5));
  const afterDoing = silent.includes(kind) && random() < 0.75;
  const ms = kind === 'job-slow' || kind === 'delay' ? 12 : kind === 'drip' ? 1 : 50;
  return {
    kind,
    times,
    ms,
    seconds: 2,
    ...(random() < 0.9 ? { route } : {}),
    ...(afterDoing && { afterDoing }),
  };
}

/** Each choice about bulk creates otherwise than by default, now and then. */
function choicesOf(random: () => number): Partial<SandboxChoices> {
  const one = (name: ChoiceName): [ChoiceName, string][] => {
    const values: readonly string[] = sandboxChoices[name];
    const value = values[Math.floor(random() * values.length)];
    return random() < 0.25 && value !== undefined && name !== 'bulkLimit' ? [[name, value]] : [];
  };
  return Object.fromEntries(bulkChoices.flatMap(one));
}
