import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Temporaries } from '../../../src/vscode/temporaries';

const dayMs = 86_400_000;
const fail = (error: unknown) => assert.fail(String(error));

describe('temporaries', () => {
  let folder: string;
  let temporaries: Temporaries;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'chakra-temporaries-'));
    temporaries = new Temporaries(path.join(folder, 'storage'));
  });

  afterEach(async () => rm(folder, { recursive: true, force: true }));

  const notes = async () => readdir(path.join(folder, 'storage', 'temporaries'));
  const age = async (file: string) => utimes(file, 1, 1);

  it('leave nothing when they are done', async () => {
    const temporary = await temporaries.begin(path.join(folder, 'leads.json'));
    await writeFile(temporary, '[');
    assert.equal((await notes()).length, 1);
    await temporaries.end(temporary);
    assert.deepEqual(await notes(), []);
    assert.deepEqual(await readdir(folder), ['storage']);
  });

  it('are begun and ended also where nothing can be noted', async () => {
    await writeFile(path.join(folder, 'storage'), 'no folder');
    const temporary = await temporaries.begin(path.join(folder, 'leads.json'));
    await writeFile(temporary, '[');
    await temporaries.end(temporary);
    assert.deepEqual(await readdir(folder), ['storage']);
  });

  it('of a crash are removed when nobody writes to them any more', async () => {
    const left = await temporaries.begin(path.join(folder, 'leads.json'));
    const written = await temporaries.begin(path.join(folder, 'leads.json'));
    await temporaries.begin(path.join(folder, 'never written.json'));
    await writeFile(left, '[');
    await writeFile(written, '[');
    const later = Date.now() + 2 * dayMs;
    await utimes(written, later / 1000, later / 1000);
    await temporaries.sweep(Date.now() + dayMs / 2, fail);
    assert.equal((await notes()).length, 3, 'too young');
    await temporaries.sweep(later, fail);
    assert.deepEqual((await readdir(folder)).sort(), [path.basename(written), 'storage'].sort());
    assert.equal((await notes()).length, 1);
  });

  it('are looked for in our own folders, too, and nothing else is touched', async () => {
    const drafts = path.join(folder, 'storage', 'drafts', 'ab12cd34');
    await mkdir(drafts, { recursive: true });
    const uuid = '0b6c2f5e-1111-4222-8333-444455556666';
    const names = [`Lead 1.json.${uuid}.tmp`, 'Lead 1.json', 'mine.tmp', `young.${uuid}.tmp`];
    for (const name of names) await writeFile(path.join(drafts, name), '{}');
    for (const name of names.slice(0, 3)) await age(path.join(drafts, name));
    // A note that names what is not ours.
    const mine = path.join(folder, 'mine.json');
    await writeFile(mine, '[]');
    await age(mine);
    await mkdir(path.join(folder, 'storage', 'temporaries'));
    const note = path.join(folder, 'storage', 'temporaries', `${uuid}.path`);
    await writeFile(note, mine);
    await age(note);
    await temporaries.sweep(Date.now(), fail);
    assert.deepEqual((await readdir(drafts)).sort(), names.slice(1).sort());
    assert.ok((await readdir(folder)).includes('mine.json'));
    assert.deepEqual(await notes(), []);
  });
});
