import assert from 'node:assert/strict';
import { Redactor } from '../../../src/core/api/redact';
import { parseEntry, type HistoryEnd, type HistoryFacts } from '../../../src/core/history/entry';
import { saidIn } from '../../../src/core/history/said';
import { HistoryStore } from '../../../src/core/history/store';

const day = 86_400_000;
const start = Date.UTC(2026, 4, 1);

/** A folder that several windows share. */
class Folder {
  readonly texts = new Map<string, string>();
  failAt: string | undefined;

  async list() {
    return Promise.resolve([...this.texts.keys()]);
  }

  async read(name: string) {
    return Promise.resolve(this.texts.get(name));
  }

  async write(name: string, text: string) {
    if (this.failAt !== undefined && name.endsWith(this.failAt)) throw new Error('ENOSPC');
    this.texts.set(name, text);
    return Promise.resolve();
  }

  async remove(name: string) {
    if (this.failAt !== undefined && name.endsWith(this.failAt)) throw new Error('EPERM');
    this.texts.delete(name);
    return Promise.resolve();
  }
}

let made = 0;

function store(files: Folder, { most = 200, redactor = new Redactor(), now = start } = {}) {
  return new HistoryStore({
    files,
    mostEntries: () => most,
    redact: text => redactor.redact(text),
    random: () => String(++made).padStart(8, '0'),
    now: () => now,
  });
}

const facts = (at: number): HistoryFacts => ({
  at,
  connection: { id: 'c', name: 'Acme', kind: 'test' },
  procedure: { key: 'k', shortId: 'lead', name: 'Lead' },
  document: { name: 'Lead 1.json', uri: 'chakra-draft:/Lead%201.json' },
  request: 'POST https://api.example/v1/ext/procedure/lead/process',
});

const created: HistoryEnd = {
  kind: 'created',
  text: 'Created in Lead: 1',
  durationMs: 12,
  status: 200,
  processId: '1',
};

describe('an entry of the history', () => {
  const kept = { ...facts(start), key: 'L-1', bytes: 5, outcome: created };

  it('is read from the disk as it was written, whatever became of the send', () => {
    for (const outcome of [
      { kind: 'open' },
      created,
      { ...created, kind: 'notCreated', cut: 3 },
      { ...created, kind: 'unknown' },
    ])
      assert.deepEqual(parseEntry('a', JSON.stringify({ ...kept, outcome })), { ...kept, id: 'a', outcome });
  });

  it('is nothing else', () => {
    for (const broken of [
      ...['at', 'bytes', 'connection', 'procedure', 'document', 'request', 'outcome'].map(gone => ({
        ...kept,
        [gone]: null,
      })),
      { ...kept, key: 7 },
      { ...kept, document: { name: 'a' } },
      { ...kept, connection: { ...kept.connection, kind: 1 } },
      { ...kept, outcome: { ...created, kind: 'lost' } },
      { ...kept, outcome: { ...created, text: 1 } },
      { ...kept, outcome: { ...created, durationMs: '12' } },
    ])
      assert.equal(parseEntry('a', JSON.stringify(broken)), undefined, JSON.stringify(broken));
    assert.equal(parseEntry('a', '{"at":'), undefined);
  });
});

