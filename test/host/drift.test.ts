import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { TestApi } from '../../src/extension';
import type { Node } from '../../src/vscode/catalog/nodes';
import { inside } from './lib/inside';
import type { Script } from './lib/script';
import type { Service } from './lib/service';
import { data, startService } from './lib/service';
import { closeAll, newScript, openDraft, run, setPayload, until } from './lib/world';

describe('a config that changes', () => {
  let api: TestApi;
  let script: Script;
  let service: Service;
  let attributes: readonly object[] = [
    { shortId: 'city', name: 'City', type: 'string' },
    { shortId: 'sum', name: 'Sum', type: 'string' },
  ];

  before(async () => {
    api = await inside();
    script = await newScript();
    service = await startService(({ path }) =>
      path.endsWith('/config')
        ? data({
            procedures: [
              { shortId: 'visit', name: 'Visit', attributes },
              { shortId: 'trip', name: 'Trip', attributes },
              { shortId: 'tour', name: 'Tour', attributes },
            ],
          })
        : data([]),
    );
    script
      .plan('input', /^Name/, 'Drifting')
      .plan('input', /^Base URL/, service.baseUrl)
      .plan('pick', /^Kind/, 'Test')
      .plan('input', /^Token/, 'some-token-0123456789');
    await run('addConnection');
  });

  after(async () => {
    await closeAll();
    await service.stop();
  });

  afterEach(() => script.done());

  async function row(shortId: string): Promise<{ node: Node; item: vscode.TreeItem }> {
    const { tree } = api.services;
    const node = (await tree.getChildren()).find(
      one => one.type === 'procedure' && one.procedure.shortId === shortId,
    );
    assert.ok(node);
    return { node, item: tree.getTreeItem(node) };
  }

  it('marks the procedure that has payloads, shows the difference once, and checks anew', async () => {
    const { document } = await openDraft(script, 'Visit');
    await setPayload(vscode.window.activeTextEditor!, '{\n  "data": { "city": "Ulm", "sum": "7" }\n}\n');
    const config = vscode.workspace.getConfiguration('chakra', vscode.workspace.workspaceFolders?.[0]?.uri);
    await config.update('payloads', { 'tours/*.json': 'tour' }, vscode.ConfigurationTarget.Workspace);
    attributes = [
      { shortId: 'sum', name: 'Sum', type: 'integer' },
      { shortId: 'zip', name: 'Zip', type: 'string' },
    ];
    await run('refreshCatalog');
    const { node, item } = await row('visit');
    assert.equal(item.description, 'visit · config changed');
    assert.equal(item.contextValue, 'procedure.changed');
    const hover = (item.tooltip as vscode.MarkdownString).value.replace(/&#(\d+);/g, (_, code) =>
      String.fromCharCode(Number(code)),
    );
    for (const line of ['sum: type was string, is integer', 'New attribute: zip', 'Attribute is gone: city'])
      assert.ok(hover.includes(line), hover);
    const trip = (await row('trip')).item;
    assert.equal(trip.contextValue, 'procedure', 'nobody has payloads of it');
    const tour = (await row('tour')).item;
    assert.equal(tour.contextValue, 'procedure.changed', 'the team has, though none is open');
    await config.update('payloads', undefined, vscode.ConfigurationTarget.Workspace);
    await until('Problems of the new config', () => {
      const found = vscode.languages.getDiagnostics(document.uri).map(({ message }) => message);
      return (
        found.some(text => text.includes('no attribute')) && found.some(text => text.includes('whole number'))
      );
    });

    await run('showChanges', node);
    const { input, label } = vscode.window.tabGroups.activeTabGroup.activeTab!;
    assert.ok(input instanceof vscode.TabInputTextDiff);
    assert.match(label, /^Visit: config of .+ ↔ .+$/);
    const texts = await Promise.all(
      [input.original, input.modified].map(async uri =>
        (await vscode.workspace.openTextDocument(uri)).getText(),
      ),
    );
    assert.match(texts[0]!, /city \(City\): string\n/);
    assert.match(texts[1]!, /sum \(Sum\): integer\n {2}zip \(Zip\): string\n/);
    assert.equal((await row('visit')).item.contextValue, 'procedure', 'it has been seen');
  });
});
