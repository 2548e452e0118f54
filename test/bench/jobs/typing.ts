import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { bindingTo } from '../../../src/core/binding';
import type { TestApi } from '../../../src/extension';
import { hasSchemaRegistry, schemaUri } from '../../../src/vscode/editor/schemaFs';
import type { Services } from '../../../src/vscode/services';
import { closeAll, completions, extensionId, labelOf, newScript, until } from '../../host/lib/world';
import { connectTo } from '../lib/connect';
import { startService } from '../lib/service';
import { teamConfig, teamUsers } from '../lib/team';
import { watched, type Watched } from '../lib/threadWatch';
import { attributeCount, types, typingPayload, type Shape } from '../lib/typingPayload';

/** What the job is told, as JSON in `CHAKRA_BENCH`. */
export interface TypingTask {
  readonly shape: Shape;
  readonly characters: number;
  readonly rounds: number;
}

/** One completion; all in ms. */
export interface Asked {
  /** What was asked for, and where in the file. */
  readonly what: string;
  /** From the question to the list, of all providers. */
  readonly ms: number;
  /** Part of it that the slower of our own providers took. */
  readonly ours: number;
}

export interface TypingFigures {
  readonly characters: number;
  /** The first one in the payload, in ms: the schema is read. */
  readonly first: number;
  readonly asked: readonly Asked[];
  /** The thread of the extension host while all that went on, with code actions, hovers and what VS Code asks by itself. */
  readonly watched: Watched;
  /** Completion in a file that nobody bound, with nothing of ours; ms each. */
  readonly bare: readonly number[];
}

/** Between two characters: a fast typist's. */
const pauseMs = 120;

/** A place in the file, and what is offered there. */
interface Case {
  readonly what: string;
  /** What the cursor stands behind, once what `typed` says is typed there. */
  readonly at: RegExp;
  readonly typed: readonly string[];
  readonly expected: string;
}

const cases: readonly Case[] = [
  { what: 'attribute', at: /"attribute_\d+": \d+,/, typed: ['\n', '"', 'a'], expected: 'attribute_39' },
  { what: 'select', at: /"attribute_\d+": "VALUE_1(?=")/, typed: ['A', 'B'], expected: 'VALUE_3' },
  { what: 'options', at: /"VALUE_2(?=")/, typed: ['A', 'B'], expected: 'VALUE_3' },
  // One who is replaced, and one whose name is begun.
  { what: 'user', at: /"attribute_\d+": "person[^"]*(?=")/, typed: ['1', '7'], expected: 'Person 1701' },
  { what: 'assignedTo', at: /"assignedTo": "(?=person)/, typed: ['p', 'e'], expected: 'Person 201' },
  { what: 'state', at: /"state": "STATE_1(?=")/, typed: ['A', 'B'], expected: 'STATE_3' },
  { what: 'date', at: /"attribute_\d+": 1767225600000/, typed: ['1'], expected: 'Another Date' },
  { what: 'nextActionAt', at: /"nextActionAt": 1767225600000/, typed: ['1'], expected: 'tomorrow 09:00' },
  { what: 'photo', at: /"photo \d+(?=")/, typed: ['x'], expected: 'Upload Photo…' },
];

const places = ['start', 'middle', 'end'] as const;

/** Runs in the extension host of a fresh window. */
export async function run(): Promise<TypingFigures> {
  const task = JSON.parse(process.env['CHAKRA_BENCH'] ?? '') as TypingTask;
  await newScript();
  const extension = vscode.extensions.getExtension<TestApi>(extensionId)!;
  const { services } = await extension.activate();
  const service = await startService(teamConfig(1, attributeCount, types), teamUsers(2_000));
  try {
    const connection = await connectTo(services, service.baseUrl);
    const { catalog } = await services.catalogs.need(connection);
    assert.equal(catalog?.users.length, 2_000);
    const [procedure] = catalog.procedures;
    assert.ok(procedure);
    const editor = await open(services, bindingTo(connection, procedure), task);
    const typist = new Typist(services, editor);
    const start = performance.now();
    await until(
      'the schema',
      async () => (await typist.labels()).some(label => label.includes('STATE_3')),
      60_000,
    );
    const first = performance.now() - start;
    // What VS Code still does with a document that was just opened, its Problems above all.
    await delay(3_000);
    const asked: Asked[] = [];
    const work = async (rounds: number) => {
      for (let round = 0; round < rounds; round++) {
        for (const one of cases) for (const place of places) asked.push(...(await typist.ask(one, place)));
      }
    };
    // Without the profiler, which takes its share of the time; then once more with it.
    await work(task.rounds);
    const thread = await watched(async () => work(1), path.join(extension.extensionPath, 'dist'));
    const characters = editor.document.getText().length;
    return {
      characters,
      first,
      asked: asked.slice(0, -1 * Math.floor(asked.length / (task.rounds + 1))),
      watched: thread,
      bare: await bare(editor.document.getText()),
    };
  } finally {
    await closeAll();
    await service.stop();
  }
}

