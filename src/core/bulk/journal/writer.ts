import type { JournalRecord } from '../records';
import { JournalFailed, LockLost, type Journal } from './journal';
import { encodeLine } from './line';
import { redactRecord } from './redactRecord';

/** A file that is written at its end. */
export interface AppendFile {
  /** Writes all bytes, or rejects. */
  append(bytes: Uint8Array): Promise<void>;
  /** Resolves when everything written is on disk. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

export interface WriterOptions {
  /** Takes secrets out of what the service said. */
  readonly redact: (text: string) => string;
  /** How many lines the file has. */
  readonly lines: number;
  /** Whether this process still drives the run. */
  readonly mayWrite?: () => Promise<boolean>;
}

interface Waiting {
  readonly line: Uint8Array;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** Writes records; those that come while others are being flushed go together in the next flush. */
export class JournalWriter implements Journal {
  #waiting: Waiting[] = [];
  #running: Promise<void> | undefined;
  #failure: Error | undefined;
  #closing: Promise<void> | undefined;
  #lines: number;

  constructor(
    private readonly file: AppendFile,
    private readonly options: WriterOptions,
  ) {
    this.#lines = options.lines;
  }

  append(record: JournalRecord): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#failure !== undefined) throw this.#failure;
      if (this.#closing !== undefined) throw new JournalFailed(new Error('closed'));
      const line = encodeLine(redactRecord(record, this.options.redact), this.#lines + 1);
      this.#lines++;
      this.#waiting.push({ line, resolve, reject });
      this.#running ??= this.#run();
    });
  }

  close(): Promise<void> {
    this.#closing ??= (async () => {
      await this.#running;
      await this.file.close();
    })();
    return this.#closing;
  }

  async #run(): Promise<void> {
    // Those who append in the same turn share this flush, too.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      try {
        await this.#write(batch.map(({ line }) => line));
        for (const { resolve } of batch) resolve();
      } catch (error) {
        // Part of the batch may be on disk. Nothing is written after it: the reader sees a torn tail, not a hole.
        const failure = error instanceof LockLost ? error : new JournalFailed(error);
        this.#failure = failure;
        for (const { reject } of [...batch, ...this.#waiting.splice(0)]) reject(failure);
      }
    }
    this.#running = undefined;
  }

  async #write(lines: readonly Uint8Array[]): Promise<void> {
    await this.#checkLock();
    await this.file.append(lines.length === 1 && lines[0] !== undefined ? lines[0] : Buffer.concat(lines));
    await this.file.flush();
    // A flush can take long; who waits for it is about to send.
    await this.#checkLock();
  }

  async #checkLock(): Promise<void> {
    if ((await this.options.mayWrite?.()) === false) throw new LockLost('Another process drives this run');
  }
}
