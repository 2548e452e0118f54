import { hostOf, type HostName } from '../../tools/lib/hosts.mjs';
import type { BenchResult } from '../bench';

/** The middle value; of an even number, the worse of the two in the middle. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Infinity;
}

/** The value that so many of a hundred values do not exceed. */
export function percentile(values: readonly number[], share: number): number {
  return [...values].sort((a, b) => a - b)[Math.ceil((values.length * share) / 100) - 1] ?? Infinity;
}

export interface FigureOptions {
  readonly unit?: string;
  /** Default: the median is the figure. */
  readonly of?: 'median' | 'worst' | '95th percentile';
  readonly note?: string;
  readonly rows?: NonNullable<BenchResult['rows']>;
}

/** A figure from what was measured in several rounds. No round: not good enough. */
export function figure(
  name: string,
  values: readonly number[],
  limit: number,
  options: FigureOptions = {},
): BenchResult {
  const { unit = 'ms', of = 'median', note, rows } = options;
  const worst = values.length === 0 ? Infinity : Math.max(...values);
  const middle = median(values);
  const value = rounded({ median: middle, worst, '95th percentile': percentile(values, 95) }[of]);
  const spread = `${of} of ${values.length}, ${rounded(Math.min(...values))}-${rounded(worst)}, median ${rounded(middle)}`;
  return {
    name,
    value,
    unit,
    limit,
    ok: value <= limit,
    note: note === undefined ? spread : `${note}: ${spread}`,
    ...(rows === undefined ? {} : { rows }),
  };
}

/** A figure's name: that of the newest VS Code is the one of the requirement, the oldest stands beside it. */
export function nameOf(what: string, host: HostName): string {
  return host === 'newest' ? what : `${what}-${host}`;
}

export function versionOf(host: HostName): string {
  return `VS Code ${hostOf(host).vscode}`;
}

/** Times in words. */
export function list(times: readonly number[]): string {
  return times.map(time => String(Math.round(time))).join(', ');
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
