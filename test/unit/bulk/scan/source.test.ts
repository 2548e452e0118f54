import assert from 'node:assert/strict';
import { mkdtemp, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openFile } from '../../../../src/core/bulk/scan/source';

describe('bulk entries: the file on the disk', () => {
  it('has changed also when its size and its time are what they were', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'chakra-source-'));
    const file = path.join(folder, 'leads.json');
    await writeFile(file, '[{"a":1}]');
    const source = await openFile(file);
    try {
      assert.equal(await source.changed(), false);
      const { atime, mtime } = await stat(file);
      await utimes(file, atime, mtime);
      const before = await openFile(file);
      await writeFile(file, '[{"a":2}]');
      await utimes(file, atime, mtime);
      assert.equal(await before.changed(), true);
      await before.close();
    } finally {
      await source.close();
      await rm(folder, { recursive: true });
    }
  });
});
