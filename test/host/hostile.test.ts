import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';
import { bindingTo } from '../../src/core/binding';
import type { Procedure } from '../../src/core/catalog/model';
import type { Connection } from '../../src/core/connection';
import type { TestApi } from '../../src/extension';
import type { Node } from '../../src/vscode/catalog/nodes';
import { parseDraftUri } from '../../src/vscode/editor/draftPath';
import { hostileConfig, hostileTexts } from './lib/hostile';
import { inside } from './lib/inside';
import { describeOnce } from './lib/once';
import { record } from './lib/recorder';
import type { Script } from './lib/script';
import type { Service } from './lib/service';
import { data, startService } from './lib/service';
import { closeAll, connect, newScript, openDraft, run, setPayload, until } from './lib/world';

/** What VS Code would render as a link or an icon in a label, a message or a code lens. */
const live = /\]\(|\$\(/;
/** Those that are sent: a path could be built wrongly of each in a way of its own. */
const sentToo = /command:|^<img|passwd|windows|^a\/b|^%|^\.|^con|^half|^a{9}|^x{9}|gpj|^line|^\$\{|^k/;

/** Those whose request and answer are opened: what stands in the path is the same for all. */
const shownToo = new Set(['a/b?c#d', '..', 'half a character \ud83d']);
const unreadable = /[\p{Cc}\p{Bidi_Control}]/u;

/** VS Code's own Markdown preview, which knows more of Markdown than a hover does, HTML and bare links among it. */
async function render(markdown: string): Promise<string> {
  const html: unknown = await vscode.commands.executeCommand('markdown.api.render', markdown);
  assert.ok(typeof html === 'string' && html !== '');
  // Not of the text: the preview's own.
  return html.replace(/<span id="markdown-mermaid"[^>]*><\/span>/, '');
}

/** The tags of a rendered text. */
async function tagsOf(markdown: string): Promise<Set<string>> {
  const html = await render(markdown);
  return new Set([...html.matchAll(/<([a-z][a-z\d]*)/gi)].map(([, tag]) => tag!.toLowerCase()));
}

describeOnce('hostile names in a config', () => {
  let api: TestApi;
  let script: Script;
  let said: string[];
  let service: Service;
  let connection: Connection;
  let procedures: readonly Procedure[];

  before(async () => {
    script = await newScript();
    api = await inside();
    said = record(api.ui, script);
    service = await startService(({ path: target }) => {
      if (target === '/v1/ext/config') return data(hostileConfig());
      if (target === '/v1/ext/users')
        return data(hostileTexts.map((text, i) => ({ id: `u${i}`, username: text, firstName: text })));
      return target.endsWith('/list') ? data([]) : data({ id: hostileTexts[0], data: {} });
    });
    script
      .plan('input', /^Name/, '$(zap) [x](command:y)')
      .plan('input', /^Base URL/, service.baseUrl)
      .plan('pick', /^Kind/, 'Test')
      .plan('input', /^Token/, 'some-token-0123456789');
    await run('addConnection');
    connection = api.services.connections.active()!;
    procedures = (await api.services.catalogs.need(connection)).catalog?.procedures ?? [];
    // Without a short id there is no path to a procedure; `__proto__` is taken for none.
    const named = hostileTexts.filter(text => text.trim() !== '' && text !== '__proto__');
    assert.equal(procedures.length, named.length + 2);
  });

  after(async () => {
    await closeAll();
    await service.stop();
    await newScript();
  });

  const allNodes = async (nodes?: Node[]): Promise<Node[]> => {
    const { tree } = api.services;
    const level = nodes ?? (await tree.getChildren());
    const below = await Promise.all(level.map(async node => allNodes(await tree.getChildren(node))));
    return [...level, ...below.flat()];
  };

  const checkTree = async () => {
    const ids = new Set<string>();
    for (const node of await allNodes()) {
      const item = api.services.tree.getTreeItem(node);
      const { label } = item;
      assert.ok(typeof label === 'string' && label !== '');
      assert.ok(!unreadable.test(`${label} ${String(item.description)}`), label);
      if (item.id !== undefined) {
        assert.ok(!ids.has(item.id), `two rows are ${item.id}`);
        ids.add(item.id);
      }
      const { tooltip } = item;
      if (!(tooltip instanceof vscode.MarkdownString)) continue;
      assert.ok(
        tooltip.isTrusted !== true && tooltip.supportHtml !== true && tooltip.supportThemeIcons !== true,
      );
      const tags = await tagsOf(tooltip.value);
      for (const tag of tags) assert.ok(['p', 'strong', 'br'].includes(tag), `<${tag}> of ${tooltip.value}`);
    }
    return ids.size;
  };

  it('are rows of the tree, each of its own, and hovers without links, images and HTML', async function () {
    this.timeout(60_000);
    assert.ok((await checkTree()) > 5 * hostileTexts.length);
  });

  it('stand in a hover as the text that they are', async () => {
    const [node] = (await allNodes()).filter(
      one => one.type === 'procedure' && one.procedure.name.startsWith('**b**'),
    );
    const { tooltip } = api.services.tree.getTreeItem(node!);
    const html = await render((tooltip as vscode.MarkdownString).value);
    const text = html
      .replace(/<[^>]+>/g, '')
      .replaceAll('\u00a0', ' ')
      .replaceAll('&nbsp;', ' ');
    assert.ok(text.includes('**b** _i_ `c` ~~d~~'), text);
  });

  it('are labels of lists without icons, and titles of drafts that stay in their folder', async () => {
    script.plan('pick', /^Create a process/, undefined);
    await run('createProcess');
    const { drafts, lens, schemas } = api.services;
    const folder = path.join(api.context.globalStorageUri.fsPath, 'drafts');
    for (const procedure of procedures) {
      const uri = await drafts.create(bindingTo(connection, procedure), '{}');
      const name = parseDraftUri(vscode.Uri.parse(uri.toString(), true));
      assert.ok(name !== undefined, uri.path);
      assert.ok(!unreadable.test(name.title), JSON.stringify(name.title));
      assert.deepEqual(path.relative(folder, drafts.file(name)).split(path.sep), [
        name.id,
        `${name.title}.json`,
      ]);
      assert.ok(Buffer.byteLength(name.title) <= 200);
      const document = await vscode.workspace.openTextDocument(uri);
      assert.equal(document.languageId, 'chakra-payload', uri.path);
      assert.equal(document.getText(), '{}');
      for (const { command } of await lens.provideCodeLenses(document)) {
        const title = (command?.title ?? '').replace(/^\$\([\w~-]+\)\s+/, '');
        assert.ok(!live.test(title) && !unreadable.test(title), title);
      }
      JSON.parse(schemas.serve(bindingTo(connection, procedure)).text);
      await drafts.delete(name);
    }
    const listed = (await drafts.list()).map(({ uri }) => uri.toString());
    assert.equal(new Set(listed).size, listed.length);
  });

  it('are sent to exactly their own procedure, whatever the short id, and shown so', async function () {
    this.timeout(60_000);
    const { drafts } = api.services;
    script
      .allow('pick', /before sending$/, 'Send Anyway')
      .allow('info', /./, undefined)
      .allow('warn', /./, undefined);
    const chosen = procedures.filter(({ shortId }) => sentToo.test(shortId));
    assert.ok(chosen.length >= 15);
    for (const procedure of chosen) {
      const { shortId } = procedure;
      const uri = await drafts.create(bindingTo(connection, procedure), '{ "data": { "kind": "x" } }');
      const before = service.seen.length;
      await run('sendPayload', uri);
      const sent = service.seen.slice(before);
      assert.deepEqual(
        sent.map(({ method, body }) => [method, body]),
        [['POST', '{ "data": { "kind": "x" } }']],
        shortId,
      );
      const target = sent[0]?.path ?? '';
      const segment = /^\/v1\/ext\/procedure\/([^/?#]+)\/process$/.exec(target)?.[1];
      assert.ok(segment !== undefined, `${shortId} goes to ${target}`);
      // No URL can say "." or ".."; half a character has no bytes.
      const wanted = shortId.replace(/^\.{1,2}$/, dots => encodeURIComponent(dots).replaceAll('.', '%2E'));
      assert.equal(decodeURIComponent(segment), wanted.replace(/\p{Surrogate}/gu, '\ufffd'));

      if (!shownToo.has(shortId)) continue;
      await run('showRequest', uri);
      const shown = vscode.window.activeTextEditor!.document.getText();
      assert.equal(shown.split('\n')[0], `POST ${service.baseUrl}${target}`);
      await run('openResponse');
      const response = JSON.parse(vscode.window.activeTextEditor!.document.getText()) as { request: string };
      assert.equal(response.request, `POST ${target}`);
      await closeAll();
    }
    assert.deepEqual(script.unplanned, []);
  });

  it('are keys of a draft as they are, whatever a snippet would make of them', async () => {
    const procedure = procedures.find(({ shortId }) => shortId.startsWith('${1:snippet}'));
    await run('createProcess', { type: 'procedure', connection, procedure });
    const { document } = vscode.window.activeTextEditor!;
    assert.equal(document.uri.scheme, 'chakra-draft');
    const { data: keys } = JSON.parse(document.getText()) as { data: object };
    assert.deepEqual(Object.keys(keys), [procedure?.shortId]);
  });

  it('were never said with a live link or an icon', () => {
    assert.ok(said.length > 20);
    for (const text of said) {
      const own = text.replaceAll(/"\$\([\w~-]+\) /g, '"');
      // What a row stands for is not shown.
      const [kind, ...rest] = JSON.parse(own, (key, value: unknown) => (key === 'value' ? null : value)) as [
        string,
        ...unknown[],
      ];
      const shown = JSON.stringify(kind === 'pick' ? rest : [kind, ...rest]);
      assert.ok(!live.test(shown), shown.slice(0, 2000));
      assert.ok(!/\\u00[01]|[\u202a-\u202e\u2066-\u2069]/.test(shown), shown.slice(0, 2000));
    }
  });

  it('a short id of nothing in the setting chakra.payloads binds no file', async () => {
    const folder = vscode.Uri.file(process.env['CHAKRA_TEST_WORKSPACE']!);
    const settings = vscode.workspace.getConfiguration('chakra', folder);
    const file = vscode.Uri.joinPath(folder, 'hostile', 'one.json');
    await vscode.workspace.fs.writeFile(file, Buffer.from('{}'));
    const set = async (value: unknown) =>
      settings.update('payloads', value, vscode.ConfigurationTarget.Workspace);
    await set({ 'hostile/*.json': '' });
    assert.equal(api.services.bindings.get(file), undefined);
    await set({ 'hostile/*.json': 'a/b?c#d' });
    await until('the binding', () => api.services.bindings.get(file)?.shortId === 'a/b?c#d');
    await set(undefined);
  });

  it('of the sandbox are text, too: in the tree, in the hover and the completions of the editor', async () => {
    const { sandbox } = await connect(script, { choices: { texts: 'hostile' } });
    try {
      await api.services.catalogs.need(api.services.connections.active()!);
      assert.ok((await checkTree()) > 50);
      const editor = await openDraft(script, 'Lead');
      const { uri } = editor.document;
      await setPayload(editor, '{\n  "data": { "score": 1 }\n}\n');
      const hovers = await until('the hover', async () => {
        const all = await vscode.commands.executeCommand<vscode.Hover[]>(
          'vscode.executeHoverProvider',
          uri,
          new vscode.Position(1, 15),
        );
        return all.length > 0 && all;
      });
      const contents = hovers.flatMap(hover => hover.contents) as vscode.MarkdownString[];
      assert.ok(contents.some(({ value }) => value.includes('Score')));
      for (const { value, isTrusted, supportHtml } of contents) {
        assert.ok(isTrusted !== true && supportHtml !== true);
        const html = await render(value);
        assert.ok(!/<(a|img|script)\b/i.test(html), html);
      }
    } finally {
      await sandbox.stop();
    }
  });
});
