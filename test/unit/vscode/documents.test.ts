import assert from 'node:assert/strict';
import type { Uri } from 'vscode';
import { Bindings } from '../../../src/vscode/editor/bindings';
import { ResultProblems } from '../../../src/vscode/bulk/results/problems';
import type { Drafts } from '../../../src/vscode/editor/drafts';
import type { SharedBindings } from '../../../src/vscode/editor/sharedBindings';
import type { Log } from '../../../src/vscode/log';
import { retireReusedNames } from '../../../src/vscode/send/reusedNames';
import { EventEmitter, happens, languages, workspace, type StubDocument } from '../stubs/vscode';
import { memento } from './memento';

const log = {} as unknown as Log;

function document(name: string, text = ''): StubDocument {
  const [scheme = '', path = ''] = name.split(':');
  return { uri: { scheme, path, toString: () => name }, getText: () => text };
}

function open(one: StubDocument): StubDocument {
  workspace.textDocuments.push(one);
  happens.opened.fire(one);
  return one;
}

function close(one: StubDocument): void {
  workspace.textDocuments.splice(workspace.textDocuments.indexOf(one), 1);
  happens.closed.fire(one);
}

/** As VS Code tells it. */
function changeLanguage(one: StubDocument): void {
  happens.closed.fire(one);
  happens.opened.fire(one);
}

afterEach(() => void workspace.textDocuments.splice(0));

describe('the sends of an untitled payload', () => {
  function retired() {
    const names: string[] = [];
    const ledger = { retire: async (name: string) => Promise.resolve(void names.push(name)) };
    return { names, held: retireReusedNames(ledger, log) };
  }

  it('are no longer its own when another document gets its name', () => {
    workspace.textDocuments.push(document('untitled:Untitled-1'));
    const { names, held } = retired();
    const filled = open(document('untitled:Untitled-2', '{}'));
    assert.deepEqual(names, ['untitled:Untitled-1']);
    close(filled);
    open(document('untitled:Untitled-2', '{}'));
    assert.deepEqual(names, ['untitled:Untitled-1', 'untitled:Untitled-2']);
    held.dispose();
  });

  it('are kept while it is open, when it comes back with its text, and those of files always', () => {
    workspace.textDocuments.push(document('untitled:Untitled-1', '{}'));
    const { names, held } = retired();
    changeLanguage(workspace.textDocuments[0]!);
    const file = open(document('file:/a.json'));
    close(file);
    open(document('file:/a.json'));
    assert.deepEqual(names, []);
    held.dispose();
  });
});

describe('bindings', () => {
  const none = { onDidChange: new EventEmitter<void>().event };
  function made() {
    const drafts = { ...none, known: () => [], binding: () => undefined } as unknown as Drafts;
    const shared = { ...none, get: () => undefined } as unknown as SharedBindings;
    const bindings = new Bindings(memento(), drafts, shared, log);
    let changes = 0;
    bindings.onDidChange(() => changes++);
    return { bindings, changes: () => changes };
  }

  it('of an untitled document end when it is closed, not when its language changes', async () => {
    const { bindings } = made();
    const untitled = open(document('untitled:Untitled-1'));
    const uri = untitled.uri as unknown as Uri;
    await bindings.set(uri, { connectionId: 'c', procedureKey: 'p', shortId: 'lead', name: 'Lead' });
    changeLanguage(untitled);
    assert.equal(bindings.get(uri)?.shortId, 'lead');
    close(untitled);
    assert.equal(bindings.get(uri), undefined);
    bindings.dispose();
  });

  it('are looked at anew with every file of the workspace, also of one that is on no disk', () => {
    const { bindings, changes } = made();
    open(document('file:/a.json'));
    open(document('output:log'));
    assert.equal(changes(), 1);
    const { getWorkspaceFolder } = workspace;
    workspace.getWorkspaceFolder = () => ({});
    open(document('vscode-vfs:/a.json'));
    workspace.getWorkspaceFolder = getWorkspaceFolder;
    assert.equal(changes(), 2);
    bindings.dispose();
  });
});

describe('the Problems of results', () => {
  it('tell VS Code nothing at the keys that are pressed where none are shown', () => {
    const { createDiagnosticCollection } = languages;
    let told = 0;
    languages.createDiagnosticCollection = () => ({
      ...createDiagnosticCollection(),
      set: () => told++,
      delete: () => told++,
    });
    const problems = new ResultProblems({ records: () => [] as never }, () => undefined, log);
    languages.createDiagnosticCollection = createDiagnosticCollection;
    happens.changed.fire({ document: document('file:/notes.txt'), contentChanges: [{}] });
    happens.saved.fire(document('file:/notes.txt'));
    assert.equal(told, 0);
    problems.dispose();
  });
});