/** A draft; for an array a file, which VS Code before 1.131 gives no schema. */
async function open(
  { drafts, schemas, bindings }: Services,
  binding: ReturnType<typeof bindingTo>,
  { shape, characters }: TypingTask,
): Promise<vscode.TextEditor> {
  let text = typingPayload(shape, characters);
  if (shape === 'process' && !hasSchemaRegistry())
    text = text.replace('{', `{\n  "$schema": "${schemaUri(schemas.idOf(binding)).toString()}",`);
  let uri = vscode.Uri.file(path.join(process.env['CHAKRA_TEST_WORKSPACE']!, 'typing.json'));
  if (shape === 'array') {
    await writeFile(uri.fsPath, text);
    await bindings.set(uri, binding);
  } else {
    uri = await drafts.create(binding, text);
  }
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
}

/** The same keys in a file that nobody bound: what VS Code alone takes for a list; in ms. */
async function bare(text: string): Promise<readonly number[]> {
  const uri = vscode.Uri.file(path.join(process.env['CHAKRA_TEST_WORKSPACE']!, 'bare.json'));
  await writeFile(uri.fsPath, text);
  const editor = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
  await completions(uri, new vscode.Position(0, 1));
  await delay(3_000);
  const times: number[] = [];
  for (const place of places) {
    for (const at of [/"state": "STATE_1(?=")/, /"VALUE_2(?=")/, /"photo \d+(?=")/]) {
      const offset = placeOf(text, at, place);
      if (offset === undefined) continue;
      const position = editor.document.positionAt(offset);
      editor.selection = new vscode.Selection(position, position);
      editor.revealRange(editor.selection, vscode.TextEditorRevealType.InCenter);
      for (const key of ['A', 'B']) {
        await delay(pauseMs);
        await vscode.commands.executeCommand('type', { text: key });
      }
      const start = performance.now();
      await completions(uri, editor.selection.active);
      times.push(performance.now() - start);
      await delay(pauseMs);
      const range = new vscode.Range(position, editor.selection.active);
      await editor.edit(edit => edit.delete(range));
    }
  }
  return times;
}

class Typist {
  #ours = 0;

  constructor(
    { valueHelp, ownHelp }: Services,
    private readonly editor: vscode.TextEditor,
  ) {
    for (const provider of [valueHelp, ownHelp]) {
      const provide = provider.provideCompletionItems.bind(provider);
      provider.provideCompletionItems = async (
        ...args: Parameters<typeof ownHelp.provideCompletionItems>
      ) => {
        const start = performance.now();
        const list = await provide(...args);
        // They are asked side by side.
        this.#ours = Math.max(this.#ours, performance.now() - start);
        return list;
      };
    }
  }

  /** What is offered for the first state of the file. */
  async labels(): Promise<readonly string[]> {
    const { document } = this.editor;
    const found = /"state": "/.exec(document.getText())!;
    const at = document.positionAt(found.index + found[0].length);
    return (await completions(document.uri, at)).map(labelOf);
  }

  /** Types, asks for completion, then for everything else that VS Code asks for, and takes back what was typed. */
  async ask({ what, at, typed, expected }: Case, place: (typeof places)[number]): Promise<readonly Asked[]> {
    const { document } = this.editor;
    const before = document.getText();
    const offset = placeOf(before, at, place);
    if (offset === undefined) return [];
    const position = document.positionAt(offset);
    this.editor.selection = new vscode.Selection(position, position);
    this.editor.revealRange(this.editor.selection, vscode.TextEditorRevealType.InCenter);
    await delay(pauseMs);
    for (const [number, text] of typed.entries()) {
      if (number > 0) await delay(pauseMs);
      await vscode.commands.executeCommand('type', { text });
    }
    this.#ours = 0;
    const start = performance.now();
    const items = await completions(document.uri, this.editor.selection.active);
    const asked = { what: `${what}, ${place}`, ms: performance.now() - start, ours: this.#ours };
    const isThere = items.some(item => labelOf(item).includes(expected));
    assert.ok(isThere, `${asked.what}: no ${expected} among ${items.slice(0, 5).map(labelOf).join(', ')}`);
    await delay(pauseMs);
    const { active } = this.editor.selection;
    const here = new vscode.Range(active, active);
    await vscode.commands.executeCommand('vscode.executeCodeActionProvider', document.uri, here);
    await vscode.commands.executeCommand('vscode.executeHoverProvider', document.uri, active);
    await delay(pauseMs);
    const changed = new vscode.Range(
      position,
      document.positionAt(offset + document.getText().length - before.length),
    );
    assert.ok(await this.editor.edit(edit => edit.delete(changed)));
    assert.equal(document.getText().length, before.length);
    return [asked];
  }
}

/** Behind what is looked for: the first, the first of the second half, or the last; undefined where that is far away from there. */
function placeOf(text: string, at: RegExp, place: (typeof places)[number]): number | undefined {
  const found = [...text.matchAll(new RegExp(at, 'g'))].map(match => match.index + match[0].length);
  const offset =
    place === 'start'
      ? found[0]
      : place === 'end'
        ? found.at(-1)
        : (found.find(one => one > text.length / 2) ?? -1);
  const share = (offset ?? -1) / text.length;
  const isThere = { start: share < 0.2, middle: share > 0.4 && share < 0.6, end: share > 0.8 }[place];
  return offset !== undefined && isThere ? offset : undefined;
}
