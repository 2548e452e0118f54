import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { CatalogCache } from '../../src/core/catalog/cache';
import { findProcedure } from '../../src/core/catalog/find';
import type { Procedure } from '../../src/core/catalog/model';
import type { Connection } from '../../src/core/connection';
import type { ChoiceName, Sandbox, SandboxChoices } from '../../src/core/sandbox/index';
import { sandboxChoices, startSandbox } from '../../src/core/sandbox/index';
import type { TestApi } from '../../src/extension';
import { Corrector } from '../../src/vscode/catalog/corrector';
import { CatalogService } from '../../src/vscode/catalog/service';
import { viewState } from '../../src/vscode/catalog/viewState';
import { DiskFiles } from '../../src/vscode/files';
import { inside } from './lib/inside';
import type { Script } from './lib/script';
import { data, startService } from './lib/service';
import { closeAll, completions, connect, newScript, openDraft, run, setPayload, until } from './lib/world';

/** What of the config is not documented, and so may be any of these. */
const shapes: readonly ChoiceName[] = [
  'configShape',
  'configEnvelope',
  'teamShape',
  'references',
  'attributeLinks',
  'linkField',
  'states',
  'derived',
  'options',
  'names',
  'typeField',
  'typeWords',
  'typeEntries',
  'marks',
  'deleted',
  'texts',
  'dataEnvelope',
  'userRole',
];

/** Two choices at a time that have to do with each other. */
const pairs: readonly Partial<SandboxChoices>[] = [
  { configShape: 'mapsWithoutIds', references: 'shortId' },
  { configShape: 'maps', attributeLinks: 'inline' },
  { configShape: 'mapsWithoutIds', attributeLinks: 'attribute' },
  { attributeLinks: 'attribute', references: 'shortId' },
  { attributeLinks: 'procedure', linkField: 'attributeIds', references: 'shortId' },
  { states: 'procedureStates', references: 'shortId' },
  { states: 'topLevel', configShape: 'mapsWithoutIds' },
  { typeField: 'attributeTypeId', typeEntries: 'name', typeWords: 'labels' },
  { options: 'attributeConfig', attributeLinks: 'inline' },
  { derived: 'flag', marks: 'plain', deleted: 'present' },
  { texts: 'hostile', names: 'label' },
];

const configs = ({ requests }: Sandbox) =>
  requests.filter(({ path: target }) => target === '/v1/ext/config').length;

