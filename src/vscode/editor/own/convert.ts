import * as vscode from 'vscode';
import {
  InsertTextFormat,
  type CompletionItem,
  type MarkupContent,
  type Range,
} from 'vscode-json-languageservice';
import { outOf, type Excerpt, type Place } from '../../../core/payload/excerpt';

/**
 * As the JSON editor hands it to VS Code; places are those of the document that the excerpt is of.
 * @param isOneLine what is inserted holds no line breaks, as in JSON lines
 */
export function converted(
  item: CompletionItem,
  excerpt: Excerpt,
  position: vscode.Position,
  isOneLine: boolean,
): vscode.CompletionItem {
  const { label, kind, detail, documentation, sortText, filterText, textEdit, command } = item;
  // The protocol counts kinds from 1, VS Code from 0.
  const made = Object.assign(new vscode.CompletionItem(label), kind === undefined ? {} : { kind: kind - 1 });
  const whole = textEdit?.newText ?? item.insertText ?? label;
  // Those of texts are written as \n: these only part words.
  const text = isOneLine ? whole.replace(/\r?\n[ \t]*/g, ' ') : whole;
  made.insertText =
    item.insertTextFormat === InsertTextFormat.Snippet ? new vscode.SnippetString(text) : text;
  if (detail !== undefined) made.detail = detail;
  if (documentation !== undefined) made.documentation = documentationOf(documentation);
  if (sortText !== undefined) made.sortText = sortText;
  if (filterText !== undefined) made.filterText = filterText;
  if (command !== undefined) made.command = command;
  if (textEdit !== undefined && 'range' in textEdit) {
    const range = rangeOf(textEdit.range, excerpt);
    const isWithin = range.end.isAfter(position) && range.start.isBeforeOrEqual(position);
    made.range = isWithin ? { inserting: new vscode.Range(range.start, position), replacing: range } : range;
  }
  return made;
}

function documentationOf(text: string | MarkupContent): vscode.MarkdownString | string {
  if (typeof text === 'string') return text;
  return text.kind === 'markdown' ? new vscode.MarkdownString(text.value) : text.value;
}

function rangeOf({ start, end }: Range, excerpt: Excerpt): vscode.Range {
  const place = (at: Range['start']): vscode.Position => {
    const { line, column }: Place = outOf(excerpt, { line: at.line, column: at.character });
    return new vscode.Position(line, column);
  };
  return new vscode.Range(place(start), place(end));
}
