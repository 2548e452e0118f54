import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { CatalogCache } from '../../src/core/catalog/cache';
import { Redactor } from '../../src/core/api/redact';
import type { Sandbox } from '../../src/core/sandbox/index';
import type { TestApi } from '../../src/extension';
import { Corrector } from '../../src/vscode/catalog/corrector';
import { CatalogService } from '../../src/vscode/catalog/service';
import { Connections } from '../../src/vscode/connections/store';
import { Tokens } from '../../src/vscode/connections/tokens';
import { Bindings } from '../../src/vscode/editor/bindings';
import { Drafts } from '../../src/vscode/editor/drafts';
import { Schemas } from '../../src/vscode/editor/schemas';
import { SharedBindings } from '../../src/vscode/editor/sharedBindings';
import { DiskFiles } from '../../src/vscode/files';
import { Checker } from '../../src/vscode/send/checker';
import { SendLedger } from '../../src/vscode/send/ledger';
import { inside } from './lib/inside';
import { leadPayload } from './lib/lead';
import type { Script } from './lib/script';
import { closeAll, connect, newScript, openDraft, run, setText, until } from './lib/world';

/** A memento that holds what another version, or somebody else, may have left. */
const mementoOf = (values: Record<string, unknown>) =>
  ({
    keys: () => Object.keys(values),
    get: (key: string) => values[key],
    update: () => Promise.resolve(),
    setKeysForSync: () => undefined,
  }) as unknown as vscode.ExtensionContext['globalState'];

