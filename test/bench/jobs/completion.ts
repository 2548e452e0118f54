import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { bindingTo } from '../../../src/core/binding';
import type { Services } from '../../../src/vscode/services';
import { draftScheme } from '../../../src/vscode/editor/draftPath';
import { hasSchemaRegistry, schemaUri } from '../../../src/vscode/editor/schemaFs';
import type { TestApi } from '../../../src/extension';
import {
  closeAll,
  completions,
  extensionId,
  labelOf,
  newScript,
  openDraft,
  until,
} from '../../host/lib/world';
import { connectTo } from '../lib/connect';
import { startService, type Service } from '../lib/service';
import { teamConfig } from '../lib/team';

/** All in ms. */
export interface CompletionTimes {
  /** From a new draft being open until completion has an attribute; the first of the window comes first. */
  readonly drafts: readonly number[];
  /** From the config's answer being sent until completion in a draft that is open has an attribute. */
  readonly configs: readonly number[];
}

const rounds = 5;
/** Not required, so that it is not in a new draft. */
const wanted = 'attribute_7';

/** Runs in the extension host of a fresh window. */
export async function run(): Promise<CompletionTimes> {
  const script = await newScript();
  const { services } = await vscode.extensions.getExtension<TestApi>(extensionId)!.activate();
  const service = await startService(teamConfig(10, 20));
  try {
    const connection = await connectTo(services, service.baseUrl);
    await services.catalogs.need(connection);
    const drafts: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const opened = opening();
      // Another procedure each time: its schema is new, too.
      await openDraft(script, `Procedure ${round}`);
      const { document, at } = await opened;
      await completes(document);
      drafts.push(performance.now() - at);
      await closeAll();
    }
    const configs: number[] = [];
    for (let round = 0; round < rounds; round++) configs.push(await configArrives(services, service));
    return { drafts, configs };
  } finally {
    await service.stop();
  }
}

/** The next draft that is opened, and when (`performance.now()`). */
function opening(): Promise<{ document: vscode.TextDocument; at: number }> {
  return new Promise(resolve => {
    const listening = vscode.workspace.onDidOpenTextDocument(document => {
      if (document.uri.scheme !== draftScheme) return;
      listening.dispose();
      resolve({ document, at: performance.now() });
    });
  });
}

async function offers(document: vscode.TextDocument): Promise<boolean> {
  const within = '"data": {';
  const offset = document.getText().indexOf(within) + within.length;
  const items = await completions(document.uri, document.positionAt(offset));
  return items.map(labelOf).includes(wanted);
}

async function completes(document: vscode.TextDocument): Promise<void> {
  await until('completion of the attribute', () => offers(document));
}

/** A draft of a connection whose config is not there yet, as after a restart without a cache: ms from the answer on. */
async function configArrives(services: Services, service: Service): Promise<number> {
  const { catalogs, connections, drafts, schemas } = services;
  const known = connections.active()!;
  const [procedure] = catalogs.peek(known).catalog?.procedures ?? [];
  assert.ok(procedure);
  const connection = await connectTo(services, service.baseUrl);
  const binding = bindingTo(connection, procedure);
  const schema = hasSchemaRegistry() ? {} : { $schema: schemaUri(schemas.idOf(binding)).toString() };
  const config = service.holdConfig();
  const uri = await drafts.create(binding, JSON.stringify({ ...schema, data: {} }, undefined, 2));
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document);
  await config.asked;
  assert.equal(await offers(document), false);
  await config.release();
  const at = performance.now();
  await completes(document);
  const took = performance.now() - at;
  await closeAll();
  return took;
}
