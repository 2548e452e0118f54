import { availableParallelism } from 'node:os';
import { pathToFileURL } from 'node:url';
import type { playAll } from '../crash/crash';
import { bundleCrash, bundleCrashWindow } from '../tools/lib/crashBundle.mjs';
import { scratch } from '../tools/lib/stage.mjs';
import type { BenchResult } from './bench';

type PlayAll = typeof playAll;

const schedules = Number(process.env['BENCH_SCHEDULES'] ?? 2_000);
const tellEvery = 250;

/**
 * 2,000 schedules of {every fault of the sandbox} x {kill -9 at each step of the journal} x seeds, all with real processes: what the service has
 * at the end is held against the file and the verdicts; see test/crash. `npm test` plays the first 100 of them.
 */
export default async function bench(): Promise<BenchResult[]> {
  const build = scratch('crash');
  try {
    const [module, bundle] = await Promise.all([bundleCrash(build.dir), bundleCrashWindow(build.dir)]);
    const crash = (await import(pathToFileURL(module).href)) as { readonly playAll: PlayAll };
    const sums = { played: 0, struck: 0, unkilled: 0, lost: 0, twice: 0, withoutVerdict: 0, untrue: 0 };
    const kills = await crash.playAll({
      count: schedules,
      bundle,
      atOnce: availableParallelism() + 2,
      onOutcome: ({ schedule, found, struck, kills: own }) => {
        sums.played++;
        if (struck) sums.struck++;
        if (own === 0) sums.unkilled++;
        for (const kind of ['lost', 'twice', 'withoutVerdict', 'untrue'] as const) sums[kind] += found[kind];
        for (const words of found.words) console.log(`  ${schedule.name}: ${words}`);
        if (sums.played % tellEvery === 0) console.log(`  ${sums.played} of ${schedules}`);
      },
    });
    const { played, struck, unkilled, lost, twice, withoutVerdict, untrue } = sums;
    const value = lost + twice + withoutVerdict + untrue;
    const note =
      `${played} schedules, ${kills} kills, ${struck} in which the fault struck: ${lost} lost, ${twice} twice, ` +
      `${withoutVerdict} without a verdict, ${untrue} untrue otherwise`;
    const ok = value === 0 && played >= schedules && unkilled === 0;
    return [{ name: 'crash', value, unit: 'wrong', limit: 0, ok, note }];
  } finally {
    build.remove();
  }
}
