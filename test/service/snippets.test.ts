import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { processPath } from '../../src/core/api/path';
import { isArray, type Json } from '../../src/core/json';
import type { Sandbox } from '../../src/core/sandbox';
import { startSandbox } from '../../src/core/sandbox';
import { snippets } from '../../src/core/snippets/languages';
import { bodies } from '../unit/snippets/bodies';
import { isThere, tools } from './lib/languages';

/**
 * All languages that have a tool on Debian, whether it is on this machine or not: `npm run languages`. By itself: those that are here
 * and start at once; of the others the golden files are held (test/unit/snippets).
 */
const all = process.env['CHAKRA_LANGUAGES'] === 'all';

describe('a request copied as', function () {
  this.timeout(180_000);
  let sandbox: Sandbox;
  let folder: string;

  beforeEach(async () => {
    sandbox = await startSandbox({ jobsByHand: true, choices: { duplicateKey: 'refused' } });
    folder = await mkdtemp(path.join(tmpdir(), 'chakra-languages-'));
  });

  afterEach(async () => {
    await sandbox.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** Sends every body by what `send` does with a snippet; the sandbox must have got those bytes, once, and made just that. */
  const sendAll = async (id: string, send: (text: string, name: string) => Promise<void>) => {
    const snippet = snippets.find(one => one.id === id);
    assert.ok(snippet);
    for (const [name, body] of Object.entries(bodies)) {
      const isBulk = name === 'many';
      const target = isBulk ? processPath('lead', 'bulk-create') : processPath('lead');
      const text = snippet.write({ url: sandbox.baseUrl + target, body });
      assert.ok(!text.includes(sandbox.token));
      const { requests, store } = sandbox;
      const [sent, size] = [requests.length, store.size];
      await send(text, name);
      assert.equal(requests.length, sent + 1, `${name}: one request`);
      const seen = requests.at(-1);
      assert.equal(seen?.body, body, name);
      assert.equal(
        Number(seen.headers['content-length']),
        Buffer.byteLength(body),
        `${name}: the same bytes`,
      );
      assert.equal(seen.path, target);
      assert.equal(seen.headers['content-type'], 'application/json');
      sandbox.workOn(10);
      const value = JSON.parse(body) as Json;
      const expected = (isArray(value) ? value : [value]) as { lead_id?: string; data: object }[];
      assert.deepEqual(
        store
          .processes()
          .slice(size)
          .map(({ data }) => data),
        expected.map(({ lead_id, data }) => (lead_id === undefined ? data : { lead_id, ...data })),
      );
    }
  };

  for (const { id, name, ending } of snippets) {
    const tool = tools[id];
    if (tool === undefined || !(all || (tool.quick && isThere(tool)))) continue;
    it(`${name} creates exactly that process`, async () => {
      assert.ok(isThere(tool), `not on this machine: ${tool.needs.join(', ')} (${tool.debian.join(' ')})`);
      const env = { ...process.env, CHAKRA_TOKEN: sandbox.token, NO_PROXY: '127.0.0.1' };
      await sendAll(id, async (text, body) => {
        const file = path.join(folder, `${body}.${ending}`);
        await writeFile(file, text);
        for (const command of tool.commands(file)) await run(command, folder, env);
      });
    });
  }

  it('HTTP creates exactly that process', async () => {
    await sendAll('http', async text => {
      const [head = '', ...body] = text.split('\n\n');
      const [request = '', ...lines] = head
        .replace('{{$processEnv CHAKRA_TOKEN}}', sandbox.token)
        .split('\n');
      const [method = '', url = ''] = request.split(' ');
      const headers = Object.fromEntries(lines.map(line => line.split(': ', 2) as [string, string]));
      const response = await fetch(url, { method, headers, body: body.join('\n\n') });
      assert.equal(response.status, 200);
    });
  });
});

/** Runs a program to its end; rejects with what it said where it failed. */
async function run(
  [program, ...args]: readonly [string, ...string[]],
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  await new Promise<void>((resolve, reject) =>
    execFile(program, args, { cwd, env }, (error, stdout, stderr) => {
      if (error === null) resolve();
      else reject(new Error(`${error.message.slice(0, 500)}\n${stdout}${stderr}`));
    }),
  );
}
