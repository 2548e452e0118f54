import assert from 'node:assert/strict';
import type { LedgerFiles, SendRecord } from '../../../src/vscode/send/ledger';
import { hashOf, placeOf, SendLedger } from '../../../src/vscode/send/ledger';

/** A disk that several windows share. */
function memoryFiles() {
  const texts = new Map<string, string>();
  const times = new Map<string, number>();
  const read: string[] = [];
  const files: LedgerFiles = {
    read: name => {
      read.push(name);
      return Promise.resolve(texts.get(name));
    },
    write: (name, text) => {
      times.set(name, now);
      return Promise.resolve(void texts.set(name, text));
    },
    changedAt: name => Promise.resolve(texts.has(name) ? (times.get(name) ?? 0) : undefined),
    remove: name => Promise.resolve(void texts.delete(name)),
    list: () => Promise.resolve([...texts.keys()]),
  };
  return { ...files, texts, times, reads: () => read.splice(0).length };
}

const dayMs = 86_400_000;
let now = 0;

const uri = 'file:///team/leads/one.json';
const lead = { connectionId: 'test', procedureKey: 'id-of-lead', shortId: 'lead' };
const elsewhere = { ...lead, connectionId: 'sandbox' };
const unknown: SendRecord = { ...lead, at: 1, bodyHash: 'x', state: 'unknown' };
const created: SendRecord = { ...elsewhere, at: 2, bodyHash: 'x', state: 'created', id: 'p-1' };

