import assert from 'node:assert/strict';
import { RunBook } from '../../../../src/core/bulk/book/book';
import type { Connection } from '../../../../src/core/connection';
import { sandboxConnection } from '../../../../src/core/connection';
import { EntrySet } from '../../../../src/core/bulk/entrySet';
import { confirmation, type Planned } from '../../../../src/vscode/bulk/create/confirm';
import type { RunView } from '../../../../src/vscode/bulk/types';
import { rightLead } from '../preflight/run';
import { checkedFile, listOf, production } from './checked';

async function planned(
  entries: readonly (string | object)[],
  options: {
    connection?: Connection;
    name?: string;
    more?: Partial<Planned>;
    leftOut?: readonly number[];
  } = {},
): Promise<Planned> {
  const { more, leftOut: without = [], ...rest } = options;
  const checked = await checkedFile(listOf(entries), rest);
  const leftOut = EntrySet.of(without);
  const sending = { origin: 'all', entries: checked.sets.all.minus(leftOut), leftOut } as const;
  return { checked, sending, requests: 1, earlier: [], since: 0, ...more };
}

const leads = (count: number) => Array.from({ length: count }, (_, i) => rightLead(`L-${i}`));

describe('the confirmation of a bulk create', () => {
  it('says what is sent where', async () => {
    const one = await planned(leads(3));
    assert.deepEqual(confirmation([one], sandboxConnection), {
      message: 'Create 3 processes in Lead (sandbox)? 1 request.',
      detail: '',
    });
  });

  it('is unmistakable about production, and counts what is left out', async () => {
    const one = await planned(leads(1_500), {
      connection: production,
      leftOut: [7, 8],
      more: { requests: 3 },
    });
    const { message, detail } = confirmation([one], production);
    assert.equal(
      message,
      'Create 1,498 processes in Lead (Acme, production)? 3 requests. 2 entries are left out.',
    );
    assert.match(detail, /^Acme is a PRODUCTION connection: this creates real data\./);
  });

  it('tells first ones, which the rest can follow', async () => {
    const one = await planned(leads(30), { leftOut: [0] });
    const entries = one.sending.entries.take(10);
    const { message } = confirmation(
      [{ ...one, sending: { ...one.sending, origin: 'first', entries } }],
      sandboxConnection,
    );
    assert.equal(
      message,
      'Create 10 processes in Lead (sandbox)? 1 request. 19 entries can follow afterwards. 1 entry is left out.',
    );
  });

  it('names every reason to hesitate', async () => {
    const entries = [...leads(3), rightLead('L-0'), rightLead('L-9', {}, { score: 'x' })];
    const one = await planned(entries);
    const { detail } = confirmation(
      [{ ...one, checked: { ...one.checked, unchecked: { why: 'noProcedure' } } }],
      production,
    );
    assert.match(detail, /not the active connection of this window/);
    assert.match(detail, /Nothing was checked against the config/);
    assert.match(detail, /With something wrong, and sent all the same: 1 entry\./);
    assert.match(detail, /With the primary key of an earlier entry: 1 entry\./);
  });

  it('warns of the same entries sent before, with what became of them', async () => {
    const one = await planned(leads(3));
    const book = RunBook.of({
      t: 'run',
      version: 1,
      id: 'r1',
      at: 1,
      file: { uri: 'file:///leads.json', size: 1, sha256: 'aa', entries: 3 },
      connection: { id: 'sandbox', name: 'Sandbox', kind: 'sandbox', origin: 'sandbox:' },
      procedure: { shortId: 'lead', name: 'Lead' },
      entries: '0+2',
      leftOut: '2',
      family: 'r1',
      origin: 'all',
    });
    const { sha256 } = one.checked.outcome;
    const same = RunBook.of({ ...book.run, file: { ...book.run.file, sha256 } });
    const told = (...books: RunBook[]) =>
      confirmation([{ ...one, earlier: books.map(each => ({ book: each }) as RunView) }], sandboxConnection)
        .detail;
    assert.match(
      told(same),
      /^The same content was sent there already \(.+\): 2 still under way, 1 not sent\./,
    );
    assert.match(told(same), /may create entries twice/);
    assert.match(
      told(book),
      /^This file was sent there already, with another content \(.+\): 2 still under way/,
    );
    assert.match(told(book, same, book), /^The same content [^]+This file was sent/);
  });

  it('adds up several files in one question, with a line for each', async () => {
    const files = [
      await planned(leads(2), { connection: production, name: 'a.json' }),
      await planned(leads(3), { connection: production, name: 'b [x](y).json', leftOut: [1] }),
    ];
    const { message, detail } = confirmation(files, production);
    assert.equal(
      message,
      'Create 4 processes in Lead (Acme, production), from 2 files? 2 requests. 1 entry is left out.',
    );
    assert.match(detail, /a\.json: 2 processes in Lead \(Acme, production\)\./);
    assert.doesNotMatch(detail, /\]\(/);
    assert.equal(detail.match(/PRODUCTION/g)?.length, 1);
  });
});
