import { createHash } from 'node:crypto';
import * as vscode from 'vscode';
import type { RunFile } from '../../../core/bulk/records';
import { openFile } from '../../../core/bulk/scan/source';
import type { TextChange } from '../../problems/moves';
import { followed, type PlacedProblem } from '../../problems/placed';
import { openRunFile } from './runFile';

/** Of changes times Problems in one edit, some milliseconds; who replaces more has changed what they are about. */
const mostSteps = 1_000_000;
/** A larger text that is not saved is not compared with what was sent: its bytes are made in one go. */
const mostCompared = 2_000_000;

/** What a look at the file came to. */
export type Shift = 'same' | 'moved';

/** What Problems were made of. */
export interface ProblemsOf {
  /** Id. */
  readonly family: string;
  /** Tells them from those of other results. */
  readonly told: string;
  readonly file: RunFile;
  /** The state in which the file was read. */
  readonly stamp: string;
}

/**
 * The Problems of one file: they move along as it is edited, those whose own text was edited go, and all are there again once the file holds the bytes that
 * they were made for.
 */
export class FileProblems {
  readonly uri: vscode.Uri;
  #now: readonly PlacedProblem[];
  /** What is shown may not be what the text on the disk deserves. */
  #altered = false;
  /** Edited since the document was the same as the file. */
  #unsaved = false;
  /** The state of the file in which it holds the bytes, and the one that was looked at last. */
  #proved: string;
  #seen: string;
  #version = 0;

  /** @param all the Problems of the very bytes of the file */
  constructor(
    readonly of: ProblemsOf,
    private readonly all: readonly PlacedProblem[],
  ) {
    const { file, stamp } = of;
    this.uri = vscode.Uri.parse(file.uri, true);
    this.#now = all;
    this.#proved = stamp;
    this.#seen = stamp;
    if (this.#document()?.isDirty !== true) return;
    this.#now = [];
    this.#altered = true;
  }

  get family(): string {
    return this.of.family;
  }

  get problems(): vscode.Diagnostic[] {
    return this.#now.map(({ problem }) => problem);
  }

  /** Each change applies to the text that the one before it made, as VS Code gives them. */
  edit(changes: readonly TextChange[]): void {
    this.#version++;
    this.#altered = true;
    this.#unsaved = true;
    if (changes.length * this.#now.length > mostSteps) this.#now = [];
    else for (const change of changes) this.#now = followed(this.#now, change);
  }

  /** Compares the text with what was sent. Throws what the system throws. */
  async look(): Promise<Shift> {
    const document = this.#document();
    if (document?.isDirty === true) return this.#isSent(document) ? this.#restore() : 'same';
    const version = this.#version;
    const source = await openFile(this.uri.fsPath).catch(() => undefined);
    await source?.close();
    const stamp = source?.stamp ?? '';
    // Who types meanwhile brings the next look.
    if (version !== this.#version) return 'same';
    if (stamp === this.#proved) return this.#restore();
    const isNew = stamp !== this.#seen;
    this.#seen = stamp;
    if (isNew && (await this.#isProved())) return version === this.#version ? this.#restore() : 'same';
    if (version !== this.#version) return 'same';
    // A document has told of each change, up to the text that is on the disk now; of a file alone nobody knows where things stand.
    const isLost = document === undefined && (isNew || this.#unsaved);
    this.#unsaved = false;
    if (!isLost || this.#now.length === 0) return 'same';
    this.#now = [];
    this.#altered = true;
    return 'moved';
  }

  #document(): vscode.TextDocument | undefined {
    const key = this.uri.toString();
    return vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === key);
  }

  #restore(): Shift {
    this.#unsaved = false;
    if (!this.#altered) return 'same';
    this.#altered = false;
    this.#now = this.all;
    return 'moved';
  }

  async #isProved(): Promise<boolean> {
    const opened = await openRunFile(this.of.file);
    if (!opened.ok) return false;
    this.#proved = opened.source.stamp;
    await opened.source.close();
    return true;
  }

  /** What stands in the editor is what was sent, whatever the file holds by now. */
  #isSent(document: vscode.TextDocument): boolean {
    if (!this.#altered || this.of.file.size > mostCompared) return false;
    const bytes = Buffer.from(document.getText());
    const marks = this.of.file.size - bytes.length;
    if (marks !== 0 && marks !== byteOrderMark.length) return false;
    const hash = createHash('sha256');
    if (marks > 0) hash.update(byteOrderMark);
    return hash.update(bytes).digest('hex') === this.of.file.sha256;
  }
}

/** Documents come without it. */
const byteOrderMark = Buffer.from('\uFEFF');
