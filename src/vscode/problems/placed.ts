import * as vscode from 'vscode';
import { isApart, moved, type TextChange, type TextSpan } from './moves';

/** A Problem, and the text that it is about. */
export interface PlacedProblem {
  readonly problem: vscode.Diagnostic;
  /** Once this is edited, it is old news. */
  readonly about: vscode.Range;
  /** It is about one value: what is typed right at its ends changes it, too. */
  readonly isValue: boolean;
}

/** Problems after one change of their text; the same list where it touches and moves none. */
export function followed<T extends PlacedProblem>(placed: readonly T[], change: TextChange): readonly T[] {
  let isSame = true;
  const after: T[] = [];
  for (const one of placed) {
    if (!isApart(one.about, change, one.isValue)) {
      isSame = false;
      continue;
    }
    const about = moved(one.about, change);
    if (about === one.about) {
      after.push(one);
      continue;
    }
    isSame = false;
    const problem = inRange(one.problem, rangeOf(moved(one.problem.range, change)));
    after.push({ ...one, problem, about: rangeOf(about) });
  }
  return isSame ? placed : after;
}

/** The same Problem elsewhere. VS Code keeps the object that it was given: that one is never changed. */
function inRange(
  { message, severity, source, relatedInformation }: vscode.Diagnostic,
  range: vscode.Range,
): vscode.Diagnostic {
  const problem = new vscode.Diagnostic(range, message, severity);
  if (source !== undefined) problem.source = source;
  if (relatedInformation !== undefined) problem.relatedInformation = relatedInformation;
  return problem;
}

function rangeOf({ start, end }: TextSpan): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}
