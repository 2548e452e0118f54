import * as vscode from 'vscode';
import type { Node } from 'jsonc-parser';
import type { ServiceMessage } from '../../core/api/result';
import type { Procedure } from '../../core/catalog/model';
import { locate, locateAttribute, locateMentioned } from '../../core/payload/locate';
import { parseLoosely } from '../../core/payload/parse';
import type { TextChange } from '../problems/moves';
import { followed, type PlacedProblem } from '../problems/placed';

/** A larger payload is not parsed at each edit to see whether what was missing is there. */
const mostParsed = 50_000;

/** What the service said, as a Problem of the payload. */
export interface SaidProblem extends PlacedProblem {
  /** Which of its messages, from 0. */
  readonly said: number;
  /** It names an attribute or a path, be it only in its words. */
  readonly isNamed: boolean;
  /** What it names, where the payload lacks it. */
  readonly missing?: string;
}

interface Edited {
  readonly document: Pick<vscode.TextDocument, 'getText'>;
  readonly contentChanges: readonly (TextChange & { readonly rangeLength: number })[];
}

/**
 * What the service said of one payload: the Problems move along as it is edited, go with the value that they are about or when what was missing is
 * there, and all are there again once the text is.
 */
export class PayloadProblems {
  readonly #text: string;
  #now: readonly SaidProblem[];
  /** UTF-16 units since the answer came. */
  #grown = 0;

  constructor(
    private readonly all: readonly SaidProblem[],
    document: Pick<vscode.TextDocument, 'getText'>,
    private readonly procedure: Procedure | undefined,
  ) {
    this.#text = document.getText();
    this.#now = all;
  }

  get now(): readonly SaidProblem[] {
    return this.#now;
  }

  /** Each change applies to the text that the one before it made, as VS Code gives them. @returns whether what is shown is another */
  edit({ document, contentChanges }: Edited): boolean {
    const before = this.#now;
    for (const change of contentChanges) {
      this.#now = followed(this.#now, change);
      this.#grown += change.text.length - change.rangeLength;
    }
    if (this.#grown === 0 && document.getText() === this.#text) this.#now = this.all;
    else this.#dropWhatIsThere(document);
    return before !== this.#now;
  }

  #dropWhatIsThere(document: Edited['document']): void {
    if (this.#text.length + this.#grown > mostParsed) return;
    if (this.#now.every(({ missing }) => missing === undefined)) return;
    const root = parseLoosely(document.getText());
    const left = this.#now.filter(
      ({ missing }) =>
        root === undefined || missing === undefined || !locateAttribute(root, missing, this.procedure),
    );
    if (left.length < this.#now.length) this.#now = left;
  }
}

/**
 * The Problems that an answer makes of a payload: on the attribute that a message names, be it only in its words; where the payload lacks it, on `data`,
 * else on the first line.
 * @param problem makes one
 */
export function placeMessages(
  document: vscode.TextDocument,
  messages: readonly ServiceMessage[],
  procedure: Procedure | undefined,
  problem: (range: vscode.Range, text: string, said: number) => vscode.Diagnostic,
): readonly SaidProblem[] {
  const root = parseLoosely(document.getText());
  return messages.map(({ text, field }, said) => {
    const named = root && namedIn(root, { text, ...(field !== undefined && { field }) }, procedure);
    if (named !== undefined) {
      const about = rangeIn(document, named);
      return { problem: problem(about, text, said), about, isValue: true, said, isNamed: true };
    }
    const data = field === undefined ? undefined : root && locate(root, ['data'])?.key;
    const range = data === undefined ? document.lineAt(0).range : rangeIn(document, data);
    return {
      problem: problem(range, field === undefined ? text : `${field}: ${text}`, said),
      // Nothing that stands there is wrong: it goes when all around it does.
      about: new vscode.Range(range.start, range.start),
      isValue: false,
      said,
      isNamed: field !== undefined,
      ...(field !== undefined && { missing: field }),
    };
  });
}

function namedIn(root: Node, { text, field }: ServiceMessage, procedure: Procedure | undefined) {
  return field === undefined
    ? locateMentioned(root, text, procedure)
    : locateAttribute(root, field, procedure);
}

function rangeIn(
  document: vscode.TextDocument,
  { offset, length }: { readonly offset: number; readonly length: number },
): vscode.Range {
  return new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
}
