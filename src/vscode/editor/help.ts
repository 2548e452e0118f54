import * as vscode from 'vscode';
import type { Binding } from '../../core/binding';
import type { Log } from '../log';
import type { LateAction, PayloadReading } from './assist/index';
import type { Bindings } from './bindings';
import { fixAllKind } from './fixAllKind';
import { isLarge } from './large';
import type { SchemaReach } from './reach';
import type { Known, Schemas } from './schemas';
import { isStillWanted } from './still';

/**
 * Quick fixes and hovers beside those of VS Code's JSON editor, for payloads alone; of large ones hovers only, by the lines before the cursor. What they
 * do is loaded with the first payload that needs it.
 */
export class PayloadHelp implements vscode.CodeActionProvider, vscode.HoverProvider {
  static readonly kinds = [vscode.CodeActionKind.QuickFix, vscode.CodeActionKind.RefactorRewrite, fixAllKind];
  #reading: PayloadReading | undefined;

  constructor(
    private readonly bindings: Bindings,
    private readonly schemas: Schemas,
    private readonly reach: SchemaReach,
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
    const { fixActions, fixAllActions, syntaxActions, PayloadReading } = await import('./assist/index');
    const { version } = document;
    const reading = (this.#reading ??= new PayloadReading());
    if (!reading.has(document) && !(await isStillWanted(document, context, token))) return [];
    const untidy = await this.#current(token, async () => reading.untidy(document));
    if (untidy === undefined || document.version !== version) return [];
    const syntax = syntaxActions(document, range, untidy);
    const known = this.#known(binding);
    if (known === undefined) return syntax;
    const fixes = await this.#current(token, async () => reading.fixes(document, known));
    if (document.version !== version) return [];
    if (fixes === undefined) return syntax;
    const isForAll = context.only !== undefined && vscode.CodeActionKind.Source.contains(context.only);
    return isForAll
      ? fixAllActions(document, fixes)
      : [...syntax, ...fixActions(document, range, fixes, context)];
  }

  resolveCodeAction(action: vscode.CodeAction): vscode.CodeAction {
    return (action as Partial<LateAction>).resolve?.() ?? action;
  }

  async provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.Hover | undefined> {
    const binding = this.bindings.get(document.uri);
    const known = binding && this.#known(binding);
    if (binding === undefined || known === undefined) return undefined;
    const { hoverAt, hoverNear, PayloadReading } = await import('./assist/index');
    const schema = this.reach.isBeyond(document) ? this.schemas.serve(binding).schema : undefined;
    if (isLarge(document)) return hoverNear(document, position, known, schema);
    const { version } = document;
    const read = await this.#current(token, async () =>
      (this.#reading ??= new PayloadReading()).tree(document),
    );
    if (read?.root === undefined || document.version !== version) return undefined;
    return hoverAt(document, position, read.root, known, schema);
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
