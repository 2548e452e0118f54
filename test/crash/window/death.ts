import { statSync, truncateSync } from 'node:fs';
import { openForAppend } from '../../../src/core/bulk/journal/disk';
import type { AppendFile } from '../../../src/core/bulk/journal/writer';
import type { FetchFunction } from '../../../src/core/api/transport';
import type { Death } from '../order';

const lineBreak = 0x0a;
/** A request is answered within this time, as a rule. */
const requestMs = 8;

/** Ends this process as `kill -9` does: nothing is written, closed or told any more. */
function die(): never {
  process.kill(process.pid, 'SIGKILL');
  // Not one more line of code may run until the signal is there.
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

/** The window's journal file, which kills the window at the record that it is told. */
export class MortalDisk {
  #records = 0;

  constructor(private readonly death: Death | undefined) {}

  readonly open = async (file: string, mode: 'create' | 'existing'): Promise<AppendFile> => {
    const inner = await openForAppend(file, mode);
    const { death } = this;
    let flushed = statSync(file).size;
    let due = false;
    return {
      append: async bytes => {
        const before = this.#records;
        this.#records += bytes.reduce((count, byte) => count + (byte === lineBreak ? 1 : 0), 0);
        due =
          death !== undefined &&
          death.point !== 'request' &&
          before < death.step &&
          death.step <= this.#records;
        if (due && death?.point === 'beforeWrite') die();
        if (due && death?.point === 'torn') {
          await inner.append(bytes.subarray(0, Math.floor(death.dice * bytes.length)));
          die();
        }
        await inner.append(bytes);
        if (due && death?.point === 'beforeFlush') die();
        if (due && death?.point === 'power') {
          losePower(file, flushed, flushed + bytes.length, death.dice);
          die();
        }
      },
      flush: async () => {
        await inner.flush();
        if (due && death?.point === 'afterFlush') die();
        flushed = statSync(file).size;
      },
      close: () => inner.close(),
    };
  };
}

/** Of the bytes that were not flushed some are kept; a file system may have kept the new length without the new blocks. */
function losePower(file: string, flushed: number, length: number, dice: number): void {
  const kept = Math.floor(flushed + (length - flushed) * ((dice * 7) % 1));
  truncateSync(file, kept);
  if (dice > 0.5) truncateSync(file, length);
}

/** The network, which kills the window a moment after the request that it is told. */
export function mortalFetch(fetch: FetchFunction, death: Death | undefined): FetchFunction {
  if (death?.point !== 'request') return fetch;
  let requests = 0;
  return (url, init) => {
    if (++requests === death.step) setTimeout(die, death.dice * requestMs);
    return fetch(url, init);
  };
}