describe('SendLedger', () => {
  it('keeps the last send to each place', async () => {
    const ledger = new SendLedger(memoryFiles());
    await ledger.write(uri, unknown);
    await ledger.write(uri, created);
    assert.deepEqual(await ledger.read(uri, lead), unknown);
    assert.deepEqual(await ledger.read(uri, elsewhere), created);
    assert.equal(await ledger.read(uri, { ...lead, procedureKey: 'ticket', shortId: 'ticket' }), undefined);
    const again: SendRecord = { ...lead, at: 3, bodyHash: 'y', state: 'sending' };
    await ledger.write(uri, again);
    assert.deepEqual(await ledger.all(uri), [created, again]);
    await ledger.forget(uri, lead);
    assert.deepEqual(await ledger.all(uri), [created]);
  });

  it('knows a procedure by its short id where a config without ids made the binding', async () => {
    const ledger = new SendLedger(memoryFiles());
    await ledger.write(uri, unknown);
    const binding = { connectionId: 'test', procedureKey: 'lead', shortId: 'lead', name: 'Lead' };
    assert.deepEqual(await ledger.read(uri, placeOf(binding)), unknown);
  });

  it('finds the same body that another document sent to the same place, not too long ago', async () => {
    const ledger = new SendLedger(memoryFiles());
    await ledger.write('untitled:Untitled-1', { ...unknown, at: 10 });
    await ledger.write('file:///team/older.json', { ...unknown, at: 5, state: 'created' });
    await ledger.write('file:///team/other.json', { ...unknown, at: 20, bodyHash: 'y' });
    await ledger.write(uri, { ...created, at: 30 });
    await ledger.write('file:///team/sandbox.json', { ...created, at: 40 });
    const found = await ledger.ofTwin(uri, lead, 'x', 5);
    assert.deepEqual(found, { uri: 'untitled:Untitled-1', record: { ...unknown, at: 10 } });
    assert.equal(await ledger.ofTwin(uri, lead, 'x', 11), undefined, 'too long ago');
    assert.equal(
      await ledger.ofTwin('untitled:Untitled-1', { ...lead, connectionId: 'other' }, 'x', 0),
      undefined,
    );
  });

  it('reads of other documents only what was written since', async () => {
    const files = memoryFiles();
    const ledger = new SendLedger(files);
    now = dayMs;
    for (const name of ['a', 'b', 'c']) await ledger.write(`file:///${name}`, { ...unknown, at: now });
    now = 3 * dayMs;
    await ledger.write('file:///new', { ...unknown, at: now });
    await files.write('damaged.json', '{');
    files.reads();
    assert.equal((await ledger.ofTwin(uri, lead, 'x', 2 * dayMs))?.uri, 'file:///new');
    assert.equal(files.reads(), 2);
    const refusing = { ...files, read: () => Promise.reject(new Error('EACCES')) };
    assert.equal(await new SendLedger(refusing).ofTwin(uri, lead, 'x', 0), undefined);
  });

  it('tells the sends of an untitled document, or of one that is deleted, from those of a later one of its name', async () => {
    const files = memoryFiles();
    const ledger = new SendLedger(files);
    const untitled = 'untitled:Untitled-1';
    await ledger.write(untitled, { ...unknown, at: 10, key: { attribute: 'phone', value: '555' } });
    await ledger.retire(untitled, 5);
    assert.deepEqual(await ledger.all(untitled), []);
    assert.deepEqual((await ledger.ofTwin(uri, lead, 'x', 5))?.record, { ...unknown, at: 10 });
    await ledger.retire(untitled, 20);
    assert.equal(files.texts.size, 1, 'nothing to retire, nothing to do');
    await ledger.write(untitled, { ...unknown, at: 15 });
    await ledger.retire(untitled, 20);
    assert.equal(files.texts.size, 1, 'too long ago');
  });

  it('sees what another window sent once it looks again', async () => {
    const files = memoryFiles();
    const [here, there] = [new SendLedger(files), new SendLedger(files)];
    assert.equal(await here.known(uri, lead), undefined);
    await there.write(uri, unknown);
    assert.equal(await here.known(uri, lead), undefined);
    here.lookAgain();
    assert.deepEqual(await here.known(uri, lead), unknown);
    await there.write(uri, created);
    assert.deepEqual(await here.lastKnown(uri), unknown, 'not read anew for each row');
    here.lookAgain();
    assert.deepEqual(await here.lastKnown(uri), created);
  });

  it('follows a file and a folder that are renamed', async () => {
    const ledger = new SendLedger(memoryFiles());
    await ledger.write(uri, unknown);
    await ledger.write(uri, created);
    await ledger.write('file:///team/leads-old/one.json', created);
    await ledger.move([{ from: 'file:///team/leads', to: 'file:///team/prospects' }]);
    assert.deepEqual(await ledger.all('file:///team/prospects/one.json'), [unknown, created]);
    assert.deepEqual(await ledger.all(uri), []);
    assert.deepEqual(await ledger.all('file:///team/leads-old/one.json'), [created]);
    await ledger.move([{ from: 'file:///team/prospects/one.json', to: uri }]);
    assert.deepEqual(await ledger.all(uri), [unknown, created]);
  });

  it('leaves nothing of a document that is cleared', async () => {
    const files = memoryFiles();
    const ledger = new SendLedger(files);
    await ledger.write(uri, unknown);
    await ledger.clear(uri);
    assert.equal(files.texts.size, 0);
  });

  it('takes what it cannot read for a send of which nothing is known', async () => {
    const files = memoryFiles();
    now = 7;
    await new SendLedger(files).write(uri, created);
    const [name = ''] = files.texts.keys();
    const lost = { ...lead, at: 7, bodyHash: '', state: 'unknown' };
    for (const text of [
      '',
      '{',
      '[]',
      '{"uri":1,"sends":[]}',
      '{"uri":"x","sends":[{"state":"sending"}, 1]}',
    ]) {
      files.texts.set(name, text);
      assert.deepEqual(await new SendLedger(files).read(uri, lead), lost);
    }
    // What can be read stays, and what was lost is not forgotten by the next send.
    files.texts.set(name, JSON.stringify({ uri, sends: [created, { state: 'later' }] }));
    const ledger = new SendLedger(files);
    assert.deepEqual(await ledger.read(uri, elsewhere), created);
    await ledger.write(uri, { ...created, at: 8 });
    assert.deepEqual(await ledger.read(uri, lead), lost);
    assert.equal((await ledger.read(uri, elsewhere))?.at, 8);
    await ledger.write(uri, unknown);
    assert.deepEqual(await ledger.read(uri, lead), unknown);
    await ledger.clear(uri);
    assert.equal(await ledger.read(uri, lead), undefined);
  });

  it('takes a body that was only formatted for the same one', () => {
    const hash = (text: string) => hashOf(Buffer.from(text));
    assert.equal(hash('{"a": "b c",\n"d": 1}'), hash('{ "a":"b c","d":1 }'));
    assert.notEqual(hash('{"a":"b c"}'), hash('{"a":"bc"}'));
  });
});
