import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { createApi } from '../../src/core/api/client';
import { fetch } from '../../src/core/api/nodeFetch';
import { isRepeatSafe } from '../../src/core/api/photos';
import type { FetchFunction } from '../../src/core/api/transport';
import { startSandbox, type Sandbox } from '../../src/core/sandbox';

const file = {
  bytes: Buffer.from('\x89PNG\r\n\x1a\n--not a boundary', 'latin1'),
  filename: 'roof "1".png',
  filetype: 'png',
};

describe('photos', () => {
  let sandbox: Sandbox;
  beforeEach(async () => {
    sandbox = await startSandbox();
  });
  afterEach(async () => sandbox.stop());

  const api = () =>
    createApi({ baseUrl: sandbox.baseUrl, token: sandbox.token, fetch, userAgent: 'test', random: () => 0 });
  const paths = () => sandbox.requests.map(({ path }) => path);

  it('are uploaded under the id that was made here', async () => {
    const id = randomUUID();
    const sent = await api().uploadPhoto(id, file, false);
    assert.ok(sent.ok);
    assert.equal(sent.value.id, id);
    const stored = sandbox.store.photos.get(id);
    assert.deepEqual([stored?.filename, stored?.filetype], ['roof "1".png', 'png']);
    assert.deepEqual(paths(), [`/v1/ext/photo/${id}`]);
  });

  for (const repeat of ['kept', 'refused'] as const) {
    it(`are one photo after a cut, where a repeat is ${repeat}`, async () => {
      sandbox.choose({ photoRepeat: repeat });
      sandbox.faults.next({ kind: 'cut-after-doing', route: 'photo' });
      const id = randomUUID();
      const sent = await api().uploadPhoto(id, file, false);
      assert.ok(sent.ok);
      assert.equal(sent.value.id, id);
      assert.equal(sandbox.store.photos.size, 1);
      assert.equal(paths().length, 2);
    });
  }

  it('that are refused with 409 at the first try are no success', async () => {
    sandbox.choose({ photoRepeat: 'refused' });
    const id = randomUUID();
    await api().uploadPhoto(id, file, false);
    assert.equal((await api().uploadPhoto(id, file, false)).ok, false);
    assert.equal((await api().uploadPhoto(id, file, true)).ok, true);
  });

  it('are there where a repeat is refused in words, and only then', async () => {
    const upload = async (status: number, text: string, mayBeThere: boolean) => {
      const refusing: FetchFunction = async () =>
        Promise.resolve({
          status,
          headers: { get: () => null },
          body: Readable.from([JSON.stringify({ _errors: [text] })]),
        });
      const { baseUrl } = sandbox;
      const own = createApi({ baseUrl, token: 'abcdef', fetch: refusing, userAgent: 'test' });
      const sent = await own.uploadPhoto(randomUUID(), file, mayBeThere);
      return sent.ok || !isRepeatSafe(sent.failure) ? sent.ok : 'safe to repeat';
    };
    assert.equal(await upload(400, 'A photo with this id already exists', true), true);
    assert.equal(await upload(422, 'id must be unique', true), true);
    assert.equal(await upload(400, 'A photo with this id already exists', false), 'safe to repeat');
    assert.equal(await upload(400, 'not an image', true), 'safe to repeat');
    assert.equal(await upload(400, 'The account does not exist', true), 'safe to repeat');
    assert.equal(await upload(403, 'this key exists', true), 'safe to repeat');
  });

  it('go without an id where the service knows no path with one', async () => {
    sandbox.choose({ photoWithId: 'unknown' });
    const sent = await api().uploadPhoto(randomUUID(), file, false);
    assert.ok(sent.ok);
    assert.ok(sandbox.store.photos.has(sent.value.id));
    assert.equal(paths().at(-1), '/v1/ext/photo');
  });

  it('without an id are sent once, whatever comes of it', async () => {
    sandbox.choose({ photoWithId: 'unknown' });
    sandbox.faults.next({ kind: 'delay', ms: 1, route: 'photo' });
    sandbox.faults.next({ kind: 'cut-after-doing', route: 'photo' });
    const sent = await api().uploadPhoto(randomUUID(), file, false);
    assert.ok(!sent.ok);
    assert.deepEqual([sent.failure.effect, isRepeatSafe(sent.failure)], ['unknown', false]);
    assert.equal(paths().filter(path => path === '/v1/ext/photo').length, 1);
  });

  for (const answer of ['nested', 'empty'] as const) {
    it(`have the id that was made here, where the answer is ${answer}`, async () => {
      sandbox.choose({ photoAnswer: answer });
      const id = randomUUID();
      const sent = await api().uploadPhoto(id, file, false);
      assert.equal(sent.ok && sent.value.id, id);
    });
  }

  it('never have a word of the answer for an id', async () => {
    const id = randomUUID();
    const other = randomUUID();
    const upload = async (body: unknown, isKnown: boolean) => {
      const status = (url: string) => (isKnown || !url.endsWith(id) ? 200 : 404);
      const answering: FetchFunction = async url =>
        Promise.resolve({
          status: status(url),
          headers: { get: () => null },
          body: Readable.from([JSON.stringify(body)]),
        });
      const own = createApi({
        baseUrl: sandbox.baseUrl,
        token: 'abcdef',
        fetch: answering,
        userAgent: 'test',
      });
      const sent = await own.uploadPhoto(id, file, false);
      return sent.ok ? sent.value.id : sent.failure.kind;
    };
    for (const word of ['Uploaded', { _data: 'Photo uploaded' }, { _data: { id: { $oid: 'x' } } }]) {
      assert.equal(await upload(word, true), id);
      assert.equal(await upload(word, false), 'unreadable');
    }
    for (const named of [
      other,
      { _data: other },
      { _data: [{ id: other }] },
      { _data: { photo: { id: other } } },
    ]) {
      assert.equal(await upload(named, true), other);
      assert.equal(await upload(named, false), other);
    }
  });

  it('whose id nobody tells are no success: the id is not known', async () => {
    sandbox.choose({ photoAnswer: 'empty', photoWithId: 'unknown' });
    const sent = await api().uploadPhoto(randomUUID(), file, false);
    assert.equal(sent.ok, false);
  });
});
