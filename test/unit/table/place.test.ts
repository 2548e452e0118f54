import assert from 'node:assert/strict';
import { link, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { freePlace, publish } from '../../../src/vscode/table/place';

describe('the file that a payload of a table is written to', () => {
  let folder: string;
  const at = (name: string) => path.join(folder, name);
  const placeAt = (name: string, isAgreed = false) => ({ file: vscode.Uri.file(at(name)), isAgreed });
  const files = async () => {
    const names = (await readdir(folder)).sort();
    return Promise.all(names.map(async name => `${name}: ${await readFile(at(name), 'utf8')}`));
  };
  const noLinks = async () => Promise.reject(Object.assign(new Error('EPERM'), { code: 'EPERM' }));

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'chakra-place-'));
    await writeFile(at('mine.tmp'), 'mine');
  });
  afterEach(async () => rm(folder, { recursive: true, force: true }));

  /** As the command does it: the next free name where the one that was shown is taken by then. */
  const published = async (linkFile?: (from: string, to: string) => Promise<void>) => {
    const table = vscode.Uri.file(at('odd.csv'));
    for (let now = await freePlace(table); ; now = await freePlace(table))
      if (await publish(at('mine.tmp'), now, linkFile)) return path.basename(now.file.fsPath);
  };

  it('is the next free one where another run takes the name at the last moment', async () => {
    let first = true;
    const name = await published(async (from, to) => {
      if (first) await writeFile(to, 'of the other run');
      first = false;
      await link(from, to);
    });
    assert.equal(name, 'odd-2.json');
    assert.deepEqual(await files(), ['odd-2.json: mine', 'odd.json: of the other run']);
  });

  it('never replaces what came meanwhile on a disk without links', async () => {
    let first = true;
    const name = await published(async (_, to) => {
      if (first) await writeFile(to, 'of the other run');
      first = false;
      await noLinks();
    });
    assert.equal(name, 'odd-2.json');
    assert.deepEqual(await files(), ['odd-2.json: mine', 'odd.json: of the other run']);
  });

  it('is there once where two runs publish at the same time, with links and without', async () => {
    for (const linkFile of [undefined, noLinks]) {
      const tmp = ['a', 'b', 'c'].map(name => at(`${name}.tmp`));
      for (const file of tmp) await writeFile(file, 'x');
      const place = placeAt(linkFile === undefined ? 'links.json' : 'none.json');
      const done = await Promise.all(tmp.map(async file => publish(file, place, linkFile)));
      assert.deepEqual(done.filter(Boolean), [true]);
    }
  });

  it('is taken for published where the disk did it and says that the name is taken', async () => {
    const name = await published(async (from, to) => {
      await link(from, to);
      await link(from, to);
    });
    assert.equal(name, 'odd.json');
    assert.equal(await readFile(at('odd.json'), 'utf8'), 'mine');
  });

  it('leaves no empty file where it cannot be renamed', async () => {
    await rm(at('mine.tmp'));
    await assert.rejects(publish(at('mine.tmp'), placeAt('odd.json'), noLinks), { code: 'ENOENT' });
    assert.deepEqual(await files(), []);
  });

  it('replaces what is there only where that was agreed on', async () => {
    await writeFile(at('odd.json'), 'before');
    assert.equal(await publish(at('mine.tmp'), placeAt('odd.json')), false);
    assert.equal(await publish(at('mine.tmp'), placeAt('odd.json', true)), true);
    assert.deepEqual(await files(), ['odd.json: mine']);
    await mkdir(at('folder.json'));
    await assert.rejects(publish(at('odd.json'), placeAt('folder.json', true)), { syscall: 'rename' });
  });
});
