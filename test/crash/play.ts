import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { RunBook } from '../../src/core/bulk/book/book';
import type { Sandbox } from '../../src/core/sandbox';
import { seeded } from '../unit/bulk/run/lib/clock';
import { makeFile, type SentFile } from './file';
import { checkAgainst, checkBodies, checkEnd, checkLook, Findings, readBook } from './oracle';
import type { Order } from './order';
import { speed, type Schedule } from './schedule';
import { hasStruck, settled, startService } from './service';
import { fastClock } from './time';
import type { Windows } from './windows';

/** What became of a schedule. */
export interface Outcome {
  readonly schedule: Schedule;
  readonly found: Findings;
  /** Windows that were killed. */
  readonly kills: number;
  /** How many entries ended with which verdict. */
  readonly tally: Readonly<Record<string, number>>;
  /** The fault has struck. */
  readonly struck: boolean;
  /** The records of the journal, for people. */
  readonly log: readonly string[];
}

const runId = 'run-1';
const mostLives = 12;

/**
 * Plays a schedule: window after window works on the run and is killed, until one has brought it to its end; then windows look for what
 * is in doubt. At least one window dies: a run that was over sooner is played again with a sooner death.
 */
export async function play(schedule: Schedule, windows: Windows): Promise<Outcome> {
  for (let now = schedule; ;) {
    const outcome = await playOnce(now, windows);
    const [first, ...others] = now.deaths;
    if (outcome.kills > 0 || outcome.found.words.length > 0 || first === undefined || first.step === 1)
      return outcome;
    now = { ...now, deaths: [{ ...first, step: Math.ceil(first.step / 2) }, ...others] };
  }
}

async function playOnce(schedule: Schedule, windows: Windows): Promise<Outcome> {
  const folder = await mkdtemp(path.join(tmpdir(), 'chakra-crash-'));
  const sent = makeFile(schedule.file, seeded(schedule.seed));
  const began = Date.now();
  const sandbox = await startService(schedule, sent, fastClock(began, speed));
  try {
    const order = orderOf(schedule, sent, folder, { sandbox, began });
    await writeFile(order.file, sent.text);
    return await new Play(schedule, sent, sandbox, windows, order).toEnd();
  } finally {
    await sandbox.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

class Play {
  readonly #found = new Findings();
  readonly #log: string[] = [];
  #kills = 0;
  #lives = 0;

  constructor(
    private readonly schedule: Schedule,
    private readonly sent: SentFile,
    private readonly sandbox: Sandbox,
    private readonly windows: Windows,
    private readonly order: Order,
  ) {}

  async toEnd(): Promise<Outcome> {
    const { schedule, sent, sandbox } = this;
    const found = this.#found;
    let struck = false;
    let tally = {};
    try {
      const ended = await this.#until('run');
      struck = hasStruck(sandbox, schedule);
      await settled(sandbox);
      const book = ended && (await this.#until('look')) ? await this.#check() : undefined;
      if (book !== undefined) {
        checkEnd(book, sent, found);
        checkLook(sandbox, sent, book, found);
        tally = book.tally;
      }
      checkBodies(sandbox, sent, found);
    } catch (error) {
      found.add('untrue', error instanceof Error ? (error.stack ?? error.message) : String(error));
    }
    return { schedule, found, kills: this.#kills, tally, struck, log: this.#log };
  }

  /** Windows, one after the other, until one has done what it was to do. */
  async #until(what: Order['what']): Promise<boolean> {
    for (; this.#lives < mostLives; this.#lives++) {
      const end = await this.windows.play(this.#orderOf(what));
      await this.#check();
      if (end.kind === 'killed') {
        this.#kills++;
        continue;
      }
      this.#lives++;
      if (end.kind === 'failed') this.#found.add('untrue', end.error);
      return end.kind === 'done' && (what === 'run' || this.#looked(end.look?.end));
    }
    this.#found.add('withoutVerdict', 'the run has no end');
    return false;
  }

  #orderOf(what: Order['what']): Order {
    const death = this.schedule.deaths[this.#lives];
    const seed = this.schedule.seed + this.#lives;
    if (death === undefined) return { ...this.order, what, seed };
    // A look is a single record.
    return { ...this.order, what, seed, death: what === 'look' ? { ...death, step: 1 } : death };
  }

  /** The journal against the service, as both are now. */
  async #check(): Promise<RunBook | undefined> {
    const book = await readBook(this.order.folder, runId, this.#found, this.#log);
    checkAgainst(this.sandbox, this.sent, book, this.#found);
    return book;
  }

  #looked(end: string | undefined): boolean {
    const expected = this.order.primaryKey === undefined ? 'noPrimaryKey' : 'done';
    if (end !== expected) this.#found.add('untrue', `the look ended with ${end ?? 'nothing'}`);
    return end === expected;
  }
}

function orderOf(
  { file, timeoutMs, seed, maxJobs, cancelAfter }: Schedule,
  { leftOut }: SentFile,
  folder: string,
  { sandbox, began }: { readonly sandbox: Sandbox; readonly began: number },
): Order {
  return {
    what: 'run',
    runId,
    folder: path.join(folder, 'runs'),
    file: path.join(folder, file.lines ? 'leads.jsonl' : 'leads.json'),
    leftOut,
    procedure: file.procedure,
    ...(file.procedure === 'lead' ? { primaryKey: 'lead_id' } : {}),
    baseUrl: sandbox.baseUrl,
    token: sandbox.token,
    began,
    speed,
    timeoutMs,
    seed,
    maxJobs,
    ...(cancelAfter === undefined ? {} : { cancelAfter }),
  };
}
