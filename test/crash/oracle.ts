import { RunBook } from '../../src/core/bulk/book/book';
import { firstOf } from '../../src/core/bulk/book/fold';
import { JournalStore } from '../../src/core/bulk/journal/store';
import type { JournalRecord } from '../../src/core/bulk/records';
import type { Sandbox } from '../../src/core/sandbox';
import type { SentFile } from './file';
import { arrivals } from './service';

/** What was found to be wrong, counted as the requirement does, and in words. */
export class Findings {
  lost = 0;
  twice = 0;
  withoutVerdict = 0;
  /** Everything else: a verdict that is not true, a sum that is wrong, a body that is not the file's bytes. */
  untrue = 0;
  readonly words: string[] = [];

  add(kind: 'lost' | 'twice' | 'withoutVerdict' | 'untrue', words: string): void {
    this[kind]++;
    this.words.push(`${kind}: ${words}`);
  }
}

const neverArrived: ReadonlySet<string> = new Set(['failed', 'invalid', 'refused', 'skipped']);

/** The book of a run as its journal has it, proved record by record; undefined while the journal has no record. */
export async function readBook(
  folder: string,
  runId: string,
  found: Findings,
  log: string[],
): Promise<RunBook | undefined> {
  const store = new JournalStore(folder, { redact: text => text });
  const [summary] = await store.list();
  if (summary === undefined || summary.damaged?.reason === 'empty') return undefined;
  let book: RunBook | undefined;
  log.length = 0;
  for await (const record of store.read(runId)) {
    log.push(short(record));
    if (book === undefined) book = RunBook.of(firstOf(record));
    else book.apply(record);
    const sum = Object.values(book.tally).reduce((total, count) => total + count, 0);
    if (sum !== book.run.file.entries) found.add('untrue', `the sum is ${sum} after ${log.at(-1) ?? ''}`);
  }
  return book;
}

function short(record: JournalRecord): string {
  return JSON.stringify(record, (key, value: unknown) => (key === 'raw' ? undefined : value)).slice(0, 400);
}

/** What must hold whenever a window has just died, and at the end: nothing twice, no verdict against what is there. */
export function checkAgainst(
  sandbox: Sandbox,
  sent: SentFile,
  book: RunBook | undefined,
  found: Findings,
): void {
  for (const [entry, times] of arrivals(sandbox, sent).entries()) {
    const mark = sent.marks[entry] ?? '';
    if (times > 1) found.add('twice', `${mark} was created ${times} times`);
    if (book === undefined) {
      if (times > 0) found.add('untrue', `${mark} is there, and the journal is empty`);
      continue;
    }
    const verdict = book.verdict(entry);
    if (times === 0 && verdict === 'succeeded') found.add('lost', `${mark} has succeeded, and is not there`);
    if (times > 0 && neverArrived.has(verdict)) found.add('untrue', `${mark} is there, and ${verdict}`);
    if (times > 0 && book.unsent.has(entry)) found.add('untrue', `${mark} is there, and is to be sent`);
  }
}

/** What must hold besides when the run is over. */
export function checkEnd(book: RunBook, sent: SentFile, found: Findings): void {
  for (const entry of sent.entries.keys()) {
    const verdict = book.verdict(entry);
    const mark = sent.marks[entry] ?? '';
    if (verdict === 'pending' || verdict === 'outside') found.add('withoutVerdict', `${mark} is ${verdict}`);
    if (sent.leftOut.includes(entry) && verdict !== 'skipped') found.add('untrue', `${mark} is ${verdict}`);
  }
}

/** After a look nothing with a key of its own that is there may be in doubt. */
export function checkLook(sandbox: Sandbox, sent: SentFile, book: RunBook, found: Findings): void {
  for (const [entry, times] of arrivals(sandbox, sent).entries()) {
    const verdict = book.verdict(entry);
    const key = sent.keys[entry];
    const own = key !== undefined && sent.keys.filter(one => one === key).length === 1;
    if (times > 0 && own && verdict !== 'succeeded')
      found.add('untrue', `${sent.marks[entry] ?? ''} is there, was looked for, and is ${verdict}`);
  }
}

/** Every body that arrived is a list of the file's own bytes, in the order of the file. */
export function checkBodies({ requests }: Sandbox, sent: SentFile, found: Findings): void {
  for (const { path, body } of requests) {
    if (!path.endsWith('/bulk-create') || body === '') continue;
    let at = 1;
    let isList = body.startsWith('[') && body.endsWith(']');
    for (let entry = 0; entry < sent.entries.length && isList && at < body.length; entry++) {
      const text = sent.entries[entry] ?? '';
      if (!body.startsWith(text, at)) continue;
      at += text.length + 1;
      isList = at === body.length || body[at - 1] === ',';
    }
    if (!isList || at !== body.length) found.add('untrue', `a body of other bytes: ${body.slice(0, 200)}`);
  }
}
