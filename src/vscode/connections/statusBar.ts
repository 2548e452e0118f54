import * as vscode from 'vscode';
import type { Connection } from '../../core/connection';
import type { CatalogService } from '../catalog/service';
import { Disposables } from '../events';
import { connectionText } from '../words/connectionWords';
import { plain } from '../words/plain';
import { timeText } from '../words/times';
import type { Connections } from './store';

/** The connection of this window; production is unmistakable. Hidden while there is none. */
export class ConnectionStatus implements vscode.Disposable {
  readonly #item = vscode.window.createStatusBarItem('chakra.connection', vscode.StatusBarAlignment.Left, 10);
  readonly #held = new Disposables();

  constructor(
    private readonly connections: Connections,
    private readonly catalogs: CatalogService,
  ) {
    this.#held.add(this.#item);
    this.#item.name = vscode.l10n.t('Chakra connection');
    this.#item.command = 'chakra.switchConnection';
    this.#held.add(connections.onDidChange(() => this.#update()));
    this.#held.add(catalogs.onDidChange(() => this.#update()));
    this.#held.add(vscode.window.onDidChangeActiveColorTheme(() => this.#update()));
    this.#update();
  }

  dispose(): void {
    this.#held.dispose();
  }

  #update(): void {
    const connection = this.connections.active();
    if (connection === undefined) {
      this.#item.hide();
      return;
    }
    this.#item.text = statusText(connection);
    this.#item.tooltip = this.#tooltip(connection);
    this.#item.accessibilityInformation = {
      label: vscode.l10n.t('Chakra connection: {0}', connectionText(connection)),
    };
    this.#paint(connection);
    this.#item.show();
  }

  /** Production stands on red. Dark high contrast has no such ground: there the text itself has the colour. */
  #paint({ kind }: Connection): void {
    const hasGround = vscode.window.activeColorTheme.kind !== vscode.ColorThemeKind.HighContrast;
    const marked = kind === 'production';
    this.#item.backgroundColor =
      marked && hasGround ? new vscode.ThemeColor('statusBarItem.errorBackground') : undefined;
    this.#item.color = marked && !hasGround ? new vscode.ThemeColor('errorForeground') : undefined;
  }

  #tooltip(connection: Connection): string {
    const { catalog } = this.catalogs.peek(connection);
    const lines = [
      vscode.l10n.t('Chakra: {0}', connectionText(connection)),
      connection.baseUrl,
      catalog === undefined
        ? ''
        : vscode.l10n.t(
            '{0} procedures visible to this key, read {1}',
            catalog.procedures.length,
            timeText(catalog.fetchedAt),
          ),
      vscode.l10n.t('Click to switch.'),
    ];
    return lines.filter(line => line !== '').join('\n');
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
