import * as vscode from 'vscode';
import type { State } from '../../core/catalog/model';
import type { Connection } from '../../core/connection';
import type { Connections } from '../connections/store';
import type { Drift } from '../drift/drift';
import { Disposables } from '../events';
import { failureText } from '../words/failures';
import { oneLine, plain } from '../words/plain';
import { timeText } from '../words/times';
import { attributeHover, procedureHover, stateHover, unresolvedHover } from './hover';
import { attributeIcon, stateIcon } from './icons';
import type { Node } from './nodes';
import { childNodes, nodeId, rootNodes } from './nodes';
import type { CatalogService } from './service';
import type { CatalogState } from './state';
import { viewState } from './viewState';

/** How often a view that stays in sight looks whether its catalog has become old. */
const lookAgainMs = 60_000;

/** The procedures of the active connection. */
export class ProcedureTree implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<Node | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #held = new Disposables();
  readonly view: vscode.TreeView<Node>;
  #filter = '';

  constructor(
    private readonly connections: Connections,
    private readonly catalogs: CatalogService,
    private readonly drift: Drift,
  ) {
    this.view = this.#held.add(
      vscode.window.createTreeView('chakra.procedures', { treeDataProvider: this, showCollapseAll: true }),
    );
    this.#held.add(this.view.onDidChangeVisibility(() => this.#lookAgain()));
    this.#held.add(vscode.window.onDidChangeWindowState(() => this.#lookAgain()));
    const timer = setInterval(() => this.#lookAgain(), lookAgainMs);
    this.#held.add({ dispose: () => clearInterval(timer) });
    this.#held.add(connections.onDidChange(() => this.#update()));
    this.#held.add(drift.onDidChange(() => this.#update()));
    this.#held.add(
      catalogs.onDidChange(connection => {
        if (connection.id === connections.active()?.id) this.#update();
      }),
    );
    this.#describe(connections.active());
  }

  get filter(): string {
    return this.#filter;
  }

  /** Shows only procedures whose name, short id or attributes hold the text; '' shows all. */
  setFilter(filter: string): void {
    this.#filter = filter;
    void vscode.commands.executeCommand('setContext', 'chakra.filtered', filter !== '');
    this.#update();
  }

  async getChildren(node?: Node): Promise<Node[]> {
    if (node === undefined) return this.#root();
    if (node.type !== 'attributes') return childNodes(node);
    const procedure = await this.catalogs.learnBehind(node.connection, node.procedure.key);
    return childNodes({ ...node, procedure: procedure ?? node.procedure });
  }

  getTreeItem(node: Node): vscode.TreeItem {
    const item = treeItem(node);
    const id = nodeId(node);
    if (id !== undefined) item.id = id;
    item.contextValue = node.type;
    if (node.type === 'procedure') this.#mark(item, node);
    return item;
  }

  /** Quietly: what has changed since the user looked stands under the mouse, and behind a button. */
  #mark(item: vscode.TreeItem, { connection, procedure }: Extract<Node, { type: 'procedure' }>): void {
    const drifted = this.drift.of(connection, procedure);
    if (drifted === undefined) return;
    item.contextValue = 'procedure.changed';
    item.description = vscode.l10n.t('{0} · config changed', oneLine(procedure.shortId));
    item.tooltip = procedureHover(procedure, drifted.changes);
  }

  dispose(): void {
    this.#held.dispose();
    this.#changed.dispose();
  }

  async #root(): Promise<Node[]> {
    const connection = this.connections.active();
    if (connection === undefined) return [];
    const { catalog } = await this.catalogs.open(connection);
    const now = this.connections.active();
    this.#describe(now);
    // Switched meanwhile: the view has been asked to look again.
    return catalog === undefined || now?.id !== connection.id
      ? []
      : rootNodes(connection, catalog, this.#filter);
  }

  /** In view: what has become old meanwhile is refreshed. Asks nobody while it is young. */
  #lookAgain(): void {
    const connection = this.connections.active();
    if (connection !== undefined && this.view.visible && vscode.window.state.focused) {
      void this.catalogs.open(connection);
    }
  }

  #update(): void {
    this.#describe(this.connections.active());
    this.#changed.fire(undefined);
  }

  #describe(connection: Connection | undefined): void {
    const state: CatalogState =
      connection === undefined ? { loading: false } : this.catalogs.peek(connection);
    void vscode.commands.executeCommand('setContext', 'chakra.view', viewState(connection, state));
    // Empty, never deleted: `delete` would take the setters away, and nothing would be shown from then on.
    this.view.message = plain(this.#message(state));
    this.view.description = connection === undefined ? '' : plain(description(connection, state));
  }

  #message({ catalog, failure }: CatalogState): string {
    if (catalog === undefined) return '';
    if (failure !== undefined) {
      return vscode.l10n.t(
        'Could not be refreshed: {0} Shown as read {1}.',
        failureText(failure),
        timeText(catalog.fetchedAt),
      );
    }
    return this.#filter === '' ? '' : vscode.l10n.t('Filter: {0}', this.#filter);
  }
}

