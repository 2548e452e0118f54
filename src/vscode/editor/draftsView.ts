import * as vscode from 'vscode';
import type { Connection } from '../../core/connection';
import type { Connections } from '../connections/store';
import { Disposables } from '../events';
import type { Log } from '../log';
import type { SendLedger, SendRecord } from '../send/ledger';
import type { Sending } from '../send/sending';
import { connectionText } from '../words/connectionWords';
import { oneLine } from '../words/plain';
import { timeText } from '../words/times';
import type { DraftInfo, Drafts } from './drafts';

/** The list of drafts: click opens, the bin deletes after asking. */
export class DraftsView implements vscode.TreeDataProvider<DraftInfo>, vscode.Disposable {
  readonly #held = new Disposables();
  readonly #changed = this.#held.add(new vscode.EventEmitter<void>());
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(
    private readonly drafts: Drafts,
    private readonly ledger: SendLedger,
    private readonly sending: Sending,
    private readonly connections: Connections,
    private readonly log: Log,
  ) {
    this.#held.add(vscode.window.createTreeView('chakra.drafts', { treeDataProvider: this }));
    // What a draft says of its connection depends on which one is active.
    this.#held.add(connections.onDidChange(() => this.#changed.fire()));
    this.#held.add(drafts.onDidChange(() => this.#update()));
    this.#held.add(drafts.onDidWrite(() => this.#changed.fire()));
    this.#held.add(sending.onDidChange(() => this.#changed.fire()));
    // Another window may have made, edited or deleted drafts.
    this.#held.add(
      vscode.window.onDidChangeWindowState(({ focused }) => {
        if (focused) this.#update();
      }),
    );
    this.#note();
  }

  async getChildren(draft?: DraftInfo): Promise<DraftInfo[]> {
    return draft === undefined ? this.drafts.list() : [];
  }

  async getTreeItem(draft: DraftInfo): Promise<vscode.TreeItem> {
    const { name, uri, binding, changedAt } = draft;
    const connection = binding && this.connections.find(binding.connectionId);
    const isAway = connection !== undefined && connection.id !== this.connections.active()?.id;
    const outcome = await this.#outcome(draft);
    const item = new vscode.TreeItem(name.title);
    item.id = name.id;
    item.contextValue = 'draft';
    item.iconPath = new vscode.ThemeIcon('json');
    item.description = [timeText(changedAt), outcome ?? '', isAway ? oneLine(connection.name) : '']
      .filter(part => part !== '')
      .join(' · ');
    item.tooltip = tooltip(draft, connection, outcome);
    item.command = { command: 'chakra.openDraft', title: vscode.l10n.t('Open'), arguments: [uri] };
    return item;
  }

  /** What became of the latest send of a draft; undefined for one that was never sent. */
  async #outcome({ uri, binding }: DraftInfo): Promise<string | undefined> {
    if (this.sending.isOut(uri)) return vscode.l10n.t('being sent');
    const refusedAt = binding && this.sending.refusedAt(uri, binding);
    if (refusedAt !== undefined) return vscode.l10n.t('not created');
    const last = await this.ledger.lastKnown(uri.toString()).catch(() => undefined);
    return last && stateText(last);
  }

  #update(): void {
    this.#changed.fire();
    this.#note();
  }

  /** Without a connection the view is only there when it has something to show: package.json asks for the key. */
  #note(): void {
    this.drafts
      .any()
      .then(any => vscode.commands.executeCommand('setContext', 'chakra.hasDrafts', any))
      .catch((error: unknown) => this.log.error('Drafts', error));
  }

  dispose(): void {
    this.#held.dispose();
  }
}

/** The facts of a draft, a line each. */
function tooltip(
  { name, binding, changedAt }: DraftInfo,
  connection: Connection | undefined,
  outcome: string | undefined,
): string {
  return [
    name.title,
    binding && vscode.l10n.t('Procedure: {0}', oneLine(binding.name)),
    connection && vscode.l10n.t('Connection: {0}', connectionText(connection)),
    vscode.l10n.t('Changed: {0}', timeText(changedAt)),
    outcome !== undefined && vscode.l10n.t('Last send: {0}', outcome),
  ]
    .filter(line => typeof line === 'string')
    .join('\n');
}

function stateText({ state }: SendRecord): string {
  switch (state) {
    case 'created':
      return vscode.l10n.t('created');
    case 'unknown':
    case 'sending':
      return vscode.l10n.t('outcome unknown');
  }
}
