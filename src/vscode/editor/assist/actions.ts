import * as vscode from 'vscode';
import { removeComments, removeTrailingCommas } from '../../../core/payload/edits';
import type { Fix, Fixes } from '../../../core/payload/fixes';
import type { Edit } from '../../../core/payload/range';
import { fixAllTitle, fixTitle } from '../../words/fixWords';

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
    return fix === undefined ? [] : [action(document, fixAllTitle(group, fix), fix.edits)];
  });
  return [...near.slice(0, mostOffered).map(fix => one(document, fix, diagnostics)), ...together];
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
    const made = action(document, title, edits);
    made.isPreferred = true;
    return [made];
  });
}

/** What makes a payload no JSON. */
export interface Untidy {
  readonly comments: readonly Edit[];
  readonly trailingCommas: readonly Edit[];
}

export function untidy(text: string): Untidy {
  return { comments: removeComments(text), trailingCommas: removeTrailingCommas(text) };
}

function action(document: vscode.TextDocument, title: string, edits: readonly Edit[]): vscode.CodeAction {
  const made = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  made.edit = new vscode.WorkspaceEdit();
  made.edit.set(
    document.uri,
    edits.map(edit => vscode.TextEdit.replace(rangeOf(document, edit), edit.text)),
  );
  return made;
}

function rangeOf(document: vscode.TextDocument, { offset, length }: Omit<Edit, 'text'>): vscode.Range {
  return new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
}
