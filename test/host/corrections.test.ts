import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Sandbox } from '../../src/core/sandbox/index';
import type { TestApi } from '../../src/extension';
import { inside } from './lib/inside';
import type { Script } from './lib/script';
import {
  closeAll,
  completions,
  connect,
  labelOf,
  newScript,
  openDraft,
  run,
  setPayload,
  setText,
  until,
} from './lib/world';

describe('the user’s own corrections', () => {
  const { Global, Workspace } = vscode.ConfigurationTarget;
  const settings = () => vscode.workspace.getConfiguration('chakra');
  let api: TestApi;
  let script: Script;
  let sandbox: Sandbox;

  before(async () => {
    api = await inside();
    script = await newScript();
    ({ sandbox } = await connect(script));
    await api.services.catalogs.need(api.services.connections.active()!);
  });

  after(async () => {
    for (const target of [Global, Workspace]) await settings().update('procedures', undefined, target);
    await closeAll();
    await sandbox.stop();
  });

  afterEach(() => script.done());

  async function attributeRow(shortId: string) {
    const { tree } = api.services;
    const roots = await tree.getChildren();
    const lead = roots.find(node => node.type === 'procedure' && node.procedure.shortId === 'lead');
    const [group] = await tree.getChildren(lead);
    const rows = await tree.getChildren(group);
    const row = rows.find(node => node.type === 'attribute' && node.attribute.shortId === shortId);
    return { row, item: row && tree.getTreeItem(row) };
  }

  it('are written from the tree, seen there, and what is checked and proposed follows at once', async () => {
    const editor = await openDraft(script, 'Lead');
    const { uri } = editor.document;
    await setPayload(editor, '{\n  "data": { "city": "Paris" }\n}\n');
    const { row } = await attributeRow('city');
    script
      .plan('pick', /^Correct city of Lead/, 'Options…')
      .plan('input', /^Options of city/, 'Ulm, Bonn')
      .plan('pick', /^Where is the correction kept/, 'Workspace');
    await run('correctAttribute', row);
    assert.deepEqual(settings().inspect('procedures')?.workspaceValue, {
      lead: { attributes: { city: { options: ['Ulm', 'Bonn'] } } },
    });
    assert.match(String((await attributeRow('city')).item?.description), /^stringEnum .*· corrected$/);
    await vscode.window.showTextDocument(editor.document);
    await until('a Problem at the city', () =>
      vscode.languages.getDiagnostics(uri).some(({ message }) => /one of the options|Ulm/.test(message)),
    );
    await setPayload(vscode.window.activeTextEditor!, '{\n  "data": {\n    "city": \n  }\n}\n');
    await until('the options in the completion', async () => {
      const labels = (await completions(uri, new vscode.Position(2, 12))).map(labelOf);
      return labels.includes('Ulm') && labels.includes('Bonn');
    });
  });

  it('are taken back where they stand', async () => {
    const { row } = await attributeRow('city');
    script.plan('pick', /^Correct city of Lead/, 'Take the correction back');
    await run('correctAttribute', row);
    assert.equal(settings().inspect('procedures')?.workspaceValue, undefined);
    assert.doesNotMatch(String((await attributeRow('city')).item?.description), /corrected/);
  });

  it('are completed in the settings with what the team has', async () => {
    await settings().update(
      'procedures',
      { lead: { attributes: { '': {}, ctiy: {} }, primaryKey: '' }, leed: {} },
      Workspace,
    );
    await vscode.commands.executeCommand('workbench.action.openWorkspaceSettingsFile');
    const { document } = vscode.window.activeTextEditor!;
    await until('Problems of what the team does not have', () => {
      const said = vscode.languages.getDiagnostics(document.uri).map(({ message }) => message);
      return (
        said.some(message =>
          /has no procedure with the short id “leed”.*Did you mean “lead”\?/.test(message),
        ) &&
        said.some(message =>
          /Lead has no attribute .*“ctiy”: it is added\. Did you mean “city”/.test(message),
        )
      );
    });
    const text = document.getText();
    const labelsAt = async (found: string, back: number) => {
      const at = document.positionAt(text.indexOf(found) + found.length - back);
      return (await completions(document.uri, at)).map(labelOf);
    };
    await until('the attributes as keys', async () =>
      (await labelsAt('"": {', 4)).includes('"phone_number"'),
    );
    await until('the attributes as the primary key', async () =>
      (await labelsAt('"primaryKey": ""', 1)).includes('"phone_number"'),
    );
    await until('the types', async () => (await labelsAt('"": {', 0)).some(label => label.includes('type')));
    await setText(await vscode.window.showTextDocument(document), '{}\n');
    await until('no Problem of ours without our settings', () =>
      vscode.languages.getDiagnostics(document.uri).every(({ source }) => source !== 'Chakra'),
    );
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });
});
