import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { entryAtLine } from '../../../../src/vscode/bulk/entryAtLine';

describe('the entry at a line', () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'chakra-lines-'));
  });

  after(async () => rm(folder, { recursive: true, force: true }));

  const at = async (text: string, line: number) => {
    const file = path.join(folder, 'leads.json');
    await writeFile(file, text);
    return entryAtLine(file, line);
  };

  it('is the first that begins there, else the one that the line is part of', async () => {
    const text = '[\n{"a":\n1}, {"b":2},\n{"c":"ä"}\n]';
    assert.equal(await at(text, 2), '{"a":\n1}');
    assert.equal(await at(text, 3), '{"b":2}');
    assert.equal(await at(text, 4), '{"c":"ä"}');
    assert.equal(await at('[\n{"a":\n1}]', 3), '{"a":\n1}');
    assert.equal(await at(text, 99), '{"c":"ä"}');
  });

  it('is nothing before the first entry, and in a file without entries', async () => {
    assert.equal(await at('[\n{"a":1}]', 1), undefined);
    assert.equal(await at('not json', 1), undefined);
  });
});
