import * as vscode from 'vscode';
import { Disposables } from '../events';
import type { Log } from '../log';
import type { SendLedger, SendRecord } from '../send/ledger';
import type { Sending } from '../send/sending';
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
    private readonly log: Log,
  ) {
    this.#held.add(vscode.window.createTreeView('chakra.drafts', { treeDataProvider: this }));
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

  async getTreeItem({ name, uri, binding, changedAt }: DraftInfo): Promise<vscode.TreeItem> {
    const last = await this.ledger.lastKnown(uri.toString()).catch(() => undefined);
    const item = new vscode.TreeItem(name.title);
    item.id = name.id;
    item.contextValue = 'draft';
    item.iconPath = new vscode.ThemeIcon('json');
    item.description =
      last === undefined
        ? timeText(changedAt)
        : `${timeText(changedAt)} · ${this.sending.isOut(uri) ? vscode.l10n.t('being sent') : stateText(last)}`;
    item.tooltip =
      binding === undefined
        ? vscode.l10n.t('{0}, changed {1}', name.title, timeText(changedAt))
        : vscode.l10n.t('{0}: payload of {1}, changed {2}', name.title, binding.name, timeText(changedAt));
    item.command = { command: 'chakra.openDraft', title: vscode.l10n.t('Open'), arguments: [uri] };
    return item;
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

function stateText({ state }: SendRecord): string {
  switch (state) {
    case 'created':
      return vscode.l10n.t('created');
    case 'unknown':
    case 'sending':
      return vscode.l10n.t('outcome unknown');
  }
}
