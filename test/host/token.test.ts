import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { inspect } from 'node:util';
import * as vscode from 'vscode';
import type { Sandbox } from '../../src/core/sandbox/index';
import { startSandbox } from '../../src/core/sandbox/index';
import type { TestApi } from '../../src/extension';
import type { CommandName } from '../../src/vscode/commands/ids';
import { commandNames } from '../../src/vscode/commands/ids';
import type { Manner } from './lib/echo';
import { echoing } from './lib/echo';
import { inside } from './lib/inside';
import { leadPayload } from './lib/lead';
import { itOnce } from './lib/once';
import { record } from './lib/recorder';
import type { Script } from './lib/script';
import type { Place } from './lib/secret';
import { filesBelow, Secret } from './lib/secret';
import type { Service } from './lib/service';
import { startService } from './lib/service';
import { closeAll, newScript, setText, until } from './lib/world';

/** The first of some options that is offered. */
const choose =
  (...wanted: string[]) =>
  (options: readonly string[]) =>
    wanted.find(one => options.some(option => option.includes(one)));

const lead = '/v1/ext/procedure/lead/process';

describe('the token', () => {
  const secret = new Secret();
  const refused = new Secret();
  const other = new Secret();
  const workspace = process.env['CHAKRA_TEST_WORKSPACE']!;
  const driven = new Set<CommandName>();
  let api: TestApi;
  let script: Script;
  let said: string[];
  let sandbox: Sandbox;
  let service: Service;
  let elsewhere: Service;
  let embedded: string;
  let manner: Manner = 'plain';

  before(async () => {
    api = await inside();
    await listen();
    sandbox = await startSandbox({ token: secret.token, choices: { createAnswer: 'process' } });
    elsewhere = await startService(() => ({}));
    service = await startService(echoing(sandbox, secret, () => manner, elsewhere.baseUrl));
    embedded = (await api.services.sandbox.start()).token;
  });

  after(async () => {
    await closeAll();
    await Promise.all([sandbox.stop(), service.stop(), elsewhere.stop()]);
    await newScript();
  });

  /** A new script in the user's place, and all that is said to it written down. */
  const listen = async () => {
    script = await newScript();
    said = record(api.ui, script);
  };

  /** What was searched already: most of what can be seen stays as it is from one command to the next. */
  const clean = new Set<string>();

  /** Fails where any token of this test, or the sandbox's own, stands in a text. */
  const searchIn = (places: Iterable<Place>, when: string) => {
    for (const [name, text] of places) {
      if (clean.has(text)) continue;
      for (const one of [secret, refused, other]) {
        const found = one.foundIn(text);
        if (found === undefined) continue;
        const at = text.indexOf(found);
        assert.fail(`${when}: the token is in ${name}: …${text.slice(Math.max(0, at - 80), at + 40)}…`);
      }
      assert.ok(!text.includes(embedded), `${when}: the token of the sandbox is in ${name}`);
      clean.add(text);
    }
  };

  /** What the user, another extension or a later start could read. */
  async function* visible(): AsyncGenerator<Place> {
    const { context, services } = api;
    yield ['the clipboard', await vscode.env.clipboard.readText()];
    yield ['a message', said.splice(0).join('\n')];
    for (const document of vscode.workspace.textDocuments)
      yield [document.uri.toString(), `${document.uri.toString(true)}\n${document.getText()}`];
    for (const [uri, problems] of vscode.languages.getDiagnostics())
      yield [`Problems of ${uri.toString()}`, inspect(problems, { depth: 6 })];
    const { view } = services.tree;
    yield ['the view', inspect([view.title, view.message, view.description])];
    yield [
      'the tabs',
      inspect(
        vscode.window.tabGroups.all.map(({ tabs }) => tabs),
        { depth: 4 },
      ),
    ];
    for (const memento of [context.globalState, context.workspaceState])
      for (const key of memento.keys()) yield [key, `${key} ${JSON.stringify(memento.get(key))}`];
  }

  /** What the extension keeps on the disk. */
  async function* stored(): AsyncGenerator<Place> {
    const { globalStorageUri, storageUri } = api.context;
    yield* await filesBelow(globalStorageUri.fsPath);
    if (storageUri !== undefined) yield* await filesBelow(storageUri.fsPath);
  }

  const search = async (places: AsyncIterable<Place>, when: string) => {
    for await (const place of places) searchIn([place], when);
  };

  /** Runs a command as the table has it and looks everywhere afterwards. */
  const drive = async (name: CommandName, ...args: unknown[]) => {
    driven.add(name);
    const when = `${manner}, ${name}`;
    const result: unknown = await vscode.commands.executeCommand(`chakra.${name}`, ...args);
    searchIn([['the result', inspect(result, { depth: 5, maxStringLength: Infinity })]], when);
    await search(visible(), when);
  };

  async function* tree(): AsyncGenerator<Place> {
    const provider = api.services.tree;
    const walk = async function* (
      nodes: Awaited<ReturnType<typeof provider.getChildren>>,
    ): AsyncGenerator<Place> {
      for (const node of nodes) {
        yield [
          'a row of the tree',
          inspect(provider.getTreeItem(node), { depth: 5, maxStringLength: Infinity }),
        ];
        yield* walk(await provider.getChildren(node));
      }
    };
    yield* walk(await provider.getChildren());
  }

  async function* payload(uri: vscode.Uri): AsyncGenerator<Place> {
    const lenses: unknown = await vscode.commands.executeCommand('vscode.executeCodeLensProvider', uri);
    yield ['a code lens', inspect(lenses, { depth: 5 })];
    const { bindings, schemas } = api.services;
    for (const [, binding] of bindings.all()) yield ['a schema', schemas.text(schemas.idOf(binding)) ?? ''];
    const completions: unknown = await vscode.commands.executeCommand(
      'vscode.executeCompletionItemProvider',
      uri,
      new vscode.Position(0, 12),
    );
    yield [
      'completions',
      inspect(completions, { depth: 6, maxArrayLength: null, maxStringLength: Infinity }),
    ];
  }

  /** Does something while the service answers in another manner. */
  const as = async (other: Manner, work: () => Promise<void>) => {
    const meant = manner;
    manner = other;
    await work();
    manner = meant;
  };

  /**
   * Commands in an order that makes sense: all of the table, or those that make requests or show what came of them.
   */
  const round = async (all: boolean) => {
    const driveLocal = async (...command: Parameters<typeof drive>) => {
      if (all) await drive(...command);
    };
    const name = `Echo ${manner}`;
    const file = path.join(workspace, `token-${manner}.json`);
    await writeFile(file, leadPayload());
    const photo = path.join(workspace, 'token-photo.gif');
    await writeFile(photo, 'GIF89a');
    const procedure = choose('Lead');
    await listen();
    script
      .allow('info', /./, choose('Open Answer', 'Open What Was Found'))
      .allow('confirm', /could not be checked|refused/, choose('Keep It'))
      .allow('warn', /./, choose('Copy Id', 'Open What Was Found'))
      .allow('error', /./, choose('Open Answer'))
      .allow('pick', /procedure\?$/, procedure)
      .allow('pick', /^Copy the request as/, 'Shell')
      .allow('pick', /(which send|from the history|which template)\?$/, options => options[0])
      .allow('pick', /before sending$/, choose('Send Anyway'))
      .allow('pick', /before this can be sent$/, undefined)
      .allow('pick', /which connection\?$/, name)
      .allow('pick', /draft\?$/, procedure)
      .allow('live', /^Date and time/, 'tomorrow 09:00')
      .allow('pick', /^A date for/, 'call_back_at')
      .allow('pick', /^Write the date/, undefined)
      .allow('pick', /^A photo for/, 'roof_photos')
      .allow('file', /^Photos for/, photo)
      .allow('live', /^Find a process/, 'All that is visible')
      .allow('live', /^Lead/, '')
      .allow('pick', /^Connection of this window/, name)
      .allow('confirm', /./, choose('Create', 'Delete', 'Remove', 'Stop Sending', 'Give Up', 'Send'))
      .allow('pick', /entr(y|ies)( for |$)/, choose('Send all'))
      .allow('file', /./, path.join(workspace, `token-${manner}-out.json`))
      .allow('input', /^Background job/, 'some-job')
      .allow('input', /^Token/, secret.token)
      .allow('input', /^Base URL/, service.baseUrl)
      .allow('pick', /^Kind/, 'Test')
      .allow('input', /^Name/, name)
      .allow('input', /^Fetch a process/, 'some-id')
      .allow('input', /^Filter/, 'lead')
      .allow('pick', /: columns to /, 'Make the Payload')
      .allow('input', /template/, 'Template of a test')
      .allow('pick', /./, undefined);

    await drive('addConnection');
    const connection = api.services.connections.active();
    assert.equal(connection?.name, name);
    const kept = await api.context.secrets.get(`chakra.token:${connection.id}`);
    assert.ok(kept !== undefined && secret.foundIn(kept) !== undefined, 'the token is in SecretStorage');

    await drive('testConnection');
    await drive('refreshCatalog');
    // Where this manner gives no config, the one of the plain manner stands in its place.
    if (api.services.catalogs.peek(connection).catalog === undefined) {
      await as('plain', async () => drive('refreshCatalog'));
      await drive('refreshCatalog');
    }
    await search(tree(), manner);
    await driveLocal('filterProcedures');
    await driveLocal('clearFilter');
    await driveLocal('copyShortId', (await api.services.tree.getChildren())[0]);
    await driveLocal('correctAttribute');
    await driveLocal('showChanges');

    await drive('createProcess');
    const editor = vscode.window.activeTextEditor!;
    await setText(editor, leadPayload());
    await drive('checkPayload');
    await driveLocal('showRequest', editor.document.uri);
    await driveLocal('copyAs', editor.document.uri);
    await driveLocal('insertDate');
    await drive('uploadPhoto', editor.document.uri);
    await drive('sendPayload', editor.document.uri);
    await search(payload(editor.document.uri), manner);
    await drive('openResponse');
    await drive('copyProcessId', editor.document.uri);
    await drive('fetchAgain', vscode.window.activeTextEditor?.document.uri);
    await drive('compareWithSent', vscode.window.activeTextEditor?.document.uri);
    await as('pages', async () => drive('sendPayload', editor.document.uri));
    await drive('lookForProcess', editor.document.uri);
    await drive('fetchProcess');
    await drive('findProcess');
    await driveLocal('payloadFromProcess');

    await bulk(driveLocal);

    await driveLocal('useAsPayload', vscode.Uri.file(file));
    await driveLocal('changeProcedure', vscode.Uri.file(file));
    await driveLocal('stopUsingAsPayload', vscode.Uri.file(file));
    await driveLocal('openDraft');
    await driveLocal('saveAsTemplate', editor.document.uri);
    await driveLocal('createFromTemplate');
    await driveLocal('renameTemplate');
    await search(stored(), `${manner}, the templates`);
    await driveLocal('deleteTemplate');
    await driveLocal('exportSchema');
    await driveLocal('copyTypeScript');
    await drive('openHistoryEntry');
    await driveLocal('sendAgain');
    await driveLocal('deleteHistoryEntry');
    await search(stored(), `${manner}, the history`);
    await driveLocal('clearHistory');

    await drive('setToken');
    await driveLocal('editConnection');
    await driveLocal('trySandbox');
    await driveLocal('testConnection');
    await driveLocal('showSandboxContents');
    await driveLocal('switchConnection');
    await driveLocal('deleteDraft', editor.document.uri);
    await driveLocal('showLog');
    await search(stored(), manner);
    await drive('removeConnection');
    await search(stored(), manner);
    assert.equal(await api.context.secrets.get(`chakra.token:${connection.id}`), undefined);
    await closeAll();
  };

  /** A bulk create, followed as far as this manner lets it go, and everything that can be done with its run. */
  const bulk = async (driveLocal: typeof drive) => {
    const file = vscode.Uri.file(path.join(workspace, `token-${manner}-bulk.json`));
    await writeFile(file.fsPath, `[${leadPayload()}, ${leadPayload()}]`);
    // A job that never ends is watched until the user has enough.
    script.onProgress = (abort, title) => {
      if (title.startsWith('Watching')) setTimeout(() => abort.abort(), 50);
    };
    const table = vscode.Uri.file(path.join(workspace, `token-${manner}.csv`));
    await writeFile(table.fsPath, 'lead_id,lastname\nT-1,Example\n');
    await driveLocal('csvToPayload', table);
    await driveLocal('checkFile', file);
    await drive('bulkCreate', file);
    const { runs } = await api.services.bulk.load();
    const current = async () =>
      (await runs.families())
        .flatMap(family => family.runs)
        .find(({ book }) => book.run.file.uri === file.toString());
    await until('the outcome of the request', async () => {
      const run = await current();
      return run?.inFlight === 0 && (run.book.unsent.size === 0 || run.phase.kind === 'paused');
    });
    const { id } = (await current())!;
    const row = { run: id };
    await driveLocal('pauseRun', row);
    await driveLocal('resumeRun', row);
    await driveLocal('giveUpJob', { ...row, chunk: 1 });
    await driveLocal('showRun', row);
    await driveLocal('giveUpAllJobs', row);
    await drive('cancelRun', row);
    await drive('lookForEntries', row);
    await driveLocal('sendUnseen', row);
    await drive('openRunReport', id);
    await drive('exportResults', id);
    await driveLocal('readProcessIds', id);
    await driveLocal('readResultsAgain', id);
    await driveLocal('retryFailed', id);
    await driveLocal('sendRest', id);
    await driveLocal('saveFailed', id);
    await driveLocal('clearResults', file);
    await drive('openJob');
    await search(stored(), `${manner}, the journals`);
    await driveLocal('deleteRun', row);
    await driveLocal('deleteFinishedRuns');
    script.onProgress = undefined;
  };

  it('is found by this search in every form, and in parts', () => {
    const { token } = secret;
    const texts = [
      token,
      token.slice(5, 26),
      token.slice(-21),
      encodeURIComponent(token),
      JSON.stringify({ token }),
    ];
    for (const text of [...texts, JSON.stringify(JSON.stringify(token))])
      assert.ok(secret.foundIn(`before ${text} after`) !== undefined, text);
    for (const before of ['', 'B', 'Be', 'Bearer '])
      for (const part of [token, token.slice(0, 60)])
        for (const form of ['base64', 'base64url'] as const)
          assert.ok(secret.foundIn(Buffer.from(before + part).toString(form)) !== undefined);
    assert.equal(secret.foundIn(refused.token + refused.echo), undefined);
  });

  for (const one of ['answers', 'errors', 'pages'] as const) {
    // Each command of the table is driven in both versions.
    const test = one === 'answers' ? it : itOnce;
    test(`is nowhere else after any command, with a service that echoes it in ${one}`, async function () {
      this.timeout(90_000);
      manner = one;
      await round(one === 'answers');
      assert.deepEqual(script.unplanned, []);
    });
  }

  it('was looked for after every command of the table', () => {
    assert.deepEqual(
      commandNames.filter(name => !driven.has(name)),
      [],
      'commands that were not driven',
    );
  });

  it('that was refused and typed again leaves no trace either', async () => {
    manner = 'plain';
    await listen();
    script
      .plan('input', /^Name/, 'Token retyped')
      .plan('input', /^Base URL/, service.baseUrl)
      .plan('pick', /^Kind/, 'Test')
      .plan('input', /^Token/, refused.token)
      .plan('confirm', /could not be checked|refused/, 'Type Again')
      .plan('input', /^Token/, secret.token);
    await drive('addConnection');
    script.done();
  });

  it('goes into the Authorization header of its own origin and into nothing else', () => {
    const calls = new Set(service.seen.map(({ method, path: target }) => `${method} ${target}`));
    for (const call of [
      'GET /v1/ext/config',
      'GET /v1/ext/users',
      `POST ${lead}`,
      `POST ${lead}/list`,
      `GET ${lead}/some-id`,
    ])
      assert.ok(calls.has(call), `${call} was never made`);
    const tokens = [secret.token, refused.token].map(token => `Bearer ${token}`);
    for (const { method, path: target, headers, body } of service.seen) {
      const { authorization, ...rest } = headers;
      assert.ok(tokens.includes(authorization ?? ''), `${method} ${target}`);
      searchIn([[`${method} ${target}`, `${target} ${JSON.stringify(rest)} ${body}`]], 'a request');
    }
    assert.deepEqual(elsewhere.seen, [], 'a redirect took a request to another origin');
  });

  it("of one connection is never sent to another's origin, nor along a redirect", async () => {
    const second = await startSandbox({ token: other.token, choices: { attributeLinks: 'none' } });
    try {
      script
        .allow('confirm', /./, 'Create')
        .plan('input', /^Name/, 'Token second')
        .plan('input', /^Base URL/, second.baseUrl)
        .plan('pick', /^Kind/, 'Test')
        .plan('input', /^Token/, other.token);
      await drive('addConnection');
      await drive('refreshCatalog');
      script.plan('pick', /^Connection of this window/, 'Token retyped');
      await drive('switchConnection');
      await drive('testConnection');
      script.plan('pick', /^Connection of this window/, 'Token second');
      await drive('switchConnection');
      script.plan('pick', /^Create a process/, 'Lead');
      await drive('createProcess');
      const editor = vscode.window.activeTextEditor!;
      await setText(editor, leadPayload());
      // A row of the tree as another extension could pass it, with an origin that is not the connection's.
      const connection = api.services.connections.active()!;
      const [row] = (await api.services.tree.getChildren()).filter(
        node => node.type === 'procedure' && node.procedure.shortId === 'ticket',
      );
      assert.ok(row !== undefined);
      await drive('createProcess', { ...row, connection: { ...connection, baseUrl: elsewhere.baseUrl } });
      for (const kind of ['redirect-other-origin', 'redirect-same-origin'] as const) {
        for (const status of [301, 302, 303, 307, 308]) {
          second.faults.clear();
          second.faults.always({ kind, status, to: `${elsewhere.baseUrl}/v1/ext/config` });
          await drive('testConnection');
          await drive('sendPayload', editor.document.uri);
        }
      }
      assert.ok(second.requests.some(({ path: target }) => target.includes('/ticket/process/list')));
      assert.ok(second.requests.length >= 20);
      for (const { headers, path: target } of second.requests)
        assert.equal(headers.authorization, `Bearer ${other.token}`, target);
      assert.deepEqual(elsewhere.seen, []);
      assert.ok(service.seen.every(({ headers }) => other.foundIn(JSON.stringify(headers)) === undefined));
    } finally {
      await second.stop();
    }
  });

  it('is in no file: logs, settings, storage, workspace', async () => {
    const { context } = api;
    const user = path.resolve(context.globalStorageUri.fsPath, '../../..');
    const logs = path.resolve(context.logUri.fsPath, '../..');
    // A name that is in the log shows that the log is among the files.
    await until('the log is written', async () =>
      (await filesBelow(logs)).some(([, text]) => text.includes('Token second: {"method":"POST"')),
    );
    for (const folder of [user, logs, workspace]) {
      const files = await filesBelow(folder);
      assert.ok(files.length > 0, folder);
      searchIn(files, 'in the end');
    }
    searchIn([['the settings', JSON.stringify(vscode.workspace.getConfiguration())]], 'in the end');
    searchIn([['the environment', JSON.stringify(process.env)]], 'in the end');
  });
});
