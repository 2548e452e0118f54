import type * as vscode from 'vscode';
import type { Bindings } from './bindings';
import type { OwnCompletion } from './own/index';
import type { SchemaReach } from './reach';
import type { Schemas } from './schemas';

/**
 * Completes payloads that the JSON editor has no schema of, as it would with one. What it needs is loaded with the first of them.
 */
export class OwnHelp implements vscode.CompletionItemProvider {
  #completion: OwnCompletion | undefined;

  constructor(
    private readonly bindings: Bindings,
    private readonly schemas: Schemas,
    private readonly reach: SchemaReach,
  ) {}

  async provideCompletionItems(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.CompletionList | undefined> {
    const binding = this.bindings.get(document.uri);
    if (binding === undefined || !this.reach.isBeyond(document)) return undefined;
    const { OwnCompletion } = await import('./own/index');
    this.#completion ??= new OwnCompletion();
    const found = await this.#completion.complete(document, position, this.schemas.serve(binding).text);
    return token.isCancellationRequested ? undefined : found;
  }
}
