import * as vscode from 'vscode';
import type { Connections } from '../connections/store';
import type { FailureReporter } from '../commands/failureReporter';
import { isObject } from '../../core/json';
import { copy } from '../clipboard';
import { CorrectAttribute } from '../corrections/correct';
import type { Ui } from '../ui';
import { plain } from '../words/plain';
import { procedureOfRow } from './rows';
import type { CatalogService } from './service';
import type { ProcedureTree } from './tree';

/** The commands of the view of procedures. */
export class CatalogCommands {
  constructor(
    private readonly ui: Ui,
    readonly connections: Connections,
    readonly catalogs: CatalogService,
    private readonly tree: ProcedureTree,
    private readonly failures: FailureReporter,
  ) {}

  async refresh(): Promise<void> {
    const connection = this.connections.active();
    if (connection === undefined) {
      await vscode.commands.executeCommand('chakra.switchConnection');
      return;
    }
    const { failure } = await vscode.window.withProgress(
      { location: { viewId: 'chakra.procedures' } },
      async () => this.catalogs.refresh(connection),
    );
    if (failure !== undefined) {
      await this.failures.report(
        connection,
        vscode.l10n.t('The config of {0} could not be read.', plain(connection.name)),
        failure,
      );
    }
  }

  async filter(): Promise<void> {
    const typed = await this.ui.input({
      title: vscode.l10n.t('Filter procedures'),
      prompt: vscode.l10n.t('Part of a name or short id of a procedure or an attribute. Empty shows all.'),
      value: this.tree.filter,
    });
    if (typed !== undefined) this.tree.setFilter(typed.trim());
  }

  /** Copies the short id of a procedure, an attribute or a state of the tree. */
  async copyShortId(node: unknown): Promise<void> {
    const shortId = shortIdOf(node ?? this.tree.view.selection[0]);
    if (shortId === undefined) {
      void this.ui.info(vscode.l10n.t('Select a procedure, an attribute or a state in the view first.'));
      return;
    }
    await copy(shortId);
  }

  /** Asks what the config says wrongly of an attribute of the tree, and writes it into the settings. */
  async correctAttribute(given: unknown): Promise<void> {
    const node = given ?? this.tree.view.selection[0];
    const procedure = procedureOfRow(this, node)?.procedure;
    const row = isObject(node) && isObject(node['attribute']) ? node['attribute']['shortId'] : undefined;
    const attribute = procedure?.attributes.find(({ shortId }) => shortId === row);
    if (procedure === undefined || attribute === undefined) {
      void this.ui.info(vscode.l10n.t('Select an attribute in the view of procedures first.'));
      return;
    }
    await new CorrectAttribute(this.ui).correct(procedure, attribute);
  }
}

function shortIdOf(node: unknown): string | undefined {
  if (!isObject(node)) return undefined;
  const thing = node['attribute'] ?? node['state'] ?? node['procedure'];
  return isObject(thing) && typeof thing['shortId'] === 'string' ? thing['shortId'] : undefined;
}
