import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';
import { findProcedure } from '../../../src/core/catalog/find';
import type { Connection } from '../../../src/core/connection';
import type { TestApi } from '../../../src/extension';
import type { Services } from '../../../src/vscode/services';
import type { FamilyView, RunService, RunView } from '../../../src/vscode/bulk/types';
import type { Script } from '../../host/lib/script';
import { extensionId, newScript, run } from '../../host/lib/world';
import type { Target } from './bulkRun';
import { connectTo } from './connect';

const lead = 'lead';

/** A window in whose extension host this runs, connected to a sandbox, with somebody who answers what bulk create asks. */
export class BulkWindow {
  static async open(target: Target): Promise<BulkWindow> {
    const script = await newScript();
    const extension = vscode.extensions.getExtension<TestApi>(extensionId)!;
    const { services } = await extension.activate();
    const connection = await connectTo(services, target.baseUrl, target.token);
    await services.catalogs.need(connection);
    const { runs } = await services.bulk.load();
    return new BulkWindow(script, services, connection, runs, path.join(extension.extensionPath, 'dist'));
  }

  private constructor(
    readonly script: Script,
    readonly services: Services,
    private readonly connection: Connection,
    readonly runs: RunService,
    /** Where the extension's own code is. */
    readonly dist: string,
  ) {}

  /** *Check File*, to its verdict. */
  async check(file: string): Promise<void> {
    const uri = await this.#bound(file);
    await run('checkFile', uri);
  }

  /** *CSV to Payload*, with the columns as they are found. */
  async makePayload(table: string): Promise<void> {
    this.script
      .plan('pick', /^Make a payload of /, 'Lead')
      .plan('pick', /: columns to Lead /, 'Make the Payload');
    await run('csvToPayload', vscode.Uri.file(table));
    this.script.done();
  }

  /** *Bulk Create* of all entries, up to the run's beginning. */
  async create(file: string): Promise<RunView> {
    const uri = await this.#bound(file);
    this.script
      .plan('pick', /entr(y|ies) for /, 'Send all')
      .plan('confirm', /^Create [\d,]+ process/, 'Create');
    await run('bulkCreate', uri);
    this.script.done();
    const families = await this.runs.families();
    const begun = families.find(one => one.runs[0]?.book.run.file.uri === uri.toString())?.runs[0];
    assert.ok(begun, 'No run was begun');
    return begun;
  }

  /** Until a run has its last verdict, and its results are in Problems. Rejects when it pauses. */
  async finished({ id }: RunView): Promise<FamilyView> {
    await new Promise<void>((resolve, reject) => {
      const look = (): void => {
        const { phase } = this.runs.find(id)!;
        if (phase.kind === 'finished') resolve();
        else if (phase.kind === 'paused') reject(new Error(`The run has paused: ${JSON.stringify(phase)}`));
        else return;
        listening.dispose();
      };
      const listening = this.runs.onDidChange(look);
      look();
    });
    const family = this.runs.familyOf(id)!;
    const uri = vscode.Uri.parse(family.runs[0]!.book.run.file.uri, true);
    const { tally } = family;
    while (tally.failed + tally.invalid > 0 && vscode.languages.getDiagnostics(uri).length === 0) {
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    return family;
  }

  /** The file belongs to a procedure: nobody is asked for it. */
  async #bound(file: string): Promise<vscode.Uri> {
    const { bindings, catalogs } = this.services;
    const { catalog } = catalogs.peek(this.connection);
    const procedure = catalog && findProcedure(catalog, lead);
    assert.ok(procedure, 'The sandbox has no leads');
    const { key: procedureKey, shortId, name } = procedure;
    const uri = vscode.Uri.file(file);
    await bindings.set(uri, { connectionId: this.connection.id, procedureKey, shortId, name });
    return uri;
  }
}

/** How long VS Code takes to answer a command that does nothing, there and back, ms. */
export async function roundTrip(): Promise<number> {
  const start = performance.now();
  await vscode.commands.executeCommand('setContext', 'chakra.bench', start);
  return performance.now() - start;
}
