import * as vscode from 'vscode';
import { findProcedure } from '../../core/catalog/find';
import type { Binding } from '../../core/binding';
import { bindingTo } from '../../core/binding';
import type { CatalogService } from '../catalog/service';
import type { Connections } from '../connections/store';
import { Disposables } from '../events';
import { settings } from '../settings';

/**
 * The team's setting `chakra.payloads`: globs of a workspace folder -> short id of a procedure. The connection is
 * always the active one of the window: a workspace can neither bring nor choose a connection.
 */
export class SharedBindings implements vscode.Disposable {
  readonly #held = new Disposables();
  readonly #changed = this.#held.add(new vscode.EventEmitter<void>());
  readonly onDidChange = this.#changed.event;

  constructor(
    private readonly connections: Connections,
    private readonly catalogs: CatalogService,
  ) {
    this.#held.add(connections.onDidChange(() => this.#changed.fire()));
    this.#held.add(catalogs.onDidChange(() => this.#changed.fire()));
    this.#held.add(vscode.workspace.onDidGrantWorkspaceTrust(() => this.#changed.fire()));
    this.#held.add(
      vscode.workspace.onDidChangeConfiguration(change => {
        if (change.affectsConfiguration('chakra.payloads')) this.#changed.fire();
      }),
    );
  }

  get(uri: vscode.Uri): Binding | undefined {
    if (!vscode.workspace.isTrusted) return undefined;
    const folder = vscode.workspace.getWorkspaceFolder(uri);
    const connection = folder && this.connections.active();
    if (folder === undefined || connection === undefined) return undefined;
    const shortId = this.#match(folder, uri);
    if (shortId === undefined) return undefined;
    const { catalog } = this.catalogs.peek(connection);
    const procedure = catalog && findProcedure(catalog, shortId);
    if (procedure !== undefined) return bindingTo(connection, procedure);
    return { connectionId: connection.id, procedureKey: shortId, shortId, name: shortId };
  }

  /** Short ids of all procedures that globs of this window name as the active connection's: files that are not open belong to them, too. */
  procedures(connectionId: string): readonly string[] {
    const { workspaceFolders = [], isTrusted } = vscode.workspace;
    if (!isTrusted || this.connections.active()?.id !== connectionId) return [];
    return workspaceFolders.flatMap(folder => Object.values(settings.payloadGlobs(folder)));
  }

  dispose(): void {
    this.#held.dispose();
  }

  /** The first glob that fits, in the order of the setting. */
  #match(folder: vscode.WorkspaceFolder, uri: vscode.Uri): string | undefined {
    for (const [glob, shortId] of Object.entries(settings.payloadGlobs(folder))) {
      const pattern = new vscode.RelativePattern(folder, glob);
      if (vscode.languages.match({ pattern }, { uri, languageId: 'json' } as vscode.TextDocument) > 0)
        return shortId;
    }
    return undefined;
  }
}