describe('the history of sends', () => {
  it('keeps each send with its request, its answer and its outcome, the newest first', async () => {
    const folder = new Folder();
    const history = store(folder);
    const first = await history.begin(facts(start), '{ "a": 1.0 }');
    const second = await history.begin(facts(start + 1), '{ "a": "é" }');
    await history.end(first, created, '{"_data":{"id":"1"}}');
    const [open, done, ...none] = await store(folder).list();
    assert.deepEqual(none, []);
    assert.deepEqual(open, { ...facts(start + 1), id: second, outcome: { kind: 'open' }, bytes: 13 });
    assert.deepEqual(done, { ...facts(start), id: first, outcome: created, bytes: 32 });
    assert.equal(await history.request(first), '{ "a": 1.0 }');
    assert.equal(await history.answer(first), '{"_data":{"id":"1"}}');
    assert.equal(await history.answer(second), undefined);
  });

  it('sees what another window began, ended or deleted, and brings nothing back', async () => {
    const folder = new Folder();
    const [one, other] = [store(folder), store(folder)];
    const ids = await Promise.all([one.begin(facts(start), '1'), other.begin(facts(start), '2')]);
    assert.equal((await one.list()).length, 2);
    await Promise.all([one.end(ids[0], created, 'a'), other.end(ids[1], created, 'b')]);
    assert.deepEqual(
      (await one.list()).map(({ outcome }) => outcome.kind),
      ['created', 'created'],
    );
    const late = await one.begin(facts(start + 5), '3');
    await other.remove([late, ids[0]]);
    await one.end(late, created, 'c');
    assert.deepEqual(
      (await one.list()).map(({ id }) => id),
      [ids[1]],
    );
    assert.ok([...folder.texts.keys()].every(name => name.startsWith(ids[1])));
  });

  it('holds no token, wherever it stood, and says so where the payload had one', async () => {
    const folder = new Folder();
    const token = 'secret/+"\\token';
    const redactor = new Redactor();
    redactor.add(token);
    const history = store(folder, { redactor });
    const written = JSON.stringify({ note: token });
    const id = await history.begin(
      { ...facts(start), request: `POST https://x/${encodeURIComponent(token)}` },
      written,
    );
    await history.end(
      id,
      { ...created, text: `It says ${token}` },
      `Bearer ${Buffer.from(token).toString('base64')}`,
    );
    const all = JSON.stringify([...folder.texts]);
    assert.ok(!all.includes('token') && !all.includes(Buffer.from('secret').toString('base64')), all);
    assert.equal((await history.find(id))?.redacted, true);
    assert.equal(await history.request(id), '{"note":"[redacted]"}');
  });

  it('deletes the oldest beyond what may be kept, but nothing that is on its way', async () => {
    const folder = new Folder();
    const history = store(folder, { most: 3 });
    const onItsWay = await history.begin(facts(start - 1), '0');
    const lost = await history.begin(facts(start - 2 * day), 'lost');
    const ids: string[] = [];
    for (let i = 0; i < 5; i++) {
      ids.push(await history.begin(facts(start + i), `${i}`));
      await history.end(ids[i] ?? '', created, 'answer');
    }
    const left = (await history.list()).map(({ id }) => id);
    assert.deepEqual(left, [ids[4], ids[3], ids[2], onItsWay]);
    assert.equal(folder.texts.size, 3 * 3 + 2);
    assert.ok(!left.includes(lost));
  });

  it('deletes the oldest beyond 50 MB', async () => {
    const folder = new Folder();
    const history = store(folder);
    const large = 'x'.repeat(20_000_000);
    for (let i = 0; i < 4; i++)
      await history.end(await history.begin(facts(start + i), large), created, undefined);
    assert.deepEqual(
      (await history.list()).map(({ at }) => at),
      [start + 3, start + 2],
    );
  });

  it('cuts a long answer, not within a character, and says how much is missing', async () => {
    const folder = new Folder();
    const history = store(folder);
    const id = await history.begin(facts(start), '{}');
    await history.end(id, created, `${'x'.repeat(262_143)}😀y`);
    assert.equal((await history.answer(id))?.length, 262_143);
    const entry = await history.find(id);
    assert.equal(entry?.outcome.kind === 'created' && entry.outcome.cut, 3);
  });

  it('leaves an entry that can be deleted, where a deletion was interrupted', async () => {
    const folder = new Folder();
    const history = store(folder);
    const id = await history.begin(facts(start), '{}');
    await history.end(id, created, 'a');
    folder.failAt = '.request';
    await assert.rejects(history.remove([id]), /EPERM/);
    assert.equal((await history.list()).length, 1);
    folder.failAt = undefined;
    await history.remove([id]);
    assert.equal(folder.texts.size, 0);
  });

  it('clears also what cannot be read, and sweeps rests away', async () => {
    const folder = new Folder();
    const history = store(folder);
    const id = await history.begin(facts(start), '{}');
    folder.texts.set(`${id}.json`, '{ torn');
    const old = String(start - 2 * day).padStart(15, '0');
    folder.texts.set(`${old}-aaaaaaaa.request`, 'left over');
    folder.texts.set(`${old}-bbbbbbbb.json.1.tmp`, 'left over');
    assert.deepEqual(await history.list(), []);
    await history.prune();
    assert.deepEqual([...folder.texts.keys()].sort(), [`${id}.json`, `${id}.request`].sort());
    await history.clear();
    assert.equal(folder.texts.size, 0);
  });
});

describe('what an answer of the history says', () => {
  it('is read as it was when it came', () => {
    const says = [{ text: 'is not valid', field: 'phone' }];
    assert.deepEqual(saidIn('{"_errors":[{"field":"phone","message":"is not valid"}]}', 400), says);
    assert.deepEqual(
      saidIn('{"_data":{"id":"p"},"_errors":[{"field":"phone","message":"is not valid"}]}', 200),
      says,
    );
    assert.deepEqual(saidIn('{"_data":{"message":"an attribute"}}', 200), []);
    assert.deepEqual(saidIn('<html>', 502), []);
    assert.deepEqual(saidIn('{"_errors":[', 400), []);
  });
});
