import * as vscode from 'vscode';
import type { Procedure } from '../../../core/catalog/model';
import { Disposables } from '../../events';
import type { Log } from '../../log';
import type { FamilyView, RunService } from '../types';
import { FileProblems, type ProblemsOf, type Shift } from './fileProblems';
import type { PlacedProblem } from '../../problems/placed';
import { badEntries, findProblems } from './findings';
import { openRunFile, type RunFileGone } from './runFile';

const lookEveryMs = 2_000;
/** Who types is not kept waiting: the squiggles in the editor move by themselves meanwhile. */
const settleMs = 150;

/** What Problems came to: how many are shown, or why none can be. */
export type Shown = { readonly ok: true; readonly count: number } | RunFileGone;

/** Results of runs as Problems on the lines of their files. */
export class ResultProblems implements vscode.Disposable {
  readonly #held = new Disposables();
  readonly #collection = this.#held.add(vscode.languages.createDiagnosticCollection('chakra-results'));
  /** By URI. */
  readonly #files = new Map<string, FileProblems>();
  /** URI -> who is at it: the latest of a file wins, whatever order they end in. */
  readonly #turns = new Map<string, { readonly family: string }>();
  readonly #settling = new Map<string, NodeJS.Timeout>();
  #timer: NodeJS.Timeout | undefined;
  #disposed = false;

  constructor(
    private readonly runs: Pick<RunService, 'records'>,
    private readonly procedureOf: (family: FamilyView) => Procedure | undefined,
    private readonly log: Log,
  ) {
    const { workspace } = vscode;
    this.#held.add(workspace.onDidChangeTextDocument(event => this.#edited(event)));
    this.#held.add(workspace.onDidSaveTextDocument(({ uri }) => this.#lookAt(uri)));
    this.#held.add(workspace.onDidCloseTextDocument(({ uri }) => this.#lookAt(uri)));
  }

  /** Also of a file whose Problems are hidden, since it holds something else for now. */
  has(file: vscode.Uri): boolean {
    return this.#files.has(file.toString());
  }

  /** Files that have Problems, or are about to, each with the id of the family that they are about. */
  families(): ReadonlyMap<string, string> {
    return new Map([...this.#turns, ...this.#files].map(([key, { family }]) => [key, family]));
  }

  /** Shows the results of a family on the lines of its file, if the file holds the same bytes still. Throws what the journals throw. */
  async show(family: FamilyView): Promise<Shown> {
    const run = family.runs[0]?.book.run;
    if (run === undefined || this.#disposed) return { ok: false, why: 'cancelled' };
    const uri = vscode.Uri.parse(run.file.uri, true);
    const key = uri.toString();
    const told = JSON.stringify([family.id, family.tally]);
    const old = this.#files.get(key);
    if (old?.of.told === told) {
      // Half of it may be mended by now.
      this.#set(old, await old.look());
      return { ok: true, count: old.problems.length };
    }
    this.clear(uri);
    // Nothing to show: neither the file nor a journal has to be read for that.
    if (badEntries(family).size === 0) return { ok: true, count: 0 };
    const turn = { family: family.id };
    this.#turns.set(key, turn);
    try {
      const file = await openRunFile(run.file);
      if (!file.ok) return file;
      try {
        const records = this.runs.records.bind(this.runs);
        const found = await findProblems(family, records, file, this.procedureOf(family));
        if (await file.source.changed()) return { ok: false, why: 'changed' };
        if (this.#turns.get(key) !== turn) return { ok: false, why: 'cancelled' };
        this.keep({ family: family.id, told, file: run.file, stamp: file.source.stamp }, found);
        return { ok: true, count: found.length };
      } finally {
        await file.source.close();
      }
    } finally {
      if (this.#turns.get(key) === turn) this.#turns.delete(key);
    }
  }

  /** Shows Problems that were made for a file. */
  keep(of: ProblemsOf, found: readonly PlacedProblem[]): void {
    const problems = new FileProblems(of, found);
    this.clear(problems.uri);
    if (found.length === 0 || this.#disposed) return;
    this.#files.set(problems.uri.toString(), problems);
    this.#set(problems, 'moved');
    this.#watch();
  }

  /** Takes the Problems of a file away for good, also those that are still being made. */
  clear(file: vscode.Uri): void {
    if (this.#disposed) return;
    const key = file.toString();
    this.#turns.delete(key);
    // VS Code is told nothing where nothing is shown.
    if (!this.#files.delete(key)) return;
    clearTimeout(this.#settling.get(key));
    this.#settling.delete(key);
    this.#collection.delete(file);
    if (this.#files.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  clearAll(): void {
    for (const key of this.families().keys()) this.clear(vscode.Uri.parse(key, true));
  }

  dispose(): void {
    this.#disposed = true;
    clearInterval(this.#timer);
    for (const timer of this.#settling.values()) clearTimeout(timer);
    this.#turns.clear();
    this.#files.clear();
    this.#held.dispose();
  }

  /** Called at each key that is pressed in any document. */
  #edited({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    if (this.#files.size === 0) return;
    const key = document.uri.toString();
    const file = this.#files.get(key);
    if (file === undefined) return;
    if (contentChanges.length > 0) file.edit(contentChanges);
    clearTimeout(this.#settling.get(key));
    const settled = setTimeout(() => {
      this.#settling.delete(key);
      this.#collection.set(file.uri, file.problems);
      this.#lookAt(file.uri);
    }, settleMs);
    this.#settling.set(key, settled);
  }

  #lookAt(uri: vscode.Uri): void {
    const file = this.#files.get(uri.toString());
    if (file === undefined) return;
    file
      .look()
      .then(shift => this.#set(file, shift))
      .catch((error: unknown) => this.log.error('Results', error));
  }

  #set(file: FileProblems, shift: Shift): void {
    const isKept = this.#files.get(file.uri.toString()) === file;
    if (shift === 'moved' && isKept && !this.#disposed) this.#collection.set(file.uri, file.problems);
  }

  /**
   * A file that no editor shows may change, too. VS Code's watchers take a while to begin and miss what happens meanwhile; a look at one file
   * every two seconds costs nothing.
   */
  #watch(): void {
    this.#timer ??= setInterval(() => {
      for (const [key, { uri }] of this.#files) if (!this.#settling.has(key)) this.#lookAt(uri);
    }, lookEveryMs);
  }
}
