import { isObject, type Json } from '../json';
import type { RouteName } from './routes';

/** Everything that the sandbox can be told to do wrong, whatever the request. */
export const faultKinds = [
  /** Waits `ms` (1000), then answers as usual. */
  'delay',
  '401',
  '403',
  '404',
  /** 429 without a hint. */
  '429',
  /** 429 with `Retry-After: <seconds>` (1). */
  '429-seconds',
  /** 429 with the time `seconds` (1) from now as an HTTP date. */
  '429-date',
  /** 429 with "retry after `ms` ms" (50) in the text. */
  '429-text',
  '500',
  /** 502 with an HTML page. */
  '502-html',
  /** 503 with `Retry-After: <seconds>` (1). */
  '503-retry-after',
  'cut-before-reading',
  /** The request was read, nothing was done. */
  'cut-before-doing',
  'cut-after-doing',
  /** Half of the answer's body goes out. */
  'cut-in-answer',
  /** 200 with an HTML page. */
  'html',
  /** Writes for as long as the client reads, or `bytes`. */
  'huge',
  /** 200 without a body. */
  'empty',
  'never',
  /** The answer, a byte every `ms` (20). */
  'drip',
  /** `status` (307) to the same path and origin. */
  'redirect-same-origin',
  /** `status` (307) to `to`, by default the same server under the name localhost. */
  'redirect-other-origin',
  /** The right answer as `text/plain`. */
  'wrong-content-type',
  /** The answer without its second half, as if that were all. */
  'truncated',
] as const;

export type FaultKind = (typeof faultKinds)[number];

/** What it can be told to do wrong about background jobs; a request that has to do with none is answered as usual. */
export const jobFaultKinds = [
  /** Bulk create: the job is accepted and never goes on. */
  'job-stuck',
  /** Bulk create: the job takes about `ms` (100) for each entry. */
  'job-slow',
  /** Bulk create: the job is accepted, then neither known nor carried out. */
  'job-lost',
  /** Entries: the next page is the same page. */
  'entries-loop',
  /** Entries: the next page is at `to`, by default the same server under the name localhost. */
  'entries-other-origin',
] as const;

export type JobFaultKind = (typeof jobFaultKinds)[number];

export interface Fault {
  readonly kind: FaultKind | JobFaultKind;
  /** Only requests with this method. */
  readonly method?: string;
  /** Only this call. */
  readonly route?: RouteName;
  /** How many requests it hits; 1 with `next`, without end with `always`. */
  readonly times?: number;
  /** The request is carried out although the answer will not say so. */
  readonly afterDoing?: boolean;
  /** Waits this long first, ms. */
  readonly delayMs?: number;
  readonly ms?: number;
  readonly seconds?: number;
  readonly bytes?: number;
  readonly to?: string;
  readonly status?: number;
}

interface Waiting {
  readonly fault: Fault;
  left: number;
}

/** What the sandbox is told to do wrong, and to which requests. */
export class Faults {
  #next: Waiting[] = [];
  #always: Waiting[] = [];

  /** Hits the next matching request (or the next `times`). */
  next(fault: Fault): void {
    this.#next.push({ fault, left: fault.times ?? 1 });
  }

  /** Hits every matching request that no `next` hits. */
  always(fault: Fault): void {
    this.#always.push({ fault, left: fault.times ?? Infinity });
  }

  clear(): void {
    this.#next = [];
    this.#always = [];
  }

  /** Those that have not hit yet as often as they should. */
  get waiting(): readonly Fault[] {
    return [...this.#next, ...this.#always].map(({ fault }) => fault);
  }

  /** The fault for a request, and one hit less for it. */
  take(method: string, route: RouteName): Fault | undefined {
    for (const list of [this.#next, this.#always]) {
      const index = list.findIndex(
        ({ fault }) => (fault.method ?? method) === method && (fault.route ?? route) === route,
      );
      const hit = list[index];
      if (hit === undefined) continue;
      hit.left -= 1;
      if (hit.left <= 0) list.splice(index, 1);
      return hit.fault;
    }
    return undefined;
  }
}

/** True for a JSON object that names a known fault; the rest of it is trusted, as only tests send one. */
export function isFault(value: Json): value is Json & Fault {
  return isObject(value) && [...faultKinds, ...jobFaultKinds].some(kind => kind === value['kind']);
}
