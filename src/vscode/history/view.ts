import * as vscode from 'vscode';
import type { HistoryEntry } from '../../core/history/entry';
import { Disposables } from '../events';
import type { Log } from '../log';
import { oneLine } from '../words/plain';
import { sizeText } from '../words/bulkCounts';
import type { History } from './index';
import { entryTooltip, isBeingSent, rowText } from './words';

/** The list of sends, the newest first. Click opens what was sent and answered. It is only there when it has something to show. */
export class HistoryView implements vscode.TreeDataProvider<HistoryEntry>, vscode.Disposable {
  readonly #held = new Disposables();
  readonly #changed = this.#held.add(new vscode.EventEmitter<void>());
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #view: vscode.TreeView<HistoryEntry>;

  constructor(
    private readonly history: History,
    private readonly log: Log,
  ) {
    this.#view = this.#held.add(
      vscode.window.createTreeView('chakra.history', { treeDataProvider: this, canSelectMany: true }),
    );
    this.#held.add(history.onDidChange(() => this.#update()));
    this.#update();
  }

  async getChildren(entry?: HistoryEntry): Promise<HistoryEntry[]> {
    return entry === undefined ? [...(await this.history.entries())] : [];
  }

  getTreeItem(entry: HistoryEntry): vscode.TreeItem {
    const item = new vscode.TreeItem(oneLine(entry.procedure.name));
    item.id = entry.id;
    item.contextValue = 'send';
    item.iconPath = iconOf(entry);
    item.description = rowText(entry);
    item.tooltip = entryTooltip(entry);
    item.command = {
      command: 'chakra.openHistoryEntry',
      title: vscode.l10n.t('Open'),
      arguments: [{ id: entry.id }],
    };
    return item;
  }

  dispose(): void {
    this.#held.dispose();
  }

  #update(): void {
    this.#changed.fire();
    this.#note().catch((error: unknown) => this.log.error('History', error));
  }

  /** Without an entry the view is not there: package.json asks for the key. */
  async #note(): Promise<void> {
    const entries = await this.history.store.list();
    const bytes = entries.reduce((sum, entry) => sum + entry.bytes, 0);
    this.#view.description = entries.length === 0 ? '' : `${entries.length} · ${sizeText(bytes)}`;
    await vscode.commands.executeCommand('setContext', 'chakra.hasHistory', entries.length > 0);
  }
}

function iconOf(entry: HistoryEntry): vscode.ThemeIcon {
  switch (entry.outcome.kind) {
    case 'created':
      return new vscode.ThemeIcon('pass', new vscode.ThemeColor('charts.green'));
    case 'notCreated':
      return new vscode.ThemeIcon('error', new vscode.ThemeColor('charts.red'));
    case 'open':
      if (isBeingSent(entry)) return new vscode.ThemeIcon('sync~spin');
      break;
    case 'unknown':
  }
  return new vscode.ThemeIcon('question', new vscode.ThemeColor('list.warningForeground'));
}