function description(connection: Connection, { catalog, loading }: CatalogState): string {
  if (loading) return vscode.l10n.t('{0}: loading…', connection.name);
  if (catalog === undefined) return connection.name;
  // Short: the title bar of the view cuts it off. When it was read stands in the status bar's hover.
  return vscode.l10n.t('{0}: {1} visible to this key', connection.name, catalog.procedures.length);
}

function treeItem(node: Node): vscode.TreeItem {
  const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  switch (node.type) {
    case 'procedure': {
      const item = new vscode.TreeItem(node.procedure.name, Collapsed);
      item.description = oneLine(node.procedure.shortId);
      item.iconPath = new vscode.ThemeIcon('list-tree');
      item.tooltip = procedureHover(node.procedure);
      return item;
    }
    case 'attributes': {
      const { attributes, attributesFrom } = node.procedure;
      const item = new vscode.TreeItem(vscode.l10n.t('Attributes'), Expanded);
      item.description =
        attributesFrom === 'config'
          ? String(attributes.length)
          : learntNote(attributesFrom, attributes.length);
      return item;
    }
    case 'states': {
      const item = new vscode.TreeItem(vscode.l10n.t('States'), Collapsed);
      item.description = String(node.procedure.states.length);
      return item;
    }
    case 'attribute': {
      const { procedure, attribute } = node;
      const isKey = procedure.primaryKey === attribute.shortId;
      const item = new vscode.TreeItem(oneLine(attribute.shortId), None);
      const marks = [
        attribute.type === '' ? vscode.l10n.t('type not known') : attribute.type,
        attribute.required && vscode.l10n.t('required'),
        isKey && vscode.l10n.t('primary key'),
        attribute.derived && vscode.l10n.t('calculated'),
        attribute.hidden && vscode.l10n.t('hidden'),
        attribute.learnt === true && vscode.l10n.t('learnt'),
        attribute.corrected === true && vscode.l10n.t('corrected'),
      ];
      item.description = oneLine(marks.filter(mark => mark !== false).join(' · '));
      item.iconPath = attributeIcon(attribute, isKey);
      item.tooltip = attributeHover(procedure, attribute);
      return item;
    }
    case 'state': {
      const item = new vscode.TreeItem(oneLine(node.state.shortId), None);
      item.description = stateNote(node.state);
      item.iconPath = stateIcon(node.state);
      item.tooltip = stateHover(node.state);
      return item;
    }
    case 'unresolved': {
      const count = node.unresolved.reduce((sum, one) => sum + one.count, 0);
      const item = new vscode.TreeItem(vscode.l10n.t('Not resolved in the config: {0}', count), None);
      item.iconPath = new vscode.ThemeIcon('question');
      item.tooltip = unresolvedHover(node.unresolved);
      return item;
    }
  }
}

/** `New · start`: what the icon says is in words, too, for those who hear it. */
function stateNote({ name, shortId, role }: State): string {
  const marks = [
    name !== shortId && oneLine(name),
    role === 'start' && vscode.l10n.t('start'),
    role === 'completed' && vscode.l10n.t('completed'),
  ];
  return marks.filter(mark => mark !== false).join(' · ');
}

function learntNote(from: 'list' | 'none', count: number): string {
  return from === 'list'
    ? vscode.l10n.t('{0}, learnt from existing processes', count)
    : vscode.l10n.t('not in the config');
}
