import * as vscode from 'vscode';
import type { Connection } from '../../core/connection';
import { connectionText } from '../words/connectionWords';
import { plain } from '../words/plain';
import type { Connections } from './store';

/** The connection of this window; production is unmistakable. Hidden while there is none. */
export class ConnectionStatus implements vscode.Disposable {
  readonly #item = vscode.window.createStatusBarItem('chakra.connection', vscode.StatusBarAlignment.Left, 10);
  readonly #listening: vscode.Disposable;

  constructor(private readonly connections: Connections) {
    this.#item.name = vscode.l10n.t('Chakra connection');
    this.#item.command = 'chakra.switchConnection';
    this.#listening = connections.onDidChange(() => this.#update());
    this.#update();
  }

  dispose(): void {
    this.#listening.dispose();
    this.#item.dispose();
  }

  #update(): void {
    const connection = this.connections.active();
    if (connection === undefined) {
      this.#item.hide();
      return;
    }
    this.#item.text = statusText(connection);
    this.#item.tooltip = vscode.l10n.t('Chakra: {0}. Click to switch.', connectionText(connection));
    this.#item.accessibilityInformation = {
      label: vscode.l10n.t('Chakra connection: {0}', connectionText(connection)),
    };
    this.#item.backgroundColor =
      connection.kind === 'production' ? new vscode.ThemeColor('statusBarItem.errorBackground') : undefined;
    this.#item.show();
  }
}

function statusText(connection: Connection): string {
  switch (connection.kind) {
    case 'production':
      return `$(warning) ${vscode.l10n.t('{0}: PRODUCTION', plain(connection.name))}`;
    case 'test':
      return `$(plug) ${vscode.l10n.t('{0}: test', plain(connection.name))}`;
    case 'sandbox':
      return `$(beaker) ${vscode.l10n.t('Chakra sandbox')}`;
  }
}
