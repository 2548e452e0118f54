import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { scan } from '../../../../src/core/bulk/scan/scan';
import { openFile } from '../../../../src/core/bulk/scan/source';
import { withPlaces } from '../../../../src/vscode/bulk/places';
import { entryAtLine } from '../../../../src/vscode/bulk/entryAtLine';

describe('the entry at a line', () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'chakra-lines-'));
  });

  after(async () => rm(folder, { recursive: true, force: true }));

  const at = async (text: string, line: number, column?: number) => {
    const file = path.join(folder, 'leads.json');
    await writeFile(file, text);
    return entryAtLine(file, line, column);
  };

  it('is the first that begins there, else the one that the line is part of', async () => {
    const text = '[\n{"a":\n1}, {"b":2},\n{"c":"ä"}\n]';
    assert.equal(await at(text, 2), '{"a":\n1}');
    assert.equal(await at(text, 3), '{"b":2}');
    assert.equal(await at(text, 4), '{"c":"ä"}');
    assert.equal(await at('[\n{"a":\n1}]', 3), '{"a":\n1}');
    assert.equal(await at(text, 99), '{"c":"ä"}');
  });

  it('is the one at the column, where several begin in a line', async () => {
    const entries = ['{"a":"😀ä"}', '{"b":2}', '{"c":3}'];
    const text = `\uFEFF[ ${entries.join(',')},\n{"d":4}]`;
    for (const entry of entries) {
      const column = text.indexOf(entry);
      assert.equal(await at(text, 1, column), entry);
      assert.equal(await at(text, 1, column + 3), entry);
    }
    assert.equal(await at(text, 1, 1_000), entries[2]);
    assert.equal(await at(text, 2, 5), '{"d":4}');
  });

  it('is what a report names, wherever entries begin', async () => {
    const text = '[{"a":1}, {"b":2},\n  {"c":3}]';
    const file = path.join(folder, 'named.json');
    await writeFile(file, text);
    const source = await openFile(file);
    const scanned = await scan(source);
    assert.ok(scanned.ok);
    const { index } = scanned;
    const named = (of: typeof source | undefined) =>
      withPlaces({ index, source: of }, place => `${place(2)}; ${place(1)}, ${place(0)}, ${place(1)}`);
    assert.equal(await named(source), 'line 2:3; line 1:11, line 1:2, line 1:11');
    await source.close();
    assert.equal(await named(undefined), 'line 2; line 1, line 1, line 1');
    assert.equal(await named(source), 'line 2; line 1, line 1, line 1');
  });

  it('is nothing before the first entry, and in a file without entries', async () => {
    assert.equal(await at('[\n{"a":1}]', 1), undefined);
    assert.equal(await at('not json', 1), undefined);
  });
});
