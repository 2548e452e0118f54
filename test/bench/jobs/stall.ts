import { execFile } from 'node:child_process';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { BulkWindow } from '../lib/bulkWindow';
import { watched, type Watched } from '../lib/threadWatch';

/** What the job in the window is told, as JSON in `CHAKRA_BENCH`. */
export interface StallTask {
  readonly baseUrl: string;
  readonly token: string;
  /** Files: a small one, one that is checked only; for each round one that is sent, and another one like that. */
  readonly first: string;
  readonly large: string;
  readonly sent: readonly string[];
  readonly sentBeside: readonly string[];
  /** The bundle of `load.ts`, that of the worker for it, and a folder for its journal. */
  readonly load: string;
  readonly worker: string;
  readonly folder: string;
}

export interface StallFigures {
  /** The first use of bulk create in a window, with a small file: its code is loaded and compiled. */
  readonly first: Watched;
  /** The window has nothing to do, and nobody else has. */
  readonly idle: Watched;
  readonly rounds: readonly StallRound[];
}

export interface StallRound {
  /** The window has nothing to do, while another process does the same. */
  readonly besidePreflight: Watched;
  readonly preflight: Watched;
  readonly besideRun: Watched;
  readonly run: Watched;
}

const idleMs = 5_000;

/** Runs in the extension host of a fresh window. */
export async function run(): Promise<StallFigures> {
  const task = JSON.parse(process.env['CHAKRA_BENCH'] ?? '') as StallTask;
  const { baseUrl, token, load } = task;
  const window = await BulkWindow.open(task);
  const all = async (file: string) => window.finished(await window.create(file));
  const beside = async (...args: readonly string[]) => promisify(execFile)(process.execPath, [load, ...args]);
  const { dist } = window;
  const first = await watched(() => all(task.first), dist);
  const idle = await watched(() => delay(idleMs));
  const rounds: StallRound[] = [];
  for (const [round, sent] of task.sent.entries()) {
    const other = task.sentBeside[round] ?? '';
    const folder = path.join(task.folder, String(round));
    rounds.push({
      besidePreflight: await watched(() => beside('preflight', task.large, task.worker)),
      preflight: await watched(() => window.check(task.large), dist),
      besideRun: await watched(() => beside('run', other, folder, baseUrl, token)),
      run: await watched(() => all(sent), dist),
    });
  }
  return { first, idle, rounds };
}
