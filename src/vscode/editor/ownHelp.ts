import * as vscode from 'vscode';
import type { Problem } from '../../core/payload/listProblems';
import { holdsEntries } from '../bulk/arrays';
import { Disposables } from '../events';
import type { Log } from '../log';
import type { Bindings } from './bindings';
import { isLargeToCheck } from './large';
import type { OwnEditor } from './own/index';
import type { SchemaReach } from './reach';
import type { Schemas } from './schemas';

/** As long as the JSON editor waits. */
const delayMs = 300;

/**
 * Completion and Problems of payloads that the JSON editor has no schema of, as it would give them with one. What it needs is loaded with the first of them.
 */
export class OwnHelp implements vscode.CompletionItemProvider, vscode.Disposable {
  readonly #held = new Disposables();
  readonly #problems = this.#held.add(vscode.languages.createDiagnosticCollection('chakra-check'));
  /** The check of a document that is due, or goes on. */
  readonly #checks = new Map<string, AbortController>();
  #editor: OwnEditor | undefined;

  constructor(
    private readonly bindings: Bindings,
    private readonly schemas: Schemas,
    private readonly reach: SchemaReach,
    private readonly log: Log,
  ) {
    const all = () => {
      for (const document of vscode.workspace.textDocuments) this.#plan(document);
    };
    this.#held.add(bindings.onDidChange(all));
    this.#held.add(schemas.onDidChange(all));
    this.#held.add(reach.onDidChange(all));
    this.#held.add(vscode.workspace.onDidOpenTextDocument(document => this.#plan(document)));
    this.#held.add(vscode.workspace.onDidChangeTextDocument(({ document }) => this.#plan(document)));
    this.#held.add(
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        this.#stop(uri);
        this.#problems.delete(uri);
      }),
    );
    all();
  }

  async provideCompletionItems(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.CompletionList | undefined> {
    const schema = this.#schemaOf(document);
    if (schema === undefined) return undefined;
    const editor = await this.#loaded();
    const found = await editor.complete(document, position, schema);
    return token.isCancellationRequested ? undefined : found;
  }

  dispose(): void {
    for (const check of this.#checks.values()) check.abort();
    this.#held.dispose();
  }

  /** Undefined for what is no payload, or the JSON editor's. */
  #schemaOf(document: vscode.TextDocument): string | undefined {
    // Asked at each key in any document; the cheaper question comes first.
    const binding = this.reach.isBeyond(document) ? this.bindings.get(document.uri) : undefined;
    return binding && this.schemas.serve(binding).text;
  }

  async #loaded(): Promise<OwnEditor> {
    const { OwnEditor } = await import('./own/index');
    return (this.#editor ??= new OwnEditor());
  }

  #plan(document: vscode.TextDocument): void {
    const { uri } = document;
    this.#stop(uri);
    const isOurs = this.reach.isBeyond(document) && this.bindings.get(uri) !== undefined;
    if (!isOurs && !this.#problems.has(uri)) return;
    const check = new AbortController();
    this.#checks.set(uri.toString(), check);
    const timer = setTimeout(() => {
      this.#check(document, check.signal).catch((error: unknown) => {
        if (!check.signal.aborted) this.log.error('Check while typing', error);
      });
    }, delayMs);
    check.signal.addEventListener('abort', () => clearTimeout(timer));
  }

  #stop(uri: vscode.Uri): void {
    this.#checks.get(uri.toString())?.abort();
    this.#checks.delete(uri.toString());
  }

  async #check(document: vscode.TextDocument, signal: AbortSignal): Promise<void> {
    const schema = this.#schemaOf(document);
    const isTooLarge = isLargeToCheck(document) && !holdsEntries(document);
    const found =
      schema === undefined || isTooLarge
        ? []
        : await (await this.#loaded()).problems(document, schema, signal);
    signal.throwIfAborted();
    this.#problems.set(
      document.uri,
      found.map(problem => diagnostic(document, problem)),
    );
  }
}

function diagnostic(document: vscode.TextDocument, { offset, length, message }: Problem): vscode.Diagnostic {
  const range = new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
  const made = new vscode.Diagnostic(range, message, vscode.DiagnosticSeverity.Warning);
  made.source = 'Chakra';
  return made;
}
