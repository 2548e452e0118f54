import { setFlagsFromString } from 'node:v8';
import { setTimeout as delay } from 'node:timers/promises';
import { runInNewContext } from 'node:vm';
import { run as command } from '../../host/lib/world';
import * as vscode from 'vscode';
import type { Tally } from '../../../src/core/bulk/records';
import type { RunView } from '../../../src/vscode/bulk/types';
import { BulkWindow, roundTrip } from '../lib/bulkWindow';
import { watched } from '../lib/threadWatch';

/** What the job in the window is told, as JSON in `CHAKRA_BENCH`. */
export interface MillionTask {
  readonly baseUrl: string;
  readonly token: string;
  /** Of entries. */
  readonly file: string;
  /** A table: *CSV to Payload* makes the file of it first. */
  readonly table?: string;
}

/** Of the extension host after a collection of garbage, bytes. */
export interface MemoryPoint {
  readonly at: string;
  /** Since the beginning. */
  readonly seconds: number;
  readonly resident: number;
  readonly heap: number;
  /** What V8 has taken from the system for the heap. */
  readonly heapTaken: number;
  /** Buffers: the index of entries, bodies. */
  readonly buffers: number;
}

export interface MillionFigures {
  readonly seconds: number;
  readonly reportSeconds: number;
  /** *CSV to Payload*; 0 without a table. */
  readonly tableSeconds: number;
  readonly points: readonly MemoryPoint[];
  readonly tally: Tally;
  /** The report that a user reads. */
  readonly report: string;
  readonly problems: number;
  /** Of the loop, from the command to the end of the run, and while the report is made, ms. */
  readonly delay: { readonly p999: number; readonly longest: number };
  readonly reportDelay: { readonly p999: number; readonly longest: number };
  /** Of a command that does nothing, there and back, ms: all along, and before, while the window was idle. */
  readonly trips: readonly number[];
  readonly idleTrips: readonly number[];
}

const tripEveryMs = 500;
const idleMs = 15_000;

/** Runs in the extension host of a fresh window: *Bulk Create* of a whole file, to the end of the run, then its report. */
export async function run(): Promise<MillionFigures> {
  const task = JSON.parse(process.env['CHAKRA_BENCH'] ?? '') as MillionTask;
  const window = await BulkWindow.open(task);
  const collect = collector();
  const idle = new Trips();
  await delay(idleMs);
  const idleTrips = idle.stop();
  const start = performance.now();
  const since = () => (performance.now() - start) / 1000;
  const points: MemoryPoint[] = [];
  const note = (at: string): void => {
    collect();
    const {
      rss: resident,
      heapUsed: heap,
      heapTotal: heapTaken,
      arrayBuffers: buffers,
    } = process.memoryUsage();
    points.push({ at, seconds: since(), resident, heap, heapTaken, buffers });
  };
  note('before');
  const trips = new Trips();
  const made = await watched(async () => {
    if (task.table !== undefined) await window.makePayload(task.table);
  });
  if (task.table !== undefined) note('payload made');
  const begin = since();
  let view: RunView | undefined;
  const whole = await watched(async () => {
    view = await window.create(task.file);
    note('sending begins');
    const stop = atTenths(window, view, note);
    await window.finished(view);
    stop();
  });
  const seconds = since() - begin;
  note('Problems shown');
  const report = await watched(() => command('openRunReport', view?.id));
  note('report shown');
  const { document } = vscode.window.activeTextEditor!;
  return {
    seconds,
    reportSeconds: report.ms / 1000,
    tableSeconds: made.ms / 1000,
    points,
    tally: view!.book.tally,
    report: document.getText(),
    problems: vscode.languages.getDiagnostics(vscode.Uri.file(task.file)).length,
    delay: whole,
    reportDelay: report,
    trips: trips.stop(),
    idleTrips,
  };
}

/** Sends a command that does nothing again and again. */
class Trips {
  readonly #took: number[] = [];
  readonly #timer = setInterval(() => void roundTrip().then(ms => this.#took.push(ms)), tripEveryMs);

  stop(): readonly number[] {
    clearInterval(this.#timer);
    return this.#took;
  }
}

/** Tells when each tenth of the entries has its verdict. */
function atTenths(window: BulkWindow, { id }: RunView, tell: (at: string) => void): () => void {
  let told = 0;
  const listening = window.runs.onDidChange(() => {
    const { size, tally } = window.runs.find(id)!.book;
    const tenth = Math.floor((10 * (size - tally.pending)) / size);
    if (tenth > told) tell(`${tenth * 10} %`);
    told = tenth;
  });
  return () => void listening.dispose();
}

/** The extension host is not started with what makes this possible. */
function collector(): () => void {
  setFlagsFromString('--expose-gc');
  const gc: unknown = runInNewContext('gc');
  if (typeof gc !== 'function') throw new Error('Garbage cannot be collected on demand.');
  return () => void Reflect.apply(gc, undefined, []);
}
