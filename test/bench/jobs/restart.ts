import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import path from 'node:path';
import * as vscode from 'vscode';
import type { activate, TestApi } from '../../../src/extension';
import { extensionId, until } from '../../host/lib/world';
import { hasSchemaRegistry } from '../../../src/vscode/editor/schemaFs';
import { connectTo } from '../lib/connect';
import { startService } from '../lib/service';
import { teamConfig } from '../lib/team';

const rounds = 9;
const procedures = 50;

/**
 * Runs in the extension host of a fresh window: ends the extension, loads its code again, activates it and brings its view into
 * sight, with a catalog on disk and a service that is gone. Gives for each round the ms from the load's beginning until VS Code
 * has taken every row of the tree. Newer versions of VS Code ask an extension that came back for rows when its view comes into
 * sight, older ones when it stayed there.
 */
export async function run(): Promise<number[]> {
  const extension = vscode.extensions.getExtension<TestApi>(extensionId)!;
  let api = await extension.activate();
  const { context } = api;
  const service = await startService(teamConfig(procedures, 40));
  const connection = await connectTo(api.services, service.baseUrl);
  const { catalog } = await api.services.catalogs.refresh(connection);
  assert.equal(catalog?.procedures.length, procedures);
  await service.stop();
  const { requests } = service;

  await vscode.commands.executeCommand('chakra.procedures.focus');
  const main = path.join(extension.extensionPath, 'dist/extension.js');
  const require = createRequire(main);
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    if (hasSchemaRegistry()) {
      await vscode.commands.executeCommand('workbench.view.explorer');
      await until('the view is hidden', () => !api.services.tree.view.visible);
    }
    for (const held of context.subscriptions.splice(0)) held.dispose();
    // Nothing tells when VS Code has forgotten the rows.
    await new Promise(resolve => setTimeout(resolve, 500));
    Reflect.deleteProperty(require.cache, main);
    const start = performance.now();
    api = (require(main) as { activate: typeof activate }).activate(context)!;
    const taken = allTaken(api);
    if (hasSchemaRegistry()) await vscode.commands.executeCommand('chakra.procedures.focus');
    await taken;
    times.push(performance.now() - start);
  }
  assert.equal(service.requests, requests, 'no network');
  return times;
}

/** Resolves when VS Code has asked for the tree item of every procedure. */
function allTaken({ services: { tree } }: TestApi): Promise<void> {
  const taken = new Set<string>();
  const getTreeItem = tree.getTreeItem.bind(tree);
  return new Promise(resolve => {
    tree.getTreeItem = node => {
      const item = getTreeItem(node);
      if (node.type === 'procedure') taken.add(node.procedure.key);
      if (taken.size === procedures) resolve();
      return item;
    };
  });
}
