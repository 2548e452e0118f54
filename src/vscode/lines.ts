import type * as vscode from 'vscode';

/** True for JSON lines, where each line is an entry of its own: by its language, else by its name. */
export function holdsLines({ languageId, uri }: Pick<vscode.TextDocument, 'languageId' | 'uri'>): boolean {
  return languageId === linesLanguage || isLinesName(uri.path);
}

/** VS Code's own language for such files, which its JSON editor does not serve. */
export const linesLanguage = 'jsonl';

export function isLinesName(path: string): boolean {
  return /\.(?:jsonl|ndjson)$/i.test(path);
}

/** The lines of a document for whoever looks for what stands around a place: of JSON lines none but its own. */
export function linesAround(
  document: vscode.TextDocument,
  own: number,
): (line: number) => string | undefined {
  const isAlone = holdsLines(document);
  return line =>
    line < document.lineCount && (line === own || !isAlone) ? document.lineAt(line).text : undefined;
}
