import * as vscode from 'vscode';
import type { Binding } from '../../core/binding';
import type { Log } from '../log';
import type { PayloadReading, Untidy } from './assist/index';
import type { Bindings } from './bindings';
import { isLarge } from './large';
import { hasSchemaRegistry, namesSchema } from './schemaFs';
import type { Known, Schemas } from './schemas';

/**
 * Quick fixes and hovers beside those of VS Code's JSON editor, for payloads alone; large ones are left alone. What they
 * do is loaded with the first payload that needs it.
 */
export class PayloadHelp implements vscode.CodeActionProvider, vscode.HoverProvider {
  static readonly kinds = [vscode.CodeActionKind.QuickFix, vscode.CodeActionKind.RefactorRewrite];
  /** Asked at every move of the cursor: found once for each version of a document. */
  readonly #untidy = new WeakMap<vscode.TextDocument, { readonly version: number; readonly found: Untidy }>();
  #reading: PayloadReading | undefined;

  constructor(
    private readonly bindings: Bindings,
    private readonly schemas: Schemas,
    private readonly log: Log,
  ) {}

  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    context: vscode.CodeActionContext,
    token: vscode.CancellationToken,
  ): Promise<vscode.CodeAction[]> {
    const binding = this.bindings.get(document.uri);
    if (binding === undefined || isLarge(document)) return [];
    const { fixActions, syntaxActions, untidy, PayloadReading } = await import('./assist/index');
    const { version } = document;
    let last = this.#untidy.get(document);
    if (last?.version !== version) {
      last = { version, found: untidy(document.getText()) };
      this.#untidy.set(document, last);
    }
    const syntax = syntaxActions(document, range, last.found);
    const known = this.#known(binding);
    if (known === undefined) return syntax;
    const fixes = await this.#current(token, async () =>
      (this.#reading ??= new PayloadReading()).fixes(document, known),
    );
    if (fixes === undefined || document.version !== version) return syntax;
    return [...syntax, ...fixActions(document, range, fixes, context)];
  }

  async provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.Hover | undefined> {
    const binding = this.bindings.get(document.uri);
    const known = binding && this.#known(binding);
    if (binding === undefined || known === undefined || isLarge(document)) return undefined;
    const { hoverAt, PayloadReading } = await import('./assist/index');
    const { version } = document;
    const read = await this.#current(token, async () =>
      (this.#reading ??= new PayloadReading()).tree(document),
    );
    if (read?.root === undefined || document.version !== version) return undefined;
    const isAlone = !hasSchemaRegistry() && !namesSchema(document);
    return hoverAt(
      document,
      position,
      read.root,
      known,
      isAlone ? this.schemas.serve(binding).schema : undefined,
    );
  }

  /** What is in memory now; what is not there yet is fetched behind, once. */
  #known(binding: Binding): Known | undefined {
    this.schemas.serve(binding);
    return this.schemas.known(binding);
  }

  /** Undefined for what is no longer wanted: the document has changed, which stops the reading, or VS Code says so. */
  async #current<T>(token: vscode.CancellationToken, read: () => Promise<T>): Promise<T | undefined> {
    try {
      const found = await read();
      return token.isCancellationRequested ? undefined : found;
    } catch (error) {
      const isStopped = error instanceof Error && error.name === 'AbortError';
      if (!isStopped) this.log.error('Reading of a payload', error);
      return undefined;
    }
  }
}
