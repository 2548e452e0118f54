import * as vscode from 'vscode';
import { holdsEntries } from '../bulk/arrays';
import { Disposables } from '../events';
import { holdsLines } from '../lines';
import { isJson } from './jsonEditor';
import { isLargeList } from './large';
import { hasSchemaRegistry, namesSchema } from './schemaFs';

/**
 * Which payloads the JSON editor of VS Code has a schema of. None of JSON lines. Before 1.131 those that name it. Later all but large lists: it checks each process of
 * a list after every key, twice, before it answers anything else. What it has no schema of is completed and checked by us.
 */
export class SchemaReach implements vscode.Disposable {
  readonly #held = new Disposables();
  readonly #changed = this.#held.add(new vscode.EventEmitter<void>());
  /** A document has become a large list, or is none any more. */
  readonly onDidChange = this.#changed.event;
  readonly #large = new Set<string>();

  constructor() {
    if (!hasSchemaRegistry()) return;
    const { workspace } = vscode;
    for (const document of workspace.textDocuments) this.#look(document);
    this.#held.add(workspace.onDidOpenTextDocument(document => this.#look(document)));
    this.#held.add(workspace.onDidChangeTextDocument(({ document }) => this.#look(document)));
    this.#held.add(
      workspace.onDidCloseTextDocument(({ uri }) => {
        if (this.#large.delete(uri.toString())) this.#changed.fire();
      }),
    );
  }

  /** True for a payload whose completion, hovers and Problems are not the JSON editor's. */
  isBeyond(document: vscode.TextDocument): boolean {
    if (!isJson(document)) return holdsLines(document);
    const isServed = hasSchemaRegistry() && !this.isLargeList(document.uri);
    return !isServed && !namesSchema(document);
  }

  /** True for a document whose schema is kept from the JSON editor. One that was too large stays so until it is closed, or no list any more. */
  isLargeList(uri: vscode.Uri): boolean {
    return this.#large.has(uri.toString());
  }

  dispose(): void {
    this.#held.dispose();
  }

  #look(document: vscode.TextDocument): void {
    const key = document.uri.toString();
    if (!isJson(document)) return;
    const wasLarge = this.#large.has(key);
    if (wasLarge ? holdsEntries(document) : !isLargeList(document)) return;
    if (wasLarge) this.#large.delete(key);
    else this.#large.add(key);
    this.#changed.fire();
  }
}
