import * as vscode from 'vscode';
import { openFile } from '../../../core/bulk/scan/source';
import type { Procedure } from '../../../core/catalog/model';
import { Disposables } from '../../events';
import type { Log } from '../../log';
import type { FamilyView, RunService } from '../types';
import { badEntries, findProblems } from './findings';
import { openRunFile, type RunFileGone } from './runFile';

const lookEveryMs = 2_000;

/** What Problems came to: how many are shown, or why none can be. */
export type Shown = { readonly ok: true; readonly count: number } | RunFileGone;

/** Results of runs as Problems on the lines of their files, until the file changes. */
export class ResultProblems implements vscode.Disposable {
  readonly #held = new Disposables();
  readonly #collection = this.#held.add(vscode.languages.createDiagnosticCollection('chakra-results'));
  /** URI -> the state of the file. */
  readonly #shown = new Map<string, string>();
  /** URI -> who is at it: the latest of a file wins, whatever order they end in. */
  readonly #turns = new Map<string, symbol>();
  #timer: NodeJS.Timeout | undefined;
  #disposed = false;

  constructor(
    private readonly runs: Pick<RunService, 'records'>,
    private readonly procedureOf: (family: FamilyView) => Procedure | undefined,
    private readonly log: Log,
  ) {
    this.#held.add(
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.clear(document.uri);
      }),
    );
  }

  has(file: vscode.Uri): boolean {
    return this.#shown.has(file.toString());
  }

  /** Files that have Problems, or are about to. */
  files(): readonly string[] {
    return [...new Set([...this.#shown.keys(), ...this.#turns.keys()])];
  }

  /** Shows the results of a family on the lines of its file, if the file holds the same bytes still. Throws what the journals throw. */
  async show(family: FamilyView): Promise<Shown> {
    const run = family.runs[0]?.book.run;
    if (run === undefined || this.#disposed) return { ok: false, why: 'cancelled' };
    const uri = vscode.Uri.parse(run.file.uri, true);
    this.clear(uri);
    // Nothing to show: neither the file nor a journal has to be read for that.
    if (badEntries(family).size === 0) return { ok: true, count: 0 };
    if (isDirty(uri)) return { ok: false, why: 'changed' };
    const turn = Symbol();
    this.#turns.set(uri.toString(), turn);
    const file = await openRunFile(run.file);
    if (!file.ok) return file;
    try {
      const found = await findProblems(
        family,
        this.runs.records.bind(this.runs),
        file,
        this.procedureOf(family),
      );
      if (await file.source.changed()) return { ok: false, why: 'changed' };
      if (this.#turns.get(uri.toString()) !== turn) return { ok: false, why: 'cancelled' };
      this.#collection.set(uri, found);
      if (found.length > 0) {
        this.#shown.set(uri.toString(), file.source.stamp);
        this.#watch();
      }
      return { ok: true, count: found.length };
    } finally {
      await file.source.close();
    }
  }

  /** Takes the Problems of a file away, also those that are still being made. */
  clear(file: vscode.Uri): void {
    if (this.#disposed) return;
    const key = file.toString();
    // Asked at each key that is pressed in any document: VS Code is told nothing where nothing is shown.
    if (!this.#turns.delete(key)) return;
    this.#shown.delete(key);
    this.#collection.delete(file);
    if (this.#shown.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  clearAll(): void {
    for (const key of [...this.#shown.keys(), ...this.#turns.keys()]) this.clear(vscode.Uri.parse(key, true));
  }

  dispose(): void {
    this.#disposed = true;
    clearInterval(this.#timer);
    this.#turns.clear();
    this.#held.dispose();
  }

  /**
   * A file that no editor shows may change, too. VS Code's watchers take a while to begin and miss what happens meanwhile; a look at one file
   * every two seconds costs nothing.
   */
  #watch(): void {
    this.#timer ??= setInterval(() => {
      for (const [key, stamp] of this.#shown) {
        const uri = vscode.Uri.parse(key, true);
        this.#clearIfChanged(uri, stamp).catch((error: unknown) => this.log.error('Results', error));
      }
    }, lookEveryMs);
  }

  async #clearIfChanged(uri: vscode.Uri, stamp: string): Promise<void> {
    const now = await openFile(uri.fsPath).catch(() => undefined);
    await now?.close();
    if (now?.stamp !== stamp && this.#shown.get(uri.toString()) === stamp) this.clear(uri);
  }
}

function isDirty(uri: vscode.Uri): boolean {
  const key = uri.toString();
  return vscode.workspace.textDocuments.some(document => document.uri.toString() === key && document.isDirty);
}
