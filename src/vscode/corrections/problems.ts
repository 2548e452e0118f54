import * as vscode from 'vscode';
import type { CatalogService } from '../catalog/service';
import type { Connections } from '../connections/store';
import { Disposables } from '../events';
import type { Log } from '../log';
import { isSettingsFile, namesOurs } from './completion';

const delayMs = 300;

/** Says in settings files what of `chakra.procedures` and `chakra.payloads` does not fit the team; the rest is said by their schema. */
export class SettingProblems implements vscode.Disposable {
  readonly #held = new Disposables();
  readonly #problems = this.#held.add(vscode.languages.createDiagnosticCollection('chakra-settings'));
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly connections: Connections,
    private readonly catalogs: CatalogService,
    private readonly log: Log,
  ) {
    const plan = () => this.#plan();
    this.#held.add(vscode.window.onDidChangeVisibleTextEditors(plan));
    // At every key in any document: nothing is read here.
    this.#held.add(
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (isSettingsFile(document)) plan();
      }),
    );
    this.#held.add(connections.onDidChange(plan));
    this.#held.add(catalogs.onDidChange(plan));
    this.#held.add(vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#problems.delete(uri)));
    plan();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#held.dispose();
  }

  #plan(): void {
    const shown = vscode.window.visibleTextEditors.map(({ document }) => document).filter(isSettingsFile);
    clearTimeout(this.#timer);
    if (shown.length === 0) return;
    this.#timer = setTimeout(() => {
      for (const document of shown)
        this.#check(document).catch((error: unknown) => this.log.error('Check of the settings', error));
    }, delayMs);
  }

  async #check(document: vscode.TextDocument): Promise<void> {
    if (!namesOurs(document)) {
      this.#problems.delete(document.uri);
      return;
    }
    const connection = this.connections.active();
    await (connection && this.catalogs.cached(connection));
    const catalog = connection && this.catalogs.asServed(connection);
    const { settingProblems } = await import('./late');
    if (document.isClosed) return;
    this.#problems.set(
      document.uri,
      connection && catalog ? settingProblems(document, connection, catalog) : [],
    );
  }
}
