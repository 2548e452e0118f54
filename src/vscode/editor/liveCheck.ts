import * as vscode from 'vscode';
import type { Binding } from '../../core/binding';
import type { Finding } from '../../core/payload/check';
import type { ListCheck } from '../../core/payload/listCheck';
import { runInSlices } from '../../core/slices';
import { holdsEntries } from '../bulk/arrays';
import { Disposables } from '../events';
import type { Log } from '../log';
import { holdsLines } from '../lines';
import { checkOptions } from '../send/findings';
import { findingText } from '../words/findings';
import type { Bindings } from './bindings';
import { isJson } from './jsonEditor';
import { isLargeToCheck } from './large';
import type { SchemaReach } from './reach';
import type { Schemas } from './schemas';

const delayMs = 300;
/** Who has more has them for a few reasons. */
const mostProblems = 1_000;
/** Read of a document at a time. */
const linesAtOnce = 5_000;

/** A draft is full of placeholders, and several processes are for Bulk Create. */
const notShown: ReadonlySet<Finding['code']> = new Set(['placeholder', 'isArray']);
/** VS Code's JSON editor says these by itself, with or without a schema. */
const ofJson: ReadonlySet<Finding['code']> = new Set(['syntax', 'comment', 'duplicateKey']);

/**
 * Shows our own findings as Problems while the user types, of each payload that the JSON editor has no schema of: of lists and JSON lines in slices and
 * whatever their size, of others up to 200,000 characters.
 */
export class LiveCheck implements vscode.Disposable {
  readonly #held = new Disposables();
  readonly #problems = this.#held.add(vscode.languages.createDiagnosticCollection('chakra-check'));
  readonly #waiting = new Map<string, NodeJS.Timeout>();
  readonly #lists = new WeakMap<vscode.TextDocument, ListCheck>();

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
    this.#held.add(vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#problems.delete(uri)));
    all();
  }

  dispose(): void {
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    this.#held.dispose();
  }

  #plan(document: vscode.TextDocument): void {
    const key = document.uri.toString();
    const isOurs = this.bindings.get(document.uri) !== undefined && this.reach.isBeyond(document);
    if (!isOurs && !this.#problems.has(document.uri)) return;
    clearTimeout(this.#waiting.get(key));
    const timer = setTimeout(() => {
      this.#waiting.delete(key);
      this.#check(document).catch((error: unknown) => this.log.error('Check while typing', error));
    }, delayMs);
    this.#waiting.set(key, timer);
  }

  async #check(document: vscode.TextDocument): Promise<void> {
    const binding = this.bindings.get(document.uri);
    if (!isOpen(document) || binding === undefined || !this.reach.isBeyond(document)) {
      this.#problems.delete(document.uri);
      return;
    }
    const { version } = document;
    const findings = await this.#findings(document, binding);
    if (document.version !== version || !isOpen(document)) return;
    this.#problems.set(
      document.uri,
      findings.map(finding => problem(document, finding)),
    );
  }

  async #findings(document: vscode.TextDocument, binding: Binding): Promise<readonly Finding[]> {
    const { checkPayload, ListCheck } = await import('../../core/payload/index');
    const options = await checkOptions(this.schemas, binding);
    const isServed = isJson(document);
    const isShown = ({ code }: Finding) => !notShown.has(code) && !(isServed && ofJson.has(code));
    if (!holdsEntries(document))
      return isLargeToCheck(document) ? [] : checkPayload(document.getText(), options).filter(isShown);
    const list = this.#lists.get(document) ?? new ListCheck(isShown);
    this.#lists.set(document, list);
    return runInSlices(listFindings(document, list, { ...options, inLines: holdsLines(document) }));
  }
}

function isOpen(document: vscode.TextDocument): boolean {
  return !document.isClosed;
}

/** Stops where the document changes: then it is checked again. */
function* listFindings(
  document: vscode.TextDocument,
  list: ListCheck,
  options: Parameters<ListCheck['check']>[1],
): Generator<void, readonly Finding[], void> {
  const { version } = document;
  const parts: string[] = [];
  for (let line = 0; line < document.lineCount; line += linesAtOnce) {
    parts.push(document.getText(new vscode.Range(line, 0, line + linesAtOnce, 0)));
    yield;
    if (document.version !== version) return [];
  }
  const work = list.check(parts.join(''), options, mostProblems);
  for (let step = work.next(); ; step = work.next()) {
    if (step.done === true) return step.value;
    if (document.version !== version) return [];
    yield;
  }
}

function problem(document: vscode.TextDocument, finding: Finding): vscode.Diagnostic {
  const { offset, length } = finding;
  const range = new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
  const made = new vscode.Diagnostic(range, findingText(finding), vscode.DiagnosticSeverity.Warning);
  made.source = 'Chakra';
  return made;
}
