import type * as vscode from 'vscode';
import { holdsEntries } from '../bulk/arrays';

/** In UTF-16 units. What is read of a document at each pause in typing takes some tens of ms for each million, in slices, and 20 times its memory. */
const limit = 4_000_000;
/** For what is checked in one go, and for lists of which the JSON editor checks every process after each key. */
const checkedLimit = 200_000;
/** Reading more than this is felt where somebody types. */
const quickLimit = 100_000;

/** True for a document of which quick fixes read nothing; hovers and completion still look at the lines around the cursor. */
export function isLarge(document: vscode.TextDocument): boolean {
  return lengthOf(document) > limit;
}

/** True for a document that is checked only when a command asks for it. */
export function isLargeToCheck(document: vscode.TextDocument): boolean {
  return lengthOf(document) > checkedLimit;
}

/** True for a list of processes that keeps the JSON editor busy at every key: 0.2 s for a megabyte. */
export function isLargeList(document: vscode.TextDocument): boolean {
  return holdsEntries(document) && isLargeToCheck(document);
}

/** True for a document that is better not read between two keys. */
export function takesTime(document: vscode.TextDocument): boolean {
  return lengthOf(document) > quickLimit;
}

function lengthOf(document: vscode.TextDocument): number {
  return document.offsetAt(document.lineAt(document.lineCount - 1).range.end);
}
