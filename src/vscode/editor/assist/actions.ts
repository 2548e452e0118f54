import * as vscode from 'vscode';
import type { Untidy } from '../../../core/payload/edits';
import type { Fix, Fixes } from '../../../core/payload/fixes';
import type { Edit } from '../../../core/payload/range';
import { fixAllKind } from '../fixAllKind';
import { fixAllTitle, fixSureTitle, fixTitle } from '../../words/fixWords';

/** More than these are no help: whoever selects the whole file wants what mends all of it. */
const mostOffered = 20;

/** What mends the places that a selection or a Problem touches, and for each kind of them all places in the file. */
export function fixActions(
  document: vscode.TextDocument,
  range: vscode.Range,
  { single, all }: Fixes,
  { diagnostics }: vscode.CodeActionContext,
): vscode.CodeAction[] {
  const near = touched(document, range, single);
  const groups = new Set(near.map(({ group }) => group).filter(group => group !== undefined));
  const together = [...groups].flatMap(group => {
    const fix = all.get(group);
    return fix === undefined ? [] : [manyEdits(document, fixAllTitle(group, fix), fix.edits)];
  });
  return [...near.slice(0, mostOffered).map(fix => one(document, fix, diagnostics)), ...together];
}

/** What leaves no doubt, in the whole file. */
export function fixAllActions(document: vscode.TextDocument, { sure }: Fixes): vscode.CodeAction[] {
  return sure === undefined ? [] : [manyEdits(document, fixSureTitle(sure), sure.edits, fixAllKind)];
}

/** Those that the range touches; where there are none and nothing is selected, those that begin in its line. */
function touched(document: vscode.TextDocument, range: vscode.Range, single: readonly Fix[]): readonly Fix[] {
  const [from, to] = [document.offsetAt(range.start), document.offsetAt(range.end)];
  const inRange = single.filter(({ at }) => at.offset <= to && at.offset + at.length >= from);
  if (inRange.length > 0 || !range.isEmpty) return inRange;
  const line = document.lineAt(range.start.line).range;
  const [start, end] = [document.offsetAt(line.start), document.offsetAt(line.end)];
  return single.filter(({ at }) => at.offset >= start && at.offset <= end);
}

function one(
  document: vscode.TextDocument,
  { kind, at, edits, isOnly, isRewrite }: Fix,
  diagnostics: readonly vscode.Diagnostic[],
): vscode.CodeAction {
  const made = action(document, fixTitle(kind), edits);
  if (isRewrite === true) {
    made.kind = vscode.CodeActionKind.RefactorRewrite;
    return made;
  }
  const place = rangeOf(document, at);
  made.diagnostics = diagnostics.filter(({ range }) => range.intersection(place) !== undefined);
  if (isOnly) made.isPreferred = true;
  return made;
}

/** What can never be sent, comments and trailing commas: offered in a line that has one. They change nothing else. */
export function syntaxActions(
  document: vscode.TextDocument,
  range: vscode.Range,
  { comments, trailingCommas }: Untidy,
): vscode.CodeAction[] {
  return [
    { title: vscode.l10n.t('Remove all comments'), edits: comments },
    { title: vscode.l10n.t('Remove all trailing commas'), edits: trailingCommas },
  ].flatMap(({ title, edits }) => {
    const isNear = edits.some(edit => {
      const { start, end } = rangeOf(document, edit);
      return start.line <= range.end.line && end.line >= range.start.line;
    });
    if (!isNear) return [];
    const made = manyEdits(document, title, edits);
    made.isPreferred = true;
    return [made];
  });
}

/** More edits than these are made when they are wanted. */
const mostAtOnce = 1_000;

function manyEdits(
  document: vscode.TextDocument,
  title: string,
  edits: readonly Edit[],
  kind = vscode.CodeActionKind.QuickFix,
): vscode.CodeAction {
  return edits.length > mostAtOnce
    ? new LateAction(document, title, edits, kind)
    : action(document, title, edits, kind);
}

/** An action of thousands of edits, which are made when it is chosen: VS Code asks for the list at every move of the cursor. */
export class LateAction extends vscode.CodeAction {
  readonly #version: number;

  constructor(
    private readonly document: vscode.TextDocument,
    title: string,
    private readonly edits: readonly Edit[],
    kind = vscode.CodeActionKind.QuickFix,
  ) {
    super(title, kind);
    this.#version = document.version;
  }

  /** Nothing where the document has changed meanwhile: the places are others. */
  resolve(): this {
    if (this.document.version === this.#version) this.edit = edit(this.document, this.edits);
    return this;
  }
}

function action(
  document: vscode.TextDocument,
  title: string,
  edits: readonly Edit[],
  kind = vscode.CodeActionKind.QuickFix,
): vscode.CodeAction {
  const made = new vscode.CodeAction(title, kind);
  made.edit = edit(document, edits);
  return made;
}

function edit(document: vscode.TextDocument, edits: readonly Edit[]): vscode.WorkspaceEdit {
  const made = new vscode.WorkspaceEdit();
  made.set(
    document.uri,
    edits.map(one => vscode.TextEdit.replace(rangeOf(document, one), one.text)),
  );
  return made;
}

function rangeOf(document: vscode.TextDocument, { offset, length }: Omit<Edit, 'text'>): vscode.Range {
  return new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
}
