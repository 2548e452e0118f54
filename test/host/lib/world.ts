import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Sandbox, SandboxOptions } from '../../../src/core/sandbox/index';
import { startSandbox } from '../../../src/core/sandbox/index';
import type { TestApi } from '../../../src/extension';
import { Script } from './script';

export const extensionId = 'chakra-vscode.chakra-vscode';

/** Activates the extension and puts a fresh script in the user's place. */
export async function newScript(): Promise<Script> {
  const extension = vscode.extensions.getExtension<TestApi>(extensionId);
  assert.ok(extension, 'VS Code does not know the extension');
  const api = await extension.activate();
  const script = new Script();
  Object.assign(api.ui, {
    info: script.info,
    warn: script.warn,
    error: script.error,
    confirm: script.confirm,
    pick: script.pick,
    live: script.live,
    input: script.input,
    saveFile: script.saveFile,
    openFiles: script.openFiles,
    progress: script.progress,
  });
  return script;
}

export async function run(command: string, ...args: unknown[]): Promise<unknown> {
  return vscode.commands.executeCommand(`chakra.${command}`, ...args);
}

let names = 0;

/** A service of the test's own and a connection to it, made through the commands; the connection becomes active. */
export async function connect(
  script: Script,
  options: SandboxOptions & { readonly kind?: 'Test' | 'Production' } = {},
): Promise<{ sandbox: Sandbox; name: string }> {
  const { kind = 'Test', ...rest } = options;
  const sandbox = await startSandbox(rest);
  const name = `Team ${++names}`;
  script
    .plan('input', /^Name/, name)
    .plan('input', /^Base URL/, sandbox.baseUrl)
    .plan('pick', /^Kind/, kind)
    .plan('input', /^Token/, sandbox.token);
  await run('addConnection');
  return { sandbox, name };
}

/** Opens a draft for a procedure of the active connection. */
export async function openDraft(script: Script, procedure: string): Promise<vscode.TextEditor> {
  script.plan('pick', /^Create a process/, procedure);
  await run('createProcess');
  const editor = vscode.window.activeTextEditor;
  assert.equal(editor?.document.uri.scheme, 'chakra-draft', 'No draft is open');
  return editor;
}

/** Replaces the whole text of a draft by an object's, and keeps the `$schema` that older versions of VS Code need. */
export async function setPayload(editor: vscode.TextEditor, text: string): Promise<void> {
  const schema = /"\$schema": "[^"]*"/.exec(editor.document.getText())?.[0];
  await setText(editor, schema === undefined ? text : text.replace('{', `{ ${schema}, `));
}

/** Replaces the whole text of an editor. */
export async function setText(editor: vscode.TextEditor, text: string): Promise<void> {
  const { document } = editor;
  const whole = new vscode.Range(document.positionAt(0), document.positionAt(document.getText().length));
  assert.ok(await editor.edit(edit => edit.replace(whole, text)));
}

/** Waits until a condition holds, looking again at each event and at short intervals. */
export async function until<T>(
  what: string,
  look: () => T | undefined | false | Promise<T | undefined | false>,
  limitMs = 10_000,
): Promise<T> {
  const end = Date.now() + limitMs;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    assert.ok(Date.now() < end, `Waited ${limitMs} ms in vain: ${what}`);
    await new Promise(resolve => setTimeout(resolve, 25));
  }
}

export async function closeAll(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** The completion labels that come from a schema, not the words of open documents. */
export async function completions(
  uri: vscode.Uri,
  position: vscode.Position,
): Promise<vscode.CompletionItem[]> {
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    uri,
    position,
  );
  return list.items.filter(({ kind }) => kind !== vscode.CompletionItemKind.Text);
}

export function labelOf({ label }: vscode.CompletionItem): string {
  return typeof label === 'string' ? label : label.label;
}
