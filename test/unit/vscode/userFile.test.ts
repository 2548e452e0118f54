import assert from 'node:assert/strict';
import {
  chmod,
  chown,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type * as vscode from 'vscode';
import { Temporaries } from '../../../src/vscode/temporaries';
import { writeUserFile } from '../../../src/vscode/userFile';

/** A user and a group that own nothing. */
const nobody = 65_534;

describe('a file that the user has named', () => {
  let folder: string;
  let storage: string;
  const write = async (file: vscode.Uri) => writeUserFile(file, '{}', new Temporaries(storage));
  const at = (name: string) => {
    const fsPath = path.join(folder, name);
    return { scheme: 'file', fsPath, toString: () => `file://${fsPath}` } as unknown as vscode.Uri;
  };

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'chakra-user-file-'));
    storage = await mkdtemp(path.join(tmpdir(), 'chakra-user-file-'));
  });
  afterEach(async () => {
    for (const one of [folder, storage]) await rm(one, { recursive: true, force: true });
  });

  it('is written as a whole, in place of what was there, under a name as long as names may be', async () => {
    const long = `${'é'.repeat(120)}.schema.json`;
    for (const name of ['lead.json', long]) {
      await writeFile(path.join(folder, name), 'before');
      await write(at(name));
      assert.equal(await readFile(path.join(folder, name), 'utf8'), '{}');
    }
    assert.equal((await readdir(folder)).length, 2);
  });

  it('leaves no part of itself where it cannot be written', async () => {
    await mkdir(path.join(folder, 'lead.json', 'mine'), { recursive: true });
    await assert.rejects(write(at('lead.json')), { syscall: 'rename' });
    assert.deepEqual(await readdir(folder), ['lead.json']);
    assert.deepEqual(await readdir(path.join(folder, 'lead.json')), ['mine']);
  });

  it('is written where a link points to, and the link stays', async function () {
    if (process.platform === 'win32') this.skip();
    await writeFile(path.join(folder, 'real.json'), 'before');
    await symlink(path.join(folder, 'real.json'), path.join(folder, 'link.json'));
    await write(at('link.json'));
    assert.ok((await lstat(path.join(folder, 'link.json'))).isSymbolicLink());
    assert.equal(await readFile(path.join(folder, 'real.json'), 'utf8'), '{}');
  });

  it('is written where a link points to that leads to nothing yet, unless its folder is not there', async function () {
    if (process.platform === 'win32') this.skip();
    await mkdir(path.join(folder, 'below'));
    await symlink('below/other.json', path.join(folder, 'link.json'));
    await symlink('../real.json', path.join(folder, 'below', 'other.json'));
    await write(at('link.json'));
    for (const link of ['link.json', 'below/other.json'])
      assert.ok((await lstat(path.join(folder, link))).isSymbolicLink());
    assert.equal(await readFile(path.join(folder, 'real.json'), 'utf8'), '{}');
    await symlink('away/real.json', path.join(folder, 'far.json'));
    await assert.rejects(write(at('far.json')), { code: 'ENOENT' });
    await symlink('circle.json', path.join(folder, 'circle.json'));
    await assert.rejects(write(at('circle.json')), { code: 'ELOOP' });
    assert.deepEqual((await readdir(folder)).sort(), [
      ...['below', 'circle.json', 'far.json', 'link.json', 'real.json'],
    ]);
  });

  it('is noted until it is done, so that a crash leaves nothing of it for good', async () => {
    const temporaries = new Temporaries(storage);
    const notes = async () => readdir(path.join(storage, 'temporaries'));
    const inodes: number[] = [];
    let noted: string[] = [];
    const watched = {
      begin: async (file: string) => {
        const temporary = await temporaries.begin(file);
        noted = await notes();
        await writeFile(temporary, '');
        inodes.push((await stat(temporary)).ino);
        return temporary;
      },
      end: async (temporary: string) => temporaries.end(temporary),
    };
    await writeUserFile(at('lead.json'), '{}', watched);
    assert.equal(noted.length, 1);
    assert.deepEqual(inodes, [(await stat(path.join(folder, 'lead.json'))).ino]);
    assert.deepEqual(await notes(), []);
    await mkdir(path.join(folder, 'folder'));
    await assert.rejects(writeUserFile(at('folder'), '{}', watched));
    assert.deepEqual([await notes(), (await readdir(folder)).sort()], [[], ['folder', 'lead.json']]);
  });

  describe('that has rights', () => {
    let umask: number;
    before(function () {
      if (process.platform === 'win32') this.skip();
    });
    beforeEach(() => (umask = process.umask(0o027)));
    afterEach(() => process.umask(umask));

    /** Who may do anything is refused nothing, so as somebody else. */
    const asNobody = async (work: () => Promise<void>) => {
      const isRoot = process.geteuid?.() === 0;
      if (isRoot) process.seteuid?.(nobody);
      try {
        await work();
      } finally {
        if (isRoot) process.seteuid?.(0);
      }
    };

    it('keeps them, be they fewer or more than those of a new file, and its owner', async () => {
      const name = path.join(folder, 'lead.json');
      for (const mode of [0o600, 0o664, 0o755]) {
        await writeFile(name, 'before');
        await chmod(name, mode);
        if (process.geteuid?.() === 0) await chown(name, nobody, nobody);
        const { uid, gid, ino } = await stat(name);
        await write(at('lead.json'));
        const now = await stat(name);
        assert.deepEqual([now.mode & 0o7777, now.uid, now.gid], [mode, uid, gid]);
        assert.notEqual(now.ino, ino, 'not replaced as a whole');
      }
      await write(at('new.json'));
      assert.equal((await stat(path.join(folder, 'new.json'))).mode & 0o777, 0o640);
    });

    it('is written itself where nothing may be put beside it', async () => {
      const name = path.join(folder, 'lead.json');
      await writeFile(name, 'something longer');
      await chmod(name, 0o666);
      await chmod(folder, 0o555);
      await asNobody(async () => write(at('lead.json')));
      assert.equal(await readFile(name, 'utf8'), '{}');
      await asNobody(async () => {
        await assert.rejects(write(at('new.json')), { code: 'EACCES' });
      });
      await chmod(folder, 0o755);
      assert.deepEqual(await readdir(folder), ['lead.json']);
    });

    it('is left alone where they forbid to write it, though its folder would let it be replaced', async () => {
      const name = path.join(folder, 'lead.json');
      await writeFile(name, 'before');
      await chmod(name, 0o444);
      await chmod(folder, 0o777);
      await asNobody(async () => {
        await assert.rejects(write(at('lead.json')), { code: 'EACCES' });
      });
      assert.equal(await readFile(name, 'utf8'), 'before');
      assert.deepEqual(await readdir(folder), ['lead.json']);
    });
  });
});
