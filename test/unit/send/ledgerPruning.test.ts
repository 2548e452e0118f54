import assert from 'node:assert/strict';
import { twinMs, SendLedger, type LedgerFiles, type SendRecord } from '../../../src/vscode/send/ledger';
import { pruneLedger } from '../../../src/vscode/send/ledgerPruning';

const dayMs = 86_400_000;
const today = 1_000 * dayMs;
const lead = { connectionId: 'test', procedureKey: 'lead', bodyHash: 'x' };

/** A ledger with one page for each document, written when it was sent. */
async function ledgerOf(sends: Record<string, SendRecord>) {
  const texts = new Map<string, { readonly text: string; readonly at: number }>();
  let at = 0;
  const files: LedgerFiles = {
    read: name => Promise.resolve(texts.get(name)?.text),
    write: (name, text) => Promise.resolve(void texts.set(name, { text, at })),
    remove: name => Promise.resolve(void texts.delete(name)),
    list: () => Promise.resolve([...texts.keys()]),
    changedAt: name => Promise.resolve(texts.get(name)?.at),
  };
  const ledger = new SendLedger(files);
  for (const [uri, record] of Object.entries(sends)) {
    ({ at } = record);
    await ledger.write(uri, record);
  }
  const kept = () => {
    const uris = [...texts.values()].map(({ text }) => (JSON.parse(text) as { uri: string }).uri);
    return uris.sort();
  };
  return { ledger, files, kept };
}

function created(daysAgo: number): SendRecord {
  return { ...lead, at: today - daysAgo * dayMs, state: 'created' };
}

function unknown(daysAgo: number): SendRecord {
  return { ...lead, at: today - daysAgo * dayMs, state: 'unknown' };
}

const prune = async (files: LedgerFiles, gone: readonly string[], mostPages?: number) =>
  pruneLedger({
    files,
    now: today,
    twinMs,
    isGone: uri => Promise.resolve(gone.includes(uri)),
    ...(mostPages === undefined ? {} : { mostPages }),
  });

describe('pruneLedger', () => {
  it('forgets what documents sent that are long gone, never what is unknown', async () => {
    const { files, kept } = await ledgerOf({
      'a:gone': created(91),
      'b:gone lately': created(80),
      'c:there': created(500),
      'd:unknown': unknown(500),
      'e:sending': { ...unknown(500), state: 'sending' },
    });
    await prune(files, ['a:gone', 'b:gone lately', 'd:unknown', 'e:sending']);
    assert.deepEqual(kept(), ['b:gone lately', 'c:there', 'd:unknown', 'e:sending']);
  });

  it('forgets the oldest beyond what may be kept', async () => {
    const { files, kept } = await ledgerOf({
      a: created(60),
      b: unknown(70),
      c: created(50),
      d: created(40),
      e: created(29),
    });
    await prune(files, [], 3);
    assert.deepEqual(kept(), ['b', 'd', 'e']);
    await prune(files, [], 1);
    assert.deepEqual(kept(), ['b', 'e']);
  });

  it('forgets retired sends when no twin is asked about any more', async () => {
    const { ledger, files, kept } = await ledgerOf({ a: unknown(2), b: unknown(0.5) });
    await ledger.move([]);
    for (const uri of ['a', 'b']) await ledger.retire(uri, 0);
    // The page of a retired send is as old as the retirement.
    assert.equal(kept().length, 2);
    await pruneLedger({ files, now: today + 2 * dayMs, twinMs, isGone: () => Promise.resolve(false) });
    assert.equal(kept().length, 0);
  });

  it('leaves damaged pages, and one that another window writes at this moment', async () => {
    const { files, kept } = await ledgerOf({ a: created(100), b: created(100) });
    const [first = ''] = await files.list();
    const text = (await files.read(first)) ?? '';
    await files.write(first, text.replace('"created"', '"later"'));
    const writing: LedgerFiles = {
      ...files,
      read: async name => {
        const before = await files.read(name);
        if (name !== first) await files.write(name, JSON.stringify({ uri: 'b', sends: [unknown(0)] }));
        return before;
      },
    };
    await prune(writing, ['a', 'b']);
    assert.deepEqual(kept(), ['a', 'b']);
  });
});