describe('what a restart finds', () => {
  let api: TestApi;
  let script: Script;
  let sandbox: Sandbox;
  const held: vscode.Disposable[] = [];

  const keep = <T extends vscode.Disposable>(thing: T): T => {
    held.push(thing);
    return thing;
  };
  const storage = (name: string) => path.join(api.context.globalStorageUri.fsPath, name);

  before(async () => {
    api = await inside();
    script = await newScript();
    ({ sandbox } = await connect(script));
  });

  afterEach(() => {
    for (const one of held.splice(0)) one.dispose();
    script.done();
  });

  after(async () => {
    await closeAll();
    await sandbox.stop();
  });

  it('takes a send that a crash cut off for one of unknown outcome', async () => {
    const editor = await openDraft(script, 'Lead');
    const { uri } = editor.document;
    const text = leadPayload();
    await setText(editor, text);
    sandbox.faults.next({ kind: 'never', method: 'POST', route: 'create' });
    let left: readonly [file: string, text: string] | undefined;
    script.onProgress = abort => {
      void until('the request is there', () => sandbox.requests.some(({ body }) => body === text)).then(
        async () => {
          // What the disk holds at this moment is what a crash leaves.
          left = await newestOf(storage('sends'));
          abort.abort();
        },
      );
    };
    await run('sendPayload');
    script.onProgress = undefined;
    await script.heard(/^Cancelled after the request had gone out/);
    assert.ok(left !== undefined);
    const [record] = sendsIn(left[1]);
    assert.ok(record !== undefined);
    assert.equal(record['state'], 'sending');
    assert.deepEqual(record['key'], { attribute: 'lead_id', value: /"lead_id": "([^"]+)"/.exec(text)?.[1] });
    assert.ok(!left[1].includes('lastname') && !left[1].includes(sandbox.token));
    await writeFile(...left);

    const ledger = new SendLedger(new DiskFiles(storage('sends')));
    assert.deepEqual(await ledger.all(uri.toString()), [record]);
    const before = sandbox.requests.length;
    script.plan('confirm', /^Create one process in Lead/, undefined);
    await run('sendPayload', uri);
    assert.match(script.said.at(-1)!.detail, /what became of it is unknown.*may create it twice/);
    assert.equal(sandbox.requests.length, before);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      uri,
    );
    assert.match(lenses.at(-1)?.command?.title ?? '', /outcome unknown/);
    await run('lookForProcess', uri);
    await script.heard(/^Not found among what is visible to this key/);
  });

  it('checks before a send also while the catalog is only on the disk', async () => {
    const editor = await openDraft(script, 'Lead');
    const { uri } = editor.document;
    await setText(editor, leadPayload().replace('"score": 1.0', '"score": "7"'));
    const { bindings, connections, gateway, log } = api.services;
    const cache = new CatalogCache(new DiskFiles(storage('catalogs')));
    const schemas = keep(
      new Schemas(
        connections,
        keep(new CatalogService(gateway, cache, new Corrector(() => undefined), log)),
        log,
      ),
    );
    const findings = await new Checker(script, schemas).findings(editor.document, bindings.get(uri)!);
    assert.deepEqual(
      findings.map(({ code }) => code),
      ['type'],
    );
  });

  it('lists all drafts with their text and their binding', async () => {
    const editor = await openDraft(script, 'Ticket');
    const { uri } = editor.document;
    await setText(editor, '{ "data": { "n": 1.0 } }');
    await until('the draft is kept', async () => {
      const bytes = await vscode.workspace.fs.readFile(uri);
      return Buffer.from(bytes).toString() === editor.document.getText();
    });
    const drafts = keep(new Drafts(storage('drafts')));
    assert.deepEqual([...drafts.known()], []);
    const all = await drafts.list();
    assert.deepEqual(
      all.map(({ uri: one }) => one.toString()).sort(),
      (await api.services.drafts.list()).map(({ uri: one }) => one.toString()).sort(),
    );
    const mine = all.find(one => one.uri.toString() === uri.toString());
    assert.ok(mine !== undefined);
    assert.equal(mine.binding?.shortId, 'ticket');
    assert.equal(mine.binding.connectionId, api.services.connections.active()?.id);
    assert.equal(await readFile(drafts.file(mine.name), 'utf8'), '{ "data": { "n": 1.0 } }');
    assert.deepEqual(
      [...drafts.known()].map(one => one.toString()).sort(),
      all.map(({ uri: one }) => one.toString()).sort(),
    );
  });

  it('keeps a draft whose binding cannot be read, and skips what a crash left of a write', async () => {
    const { drafts } = api.services;
    const editor = await openDraft(script, 'Lead');
    const name = (await drafts.list()).find(
      one => one.uri.toString() === editor.document.uri.toString(),
    )!.name;
    const folder = path.dirname(drafts.file(name));
    await closeAll();
    await writeFile(path.join(folder, 'binding'), '{ "connectionId": ');
    await writeFile(`${drafts.file(name)}.0b0e.tmp`, '{ "half');
    const found = (await keep(new Drafts(storage('drafts'))).list()).filter(one => one.name.id === name.id);
    assert.equal(found.length, 1);
    assert.equal(found[0]?.binding, undefined);
    await drafts.delete(name);
  });

  it('knows which files are payloads', async () => {
    const { connections, catalogs } = api.services;
    const file = vscode.Uri.file(path.join(process.env['CHAKRA_TEST_WORKSPACE']!, 'after restart é #1.json'));
    await writeFile(file.fsPath, '{}');
    script.plan('pick', /^Use as payload/, 'Lead');
    await run('useAsPayload', file);
    const drafts = keep(new Drafts(storage('drafts')));
    const shared = keep(new SharedBindings(connections, catalogs));
    const bindings = keep(new Bindings(api.context.globalState, drafts, shared, api.services.log));
    assert.equal(bindings.get(file)?.shortId, 'lead');
    assert.deepEqual(bindings.get(file), api.services.bindings.get(file));
    await run('stopUsingAsPayload', file);
    assert.equal(bindings.get(file), undefined);
  });

  it('has the connections, the active one and its token', async () => {
    const { globalState, workspaceState, secrets } = api.context;
    const connections = keep(new Connections(globalState, workspaceState, undefined));
    const active = connections.active();
    assert.ok(active !== undefined);
    assert.deepEqual(active, api.services.connections.active());
    assert.deepEqual(connections.list(), api.services.connections.list());
    const tokens = keep(new Tokens(secrets, new Redactor()));
    assert.equal(await tokens.get(active), sandbox.token);
    // Whatever the stored connection says, a token stays with the origin it was typed for.
    for (const origin of ['https://evil.example', `${active.origin}.evil.example`, ''])
      assert.equal(await tokens.get({ ...active, origin, baseUrl: origin }), undefined, origin);
  });

  it('leaves out stored connections that no command of ours can have made', () => {
    const good = {
      id: 'a',
      name: 'A',
      baseUrl: 'https://a.example',
      origin: 'https://a.example',
      kind: 'test',
    };
    const bad = [
      { ...good, origin: 'https://b.example' },
      { ...good, baseUrl: 'http://a.example', origin: 'http://a.example' },
      { ...good, baseUrl: 'https://user:word@a.example' },
      { ...good, kind: 'sandbox' },
      { ...good, id: 7 },
      null,
      'https://a.example',
    ];
    for (const stored of [[...bad, good], { 0: good }, 'x', undefined]) {
      const found = keep(
        new Connections(mementoOf({ 'chakra.connections': stored }), mementoOf({}), undefined),
      ).own();
      assert.deepEqual(found, Array.isArray(stored) ? [good] : []);
    }
  });
});

/** The file of a folder that was written last, and its text. */
async function newestOf(folder: string): Promise<[file: string, text: string]> {
  const texts = await Promise.all(
    (await readdir(folder))
      .filter(name => name.endsWith('.json'))
      .map(async (name): Promise<[string, string]> => {
        const file = path.join(folder, name);
        return [file, await readFile(file, 'utf8')];
      }),
  );
  const at = ([, text]: readonly [string, string]) =>
    Math.max(...sendsIn(text).map(send => Number(send['at'])));
  const newest = texts.sort((a, b) => at(b) - at(a))[0];
  assert.ok(newest !== undefined);
  return newest;
}

/** What a file of the ledger says of the sends of a document. */
function sendsIn(text: string): readonly Record<string, unknown>[] {
  return (JSON.parse(text) as { sends: Record<string, unknown>[] }).sends;
}
