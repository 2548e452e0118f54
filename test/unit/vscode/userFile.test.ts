import assert from 'node:assert/strict';
import { lstat, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type * as vscode from 'vscode';
import { writeUserFile } from '../../../src/vscode/userFile';

describe('a file that the user has named', () => {
  let folder: string;
  const at = (name: string) => {
    const fsPath = path.join(folder, name);
    return { scheme: 'file', fsPath, toString: () => `file://${fsPath}` } as unknown as vscode.Uri;
  };

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'chakra-user-file-'));
  });
  afterEach(async () => rm(folder, { recursive: true, force: true }));

  it('is written as a whole, in place of what was there, under a name as long as names may be', async () => {
    const long = `${'é'.repeat(120)}.schema.json`;
    for (const name of ['lead.json', long]) {
      await writeFile(path.join(folder, name), 'before');
      await writeUserFile(at(name), '{}');
      assert.equal(await readFile(path.join(folder, name), 'utf8'), '{}');
    }
    assert.equal((await readdir(folder)).length, 2);
  });

  it('leaves no part of itself where it cannot be written', async () => {
    await mkdir(path.join(folder, 'lead.json', 'mine'), { recursive: true });
    await assert.rejects(writeUserFile(at('lead.json'), '{}'), { syscall: 'rename' });
    assert.deepEqual(await readdir(folder), ['lead.json']);
    assert.deepEqual(await readdir(path.join(folder, 'lead.json')), ['mine']);
  });

  it('is written where a link points to, and the link stays', async function () {
    if (process.platform === 'win32') this.skip();
    await writeFile(path.join(folder, 'real.json'), 'before');
    await symlink(path.join(folder, 'real.json'), path.join(folder, 'link.json'));
    await writeUserFile(at('link.json'), '{}');
    assert.ok((await lstat(path.join(folder, 'link.json'))).isSymbolicLink());
    assert.equal(await readFile(path.join(folder, 'real.json'), 'utf8'), '{}');
  });
});
