import * as vscode from 'vscode';
import { Disposables } from '../events';
import type { CatalogService } from '../catalog/service';
import type { Connections } from '../connections/store';
import type { Bindings } from '../editor/bindings';
import type { Schemas } from '../editor/schemas';
import { isStillWanted } from '../editor/still';

/**
 * Completion and code actions for values that live in the service: users, photos, dates. At once from what is known; where users are still on
 * their way, the list is asked for again when they are there. What it needs loads with the first value that it is asked about.
 */
export class ValueHelp
  implements vscode.CompletionItemProvider, vscode.CodeActionProvider, vscode.Disposable
{
  readonly #held = new Disposables();
  /** Where users were asked for before they were there. */
  #waiting:
    { readonly document: vscode.TextDocument; readonly version: number; readonly id: string } | undefined;

  constructor(
    private readonly bindings: Bindings,
    private readonly connections: Connections,
    private readonly catalogs: CatalogService,
    private readonly schemas: Schemas,
  ) {
    this.#held.add(catalogs.onDidChange(({ id }) => this.#arrived(id)));
  }

  async provideCompletionItems(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.CompletionList | undefined> {
    const found = await this.#find(document, position);
    if (found === undefined) return undefined;
    const { values, subject, state, connection } = found;
    const { catalog } = state;
    const late = subject.wants === 'user' && (catalog?.users.length ?? 0) === 0;
    if (late) {
      this.#waiting = { document, version: document.version, id: connection.id };
      void this.catalogs.open(connection);
    }
    const { items, isPart } = await values.completeSoon(document, position, subject, state);
    return new vscode.CompletionList([...items], late || isPart);
  }

  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    context: vscode.CodeActionContext,
    token: vscode.CancellationToken,
  ): Promise<vscode.CodeAction[] | undefined> {
    const isBound = this.bindings.get(document.uri) !== undefined;
    if (!isBound || !range.isSingleLine || !(await isStillWanted(document, context, token))) return undefined;
    const found = await this.#find(document, range.start);
    const action = (title: string, command: string, args: unknown[]) => {
      const made = new vscode.CodeAction(title, vscode.CodeActionKind.RefactorRewrite);
      made.command = { title, command, arguments: args };
      return [made];
    };
    switch (found?.subject.wants) {
      case 'photo':
      case 'photos':
        return action(vscode.l10n.t('Upload Photo…'), 'chakra.uploadPhoto', [document.uri, range.start]);
      case 'epoch':
      case 'isoDateTime':
      case 'date':
        return action(vscode.l10n.t('Insert Date…'), 'chakra.insertDate', [range.start]);
      default:
        return undefined;
    }
  }

  dispose(): void {
    this.#held.dispose();
  }

  async #find(document: vscode.TextDocument, position: vscode.Position) {
    const binding = this.bindings.get(document.uri);
    const connection = binding && this.connections.find(binding.connectionId);
    const procedure = binding && this.schemas.procedure(binding);
    if (connection === undefined || procedure === undefined) return undefined;
    const values = await import('./index');
    const state = this.catalogs.peek(connection);
    const subject = await values.subjectSoon(document, position, procedure, state.catalog);
    return subject && { values, subject, state, connection };
  }

  /** The list that is open is made anew, unless the user has gone on. */
  #arrived(id: string): void {
    const waiting = this.#waiting;
    const connection = this.connections.find(id);
    if (waiting?.id !== id || connection === undefined) return;
    if ((this.catalogs.peek(connection).catalog?.users.length ?? 0) === 0) return;
    this.#waiting = undefined;
    const { document, version } = waiting;
    const isThere = vscode.window.activeTextEditor?.document === document && document.version === version;
    if (isThere) void vscode.commands.executeCommand('editor.action.triggerSuggest');
  }
}