describe('the catalog in VS Code', () => {
  let api: TestApi;
  let folder: string;
  const running: { stop(): Promise<void> }[] = [];
  const services: CatalogService[] = [];

  /** A catalog service as a new window has one: over the same folder, with nothing in memory. */
  const newWindow = (now?: () => number) => {
    const { gateway, log } = api.services;
    const made = new CatalogService(
      gateway,
      new CatalogCache(new DiskFiles(folder)),
      new Corrector(() => undefined),
      log,
      now,
    );
    services.push(made);
    return made;
  };

  const keep = <T extends { stop(): Promise<void> }>(service: T): T => {
    running.push(service);
    return service;
  };

  /** A connection that is in no list; with a token unless none is given. */
  const connectionTo = async (baseUrl: string, token?: string): Promise<Connection> => {
    const { origin } = new URL(baseUrl);
    const connection: Connection = { id: randomUUID(), name: 'Catalog', baseUrl, origin, kind: 'test' };
    if (token !== undefined) await api.services.tokens.set(connection, token);
    return connection;
  };

  const sandboxWith = async (choices: Partial<SandboxChoices> = {}) => {
    const sandbox = keep(await startSandbox({ choices }));
    return { sandbox, connection: await connectionTo(sandbox.baseUrl, sandbox.token) };
  };

  before(async () => {
    await newScript();
    api = await inside();
    folder = await mkdtemp(path.join(tmpdir(), 'chakra-catalogs-'));
  });

  afterEach(async () => {
    for (const service of services.splice(0)) service.dispose();
    await Promise.all(running.splice(0).map(async service => service.stop()));
  });

  after(async () => rm(folder, { recursive: true, force: true }));

  it('is there after a restart, without any request', async () => {
    const { sandbox, connection } = await sandboxWith();
    const { catalog } = await newWindow().need(connection);
    assert.ok(catalog !== undefined && catalog.procedures.length >= 6 && catalog.users.length > 0);
    const asked = sandbox.requests.length;
    const window = newWindow();
    let wasLoading = false;
    window.onDidChange(() => (wasLoading ||= window.peek(connection).loading));
    const again = await window.open(connection);
    assert.deepEqual(again, { catalog, loading: false });
    assert.deepEqual(await window.need(connection), again);
    await new Promise(setImmediate);
    assert.equal(wasLoading, false);
    assert.equal(sandbox.requests.length, asked);
  });

  it('is not taken from the disk for another origin', async () => {
    const { connection } = await sandboxWith();
    await newWindow().need(connection);
    const moved = { ...connection, origin: 'http://127.0.0.1:9', baseUrl: 'http://127.0.0.1:9' };
    assert.equal((await newWindow().cached(moved)).catalog, undefined);
  });

  it('is fetched once for all who ask at the same time', async () => {
    const { sandbox, connection } = await sandboxWith();
    const window = newWindow();
    const asked = [window.refresh(connection), window.need(connection), window.refresh(connection)];
    const states = await Promise.all(asked);
    assert.equal(configs(sandbox), 1);
    assert.equal(new Set(states).size, 1);
  });

  it('is shown at once when it is old, and read again behind', async () => {
    const { sandbox, connection } = await sandboxWith();
    const { catalog } = await newWindow().need(connection);
    const later = Date.now() + 25 * 3_600_000;
    const window = newWindow(() => later);
    sandbox.faults.next({ kind: 'delay', ms: 100 });
    const { catalog: shown } = await window.open(connection);
    assert.deepEqual(shown, catalog);
    await until('the newer one', () => {
      const state = window.peek(connection);
      return !state.loading && state.catalog?.fetchedAt === later;
    });
    assert.equal(configs(sandbox), 2);
  });

  it('keeps what was learnt over a refresh and a restart, and looks again after a refresh', async () => {
    const { sandbox, connection } = await sandboxWith({ attributeLinks: 'none', unknownKeys: 'ignored' });
    const create = async (attributes: object) => {
      const body = Buffer.from(JSON.stringify({ data: { ...attributes, lastname: 'A', source: 'WEB' } }));
      const made = await api.services.gateway.call(connection, async service =>
        service.createProcess('lead', body),
      );
      assert.ok(made.ok);
    };
    await create({ lead_id: 'L-1', city: 'Ulm', score: 7 });
    const window = newWindow();
    const shown = (of: CatalogService) => {
      const { catalog } = of.peek(connection);
      const lead = catalog && findProcedure(catalog, 'lead');
      return { from: lead?.attributesFrom, keys: lead?.attributes.map(({ shortId }) => shortId) ?? [], lead };
    };
    await window.need(connection);
    assert.equal(shown(window).from, 'none');
    const { procedure: lead } = await window.learn(connection, 'lead');
    assert.equal(lead?.attributesFrom, 'list');
    assert.ok(lead.attributes.every(({ learnt }) => learnt === true));
    const { keys } = shown(window);
    assert.ok(
      ['lead_id', 'lastname', 'source', 'city', 'score'].every(key => keys.includes(key)),
      keys.join(),
    );

    await window.refresh(connection);
    assert.deepEqual([shown(window).from, shown(window).keys], ['list', keys]);
    const restarted = newWindow();
    const before = sandbox.requests.length;
    await restarted.open(connection);
    assert.deepEqual([shown(restarted).from, shown(restarted).keys], ['list', keys]);
    await restarted.learn(connection, 'lead');
    assert.equal(sandbox.requests.length, before);

    await create({ lead_id: 'L-2', website: 'https://example.com' });
    await window.refresh(connection);
    await window.learn(connection, 'lead');
    await until('the new attribute', () => shown(window).keys.includes('website'));
    assert.ok(keys.every(key => shown(window).keys.includes(key)));
  });

  it('finds the same procedures, attributes and states in every shape of the config', async function () {
    this.timeout(60_000);
    const { sandbox, connection } = await sandboxWith();
    const window = newWindow();
    const seen = async (choices: Partial<SandboxChoices>) => {
      sandbox.choose(choices);
      const { catalog, failure } = await window.refresh(connection);
      assert.ok(catalog, `${JSON.stringify(choices)}: ${failure?.kind}`);
      assert.ok(catalog.users.length >= 3, JSON.stringify(choices));
      return catalog.procedures.map(gist).sort((a, b) => a.shortId.localeCompare(b.shortId));
    };
    const plain = await seen({});
    assert.ok(plain.filter(({ attributes }) => attributes.length > 2).length >= 5);
    const defaults = sandbox.choices;
    const alone = shapes.flatMap(name => sandboxChoices[name].map(value => ({ [name]: value })));
    for (const choices of [...alone, ...pairs]) {
      if ('attributeLinks' in choices && choices.attributeLinks === 'none') continue;
      assert.deepEqual(await seen({ ...defaults, ...choices }), plain, JSON.stringify(choices));
    }
  });

  it('gives a new token what it can see, also to those who were waiting', async () => {
    let holds = false;
    const held: (() => void)[] = [];
    const service = keep(
      await startService(async ({ headers, path: target }) => {
        const shortId = headers.authorization === 'Bearer first-token-0123456789' ? 'first' : 'second';
        if (holds) await new Promise<void>(resolve => held.push(resolve));
        return target.endsWith('/config') ? data({ procedures: [{ id: shortId, shortId }] }) : data([]);
      }),
    );
    const connection = await connectionTo(service.baseUrl, 'first-token-0123456789');
    const window = newWindow();
    const ids = async (state: ReturnType<CatalogService['need']>) =>
      (await state).catalog?.procedures.map(({ shortId }) => shortId);
    assert.deepEqual(await ids(window.need(connection)), ['first']);
    await api.services.tokens.set(connection, 'second-token-0123456789');
    window.reset(connection);
    await window.open(connection);
    await until(
      'what the second token sees',
      async () => (await ids(window.need(connection)))?.[0] === 'second',
    );

    const empty = newWindow();
    await empty.forget(connection);
    holds = true;
    const waiting = empty.need(connection);
    await until('the request is there', () => held.length > 0);
    empty.reset(connection);
    holds = false;
    for (const release of held) release();
    assert.deepEqual(await ids(waiting), ['second']);
  });

  describe('what the view says', () => {
    const state = async (connection: Connection | undefined) => {
      const window = newWindow();
      if (connection !== undefined) await window.refresh(connection).catch(() => undefined);
      return viewState(connection, connection === undefined ? { loading: false } : window.peek(connection));
    };

    it('none, without a connection', async () => assert.equal(await state(undefined), 'none'));

    it('loading, then ready', async () => {
      const { sandbox, connection } = await sandboxWith();
      sandbox.faults.next({ kind: 'delay', ms: 200 });
      const window = newWindow();
      const seen: string[] = [];
      window.onDidChange(() => seen.push(viewState(connection, window.peek(connection))));
      await window.need(connection);
      assert.deepEqual([...new Set(seen)], ['loading', 'ready']);
    });

    it('empty, for a config without procedures', async () => {
      const service = keep(
        await startService(({ path: target }) => data(target.endsWith('/config') ? { procedures: [] } : [])),
      );
      assert.equal(await state(await connectionTo(service.baseUrl, 'some-token-0123456789')), 'empty');
    });

    it('offline, when nothing answers', async () => {
      const service = await startService(() => ({}));
      await service.stop();
      assert.equal(await state(await connectionTo(service.baseUrl, 'some-token-0123456789')), 'offline');
    });

    for (const kind of ['401', '403'] as const) {
      it(`refused, for a ${kind}`, async () => {
        const { sandbox, connection } = await sandboxWith();
        sandbox.faults.always({ kind });
        assert.equal(await state(connection), 'refused');
      });
    }

    it('noToken, before one was typed', async () => {
      const sandbox = keep(await startSandbox());
      assert.equal(await state(await connectionTo(sandbox.baseUrl)), 'noToken');
      assert.equal(sandbox.requests.length, 0);
    });

    for (const kind of ['404', 'html', 'truncated'] as const) {
      it(`failed, for ${kind}`, async () => {
        const { sandbox, connection } = await sandboxWith();
        sandbox.faults.always({ kind });
        assert.equal(await state(connection), 'failed');
      });
    }

    it('failed, and not loading for ever, for an error of the extension', async () => {
      // What the store refuses to hand out; the client must never see it.
      const connection = await connectionTo('http://api.example.com', 'some-token-0123456789');
      assert.equal(await state(connection), 'failed');
    });
  });

  describe('of the window', () => {
    let script: Script;

    before(async () => {
      script = await newScript();
    });

    after(closeAll);

    it('stays with a message when it cannot be refreshed', async () => {
      const { sandbox } = await connect(script);
      keep(sandbox);
      const { catalogs, connections, tree } = api.services;
      const active = connections.active()!;
      await catalogs.need(active);
      sandbox.faults.always({ kind: '404' });
      await run('refreshCatalog');
      await script.heard(/^The config of .* could not be read\. There is no config \(404\)/);
      assert.ok((catalogs.peek(active).catalog?.procedures.length ?? 0) >= 6);
      assert.match(
        tree.view.message ?? '',
        /^Could not be refreshed: There is no config \(404\).* Shown as read /s,
      );
      sandbox.faults.clear();
      await run('refreshCatalog');
      assert.equal(tree.view.message ?? '', '');
    });

    it('marks learnt attributes in the tree', async () => {
      const { sandbox } = await connect(script, { choices: { attributeLinks: 'none' } });
      keep(sandbox);
      const { catalogs, connections, gateway, tree } = api.services;
      const active = connections.active()!;
      const body = Buffer.from('{"data":{"lead_id":"L-1","lastname":"A","source":"WEB"}}');
      await gateway.call(active, async service => service.createProcess('lead', body));
      await catalogs.need(active);
      const top = await tree.getChildren();
      const lead = top.find(node => node.type === 'procedure' && node.procedure.shortId === 'lead');
      const [group] = await tree.getChildren(lead);
      assert.match(String(tree.getTreeItem(group!).description), /not in the config/);
      const rows = (await tree.getChildren(group)).map(node => tree.getTreeItem(node));
      const row = rows.find(({ label }) => label === 'lead_id');
      assert.match(String(row?.description), /learnt$/);
      const [again] = await tree.getChildren(
        (await tree.getChildren()).find(node => nameOf(node) === 'lead'),
      );
      assert.match(String(tree.getTreeItem(again!).description), /learnt from existing processes$/);
    });

    it('offers the users of the team for assignedTo', async () => {
      const { sandbox } = await connect(script);
      keep(sandbox);
      const editor = await openDraft(script, 'Lead');
      await setPayload(editor, '{\n  "assignedTo": ""\n}\n');
      const { catalogs, connections } = api.services;
      const users = (await catalogs.need(connections.active()!)).catalog?.users ?? [];
      const [user] = users.filter(({ isDeleted, username }) => !isDeleted && username !== undefined);
      await until('the users', async () => {
        const found = await completions(editor.document.uri, new vscode.Position(1, 17));
        return found.some(({ filterText = '' }) => filterText.includes(user!.username!));
      });
    });

    it('is read anew after Set Token', async () => {
      const service = keep(
        await startService(({ headers, path: target }) => {
          const shortId = headers.authorization === 'Bearer first-token-0123456789' ? 'first' : 'second';
          return target.endsWith('/config') ? data({ procedures: [{ id: shortId, shortId }] }) : data([]);
        }),
      );
      script
        .plan('input', /^Name/, 'Two tokens')
        .plan('input', /^Base URL/, service.baseUrl)
        .plan('pick', /^Kind/, 'Test')
        .plan('input', /^Token/, 'first-token-0123456789');
      await run('addConnection');
      const { catalogs, connections } = api.services;
      const active = connections.active()!;
      await catalogs.need(active);
      script.plan('input', /^Token/, 'second-token-0123456789');
      await run('setToken');
      await until('the procedures of the second token', async () => {
        const { catalog } = await catalogs.open(active);
        return catalog?.procedures[0]?.shortId === 'second';
      });
    });
  });
});

function gist({ shortId, attributes, states, primaryKey }: Procedure) {
  return {
    shortId,
    primaryKey,
    attributes: attributes
      .map(
        one => `${one.shortId} ${one.type}${one.required ? ' required' : ''}${one.derived ? ' derived' : ''}`,
      )
      .sort(),
    options: attributes
      .flatMap(one => one.options?.map(({ value }) => `${one.shortId}=${value}`) ?? [])
      .sort(),
    states: states.map(state => `${state.shortId} ${state.role ?? ''}`).sort(),
  };
}

function nameOf(node: { readonly type: string; readonly procedure?: Procedure }): string | undefined {
  return node.type === 'procedure' ? node.procedure?.shortId : undefined;
}
