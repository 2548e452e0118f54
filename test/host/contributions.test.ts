import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { commandNames } from '../../src/vscode/commands/ids';
import { extensionId, newScript } from './lib/world';

interface Manifest {
  readonly activationEvents: readonly string[];
  readonly contributes: {
    readonly commands: readonly { command: string; title: string }[];
    readonly menus: Record<string, readonly { command: string; when?: string }[]>;
    readonly walkthroughs: readonly {
      id: string;
      steps: readonly { description: string; media: { svg: string }; completionEvents: readonly string[] }[];
    }[];
  };
}

describe('contributions', () => {
  const root = process.env['CHAKRA_TEST_ROOT']!;
  let manifest: Manifest;
  let texts: Record<string, string>;

  before(async () => {
    await newScript();
    manifest = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as Manifest;
    texts = JSON.parse(await readFile(path.join(root, 'package.nls.json'), 'utf8')) as Record<string, string>;
  });

  it('declares exactly the commands of the table', () => {
    const declared = manifest.contributes.commands.map(({ command }) => command).sort();
    assert.deepEqual(declared, commandNames.map(name => `chakra.${name}`).sort());
  });

  it('registers every declared command', async () => {
    const registered = new Set(await vscode.commands.getCommands(true));
    const missing = commandNames.filter(name => !registered.has(`chakra.${name}`));
    assert.deepEqual(missing, []);
  });

  it('has only declared commands in its menus', () => {
    const declared = new Set(manifest.contributes.commands.map(({ command }) => command));
    const used = Object.values(manifest.contributes.menus).flatMap(items =>
      items.map(({ command }) => command),
    );
    assert.deepEqual(
      used.filter(command => !declared.has(command)),
      [],
    );
  });

  it('takes every text of the manifest from package.nls.json, and leaves none unused', async () => {
    const text = await readFile(path.join(root, 'package.json'), 'utf8');
    const used = new Set([...text.matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key));
    assert.deepEqual(
      [...used].filter(key => key !== undefined && texts[key] === undefined),
      [],
    );
    assert.deepEqual(
      Object.keys(texts).filter(key => !used.has(key)),
      [],
    );
    for (const { title } of manifest.contributes.commands) assert.match(title, /^%command\./);
  });

  it('has a walkthrough of commands and pictures that exist, and leads to it from the welcome', async () => {
    const declared = new Set<string>(manifest.contributes.commands.map(({ command }) => command));
    const [tour] = manifest.contributes.walkthroughs;
    assert.ok(tour !== undefined);
    for (const { description, media, completionEvents } of tour.steps) {
      assert.match(await readFile(path.join(root, media.svg), 'utf8'), /^<svg /);
      const linked = [...(texts[description.slice(1, -1)] ?? '').matchAll(/\(command:([^)]+)\)/g)];
      const awaited = completionEvents.filter(event => event.startsWith('onCommand:'));
      const named = [...linked.map(([, name]) => name), ...awaited.map(event => event.slice(10))];
      assert.ok(linked.length > 0 && awaited.length > 0);
      assert.deepEqual(
        named.filter(name => name === undefined || !declared.has(name)),
        [],
      );
    }
    assert.match(
      texts['welcome.none'] ?? '',
      new RegExp(`openWalkthrough\\?%22${extensionId}%23${tour.id}%22`),
    );
  });

  it('is activated by the view, a command, its file systems, or JSON lines', () => {
    assert.deepEqual([...manifest.activationEvents].sort(), [
      'onFileSystem:chakra-draft',
      'onFileSystem:chakra-schema',
      'onLanguage:jsonl',
    ]);
    assert.equal(vscode.extensions.getExtension(extensionId)?.isActive, true);
  });
});
