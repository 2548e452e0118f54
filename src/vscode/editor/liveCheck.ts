import * as vscode from 'vscode';
import type { Finding } from '../../core/payload/finding';
import { Disposables } from '../events';
import type { Log } from '../log';
import { findingsOf } from '../send/findings';
import { findingText } from '../words/findings';
import type { Bindings } from './bindings';
import { isLargeToCheck } from './large';
import { namesSchema } from './schemaFs';
import type { Schemas } from './schemas';

const delayMs = 300;

/** VS Code's JSON editor says these by itself, with or without a schema; an array is for Bulk Create. */
const notShown: ReadonlySet<Finding['code']> = new Set([
  'syntax',
  'comment',
  'duplicateKey',
  'placeholder',
  'isArray',
]);

/**
 * Before VS Code 1.131 the JSON editor knows the schema only of a payload that names it in `$schema`. For all others
 * this shows our own findings as Problems while the user types.
 */
export class LiveCheck implements vscode.Disposable {
  readonly #held = new Disposables();
  readonly #problems = this.#held.add(vscode.languages.createDiagnosticCollection('chakra-check'));
  readonly #waiting = new Map<string, NodeJS.Timeout>();

  constructor(
    private readonly bindings: Bindings,
    private readonly schemas: Schemas,
    private readonly log: Log,
  ) {
    const all = () => {
      for (const document of vscode.workspace.textDocuments) this.#plan(document);
    };
    this.#held.add(bindings.onDidChange(all));
    this.#held.add(schemas.onDidChange(all));
    this.#held.add(vscode.workspace.onDidOpenTextDocument(document => this.#plan(document)));
    this.#held.add(vscode.workspace.onDidChangeTextDocument(({ document }) => this.#plan(document)));
    this.#held.add(vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#problems.delete(uri)));
  }

  dispose(): void {
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    this.#held.dispose();
  }

  #plan(document: vscode.TextDocument): void {
    const key = document.uri.toString();
    const bound = this.bindings.get(document.uri) !== undefined;
    if (!bound && !this.#problems.has(document.uri)) return;
    clearTimeout(this.#waiting.get(key));
    const timer = setTimeout(() => {
      this.#waiting.delete(key);
      this.#check(document).catch((error: unknown) => this.log.error('Check while typing', error));
    }, delayMs);
    this.#waiting.set(key, timer);
  }

  async #check(document: vscode.TextDocument): Promise<void> {
    const binding = this.bindings.get(document.uri);
    if (!isOpen(document) || binding === undefined || isLargeToCheck(document) || namesSchema(document)) {
      this.#problems.delete(document.uri);
      return;
    }
    const { version } = document;
    const findings = await findingsOf(this.schemas, document, binding);
    if (document.version !== version || !isOpen(document)) return;
    const shown = findings.filter(({ code }) => !notShown.has(code));
    this.#problems.set(
      document.uri,
      shown.map(finding => problem(document, finding)),
    );
  }
}

function isOpen(document: vscode.TextDocument): boolean {
  return !document.isClosed;
}

function problem(document: vscode.TextDocument, finding: Finding): vscode.Diagnostic {
  const { offset, length } = finding;
  const range = new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
  const made = new vscode.Diagnostic(range, findingText(finding), vscode.DiagnosticSeverity.Warning);
  made.source = 'Chakra';
  return made;
}
