import type { Profiler } from 'node:inspector';

/** A turn of the event loop, or some short ones in a row; µs on the clock of profiles. */
export interface Turn {
  readonly from: number;
  readonly to: number;
  /** Part of it in which the thread had a processor. */
  readonly used: number;
}

export interface Slice {
  /** On the processor. */
  readonly ms: number;
  /** The functions that took most of it, `name ms` each. */
  readonly what: string;
}

interface Share {
  own: number;
  collected: number;
  readonly functions: Map<string, number>;
}

const mostSlices = 8;
const mostFunctions = 7;

/** The extension's share of each turn, the longest first: its own code with whatever that calls, and collections of garbage beside it. */
export function ownSlices(profile: Profiler.Profile, turns: readonly Turn[], ours: string): Slice[] {
  const names = ownNames(profile, ours);
  const { samples = [], timeDeltas = [], startTime, endTime } = profile;
  const shares = turns.map((): Share => ({ own: 0, collected: 0, functions: new Map() }));
  let turn = 0;
  let at = startTime;
  for (const [number, node] of samples.entries()) {
    at += timeDeltas[number] ?? 0;
    const until = number + 1 < samples.length ? at + (timeDeltas[number + 1] ?? 0) : endTime;
    while (turn < turns.length && (turns[turn]?.to ?? 0) <= at) turn++;
    // What was sampled before its turn's end may go on after it: cut there.
    for (let each = turn; each < turns.length && (turns[each]?.from ?? Infinity) < until; each++) {
      const { from = 0, to = 0 } = turns[each] ?? {};
      const ms = (Math.min(until, to) - Math.max(at, from)) / 1000;
      add(shares[each], names.get(node), ms);
    }
  }
  return turns
    .flatMap((of, number) => sliceOf(of, shares[number]) ?? [])
    .sort((a, b) => b.ms - a.ms)
    .slice(0, mostSlices);
}

function add(share: Share | undefined, name: string | undefined, ms: number): void {
  if (share === undefined || name === undefined || ms <= 0) return;
  if (name === collector) share.collected += ms;
  else {
    share.own += ms;
    share.functions.set(name, (share.functions.get(name) ?? 0) + ms);
  }
}

function sliceOf({ used }: Turn, share: Share | undefined): Slice | undefined {
  if (share === undefined || share.own === 0) return undefined;
  const ms = Math.min(share.own + share.collected, used / 1000);
  const functions: (readonly [string, number])[] = [...share.functions].sort((a, b) => b[1] - a[1]);
  if (share.collected > 0) functions.push([collector, share.collected]);
  const what = functions.slice(0, mostFunctions).map(([name, each]) => `${name} ${each.toFixed(1)}`);
  return { ms, what: what.join(', ') };
}

const collector = '(garbage collector)';

/** For each node that runs for the extension the extension's function that was called first and the one nearest to it; for the collector its own. */
function ownNames({ nodes }: Profiler.Profile, ours: string): ReadonlyMap<number, string> {
  const byId = new Map(nodes.map(node => [node.id, node]));
  const names = new Map<number, string>();
  const children = new Set(nodes.flatMap(({ children: own = [] }) => own));
  const open: Call[] = nodes
    .filter(({ id }) => !children.has(id))
    .map(({ id }) => ({ id, outer: undefined, inner: undefined }));
  for (let next; (next = open.pop()) !== undefined;) {
    const node = byId.get(next.id);
    if (node === undefined) continue;
    const { functionName, url, lineNumber } = node.callFrame;
    const own = url.includes(ours) ? functionName || `line ${lineNumber + 1}` : undefined;
    const outer = next.outer ?? own;
    const inner = own ?? next.inner;
    if (functionName === collector) names.set(next.id, collector);
    else if (outer !== undefined && inner !== undefined)
      names.set(next.id, outer === inner ? inner : `${outer}>${inner}`);
    for (const child of node.children ?? []) open.push({ id: child, outer, inner });
  }
  return names;
}

interface Call {
  readonly id: number;
  readonly outer: string | undefined;
  readonly inner: string | undefined;
}
