import assert from 'node:assert/strict';
import { CatalogCache } from '../../../src/core/catalog/cache';
import { withUsers } from '../../../src/core/catalog/users';
import { MemoryFiles } from './memoryFiles';
import { read, readUsers } from './reading';
import { configOf } from './shapes';
import { plainShape } from './switches';

const ORIGIN = 'https://api.example';
const users = readUsers([{ id: 'u1', username: 'sam', displayName: 'Sam' }]);
const catalog = withUsers(read({ ...(configOf(plainShape) as object), extra: [] }), users, true);

describe('CatalogCache', () => {
  let files: MemoryFiles;
  let cache: CatalogCache;
  beforeEach(() => {
    files = new MemoryFiles();
    cache = new CatalogCache(files);
  });
  const load = (id = 'one', origin = ORIGIN) => cache.load(id, origin);
  const saved = async (): Promise<[string, string]> => {
    await cache.save('one', ORIGIN, catalog);
    const [[name, text] = ['', '']] = files.files;
    return [name, text];
  };

  it('gives back what was saved, to the same connection and origin only', async () => {
    await saved();
    assert.deepEqual(await load(), catalog);
    assert.equal(await load('two'), undefined);
    assert.equal(await load('one', 'https://other.example'), undefined);
  });

  it('keeps what could not be resolved', async () => {
    const poor = read({
      procedures: [{ shortId: 'lead', attributes: ['x', { id: 'y' }], states: [{ name: 'No id' }] }, 3],
    });
    await cache.save('one', ORIGIN, poor);
    assert.ok(poor.unresolved.length > 0);
    assert.deepEqual(await load(), poor);
  });

  it('does not believe a torn file, wherever it is torn', async () => {
    const [name, text] = await saved();
    for (let end = 0; end < text.length; end += Math.ceil(text.length / 200)) {
      files.files.set(name, text.slice(0, end));
      assert.equal(await load(), undefined, `torn at ${end}`);
    }
    files.files.set(name, text.slice(0, -1));
    assert.equal(await load(), undefined);
    files.files.set(name, `${text}{}\n`);
    assert.equal(await load(), undefined);
  });

  it('does not believe another version or another shape', async () => {
    const [name, text] = await saved();
    const changes: readonly (readonly [string, string])[] = [
      ['"version":1', '"version":2'],
      ['"format":"chakra-catalog"', '"format":"other"'],
      ['"fetchedAt":', '"fetched":'],
      ['"required":true', '"required":"yes"'],
      ['"name":"Lead"', '"name":null'],
      ['"isActive":true', '"isActive":1'],
      ['"role":"start"', '"role":"first"'],
      ['"value":"WEB"', '"value":["WEB"]'],
    ];
    for (const [before, after] of changes) {
      assert.ok(text.includes(before), before);
      files.files.set(name, text.replace(before, after));
      assert.equal(await load(), undefined, after);
    }
    for (const foreign of ['', '\n', 'null\n', '[]\n', '{}\n', 'hello', '\u0000\u0000']) {
      files.files.set(name, foreign);
      assert.equal(await load(), undefined, foreign);
    }
  });

  it('does not throw when the file cannot be read, but tells when it cannot be written', async () => {
    files.failure = new Error('disk');
    assert.equal(await load(), undefined);
    await assert.rejects(cache.save('one', ORIGIN, catalog), /disk/u);
    files.failure = undefined;
    await saved();
    assert.deepEqual(await load(), catalog);
  });

  it('removes also what a save under way would write', async () => {
    const saving = cache.save('one', ORIGIN, catalog);
    const removing = cache.remove('one');
    await Promise.all([saving, removing]);
    assert.equal(files.files.size, 0);
    assert.equal(await load(), undefined);
  });

  it('gives each connection a file name that every file system takes', async () => {
    for (const id of ['a', 'A', '../a', 'a/b', 'a\\b', 'CON:é', '_41_'])
      await cache.save(id, ORIGIN, catalog);
    const names = [...files.files.keys()];
    assert.equal(new Set(names.map(name => name.toLowerCase())).size, 7);
    assert.ok(
      names.every(name => /^catalog-[a-z0-9_-]+\.jsonl$/u.test(name)),
      names.join(' '),
    );
  });
});
