import * as vscode from 'vscode';

/** Text of the service as text: nothing in it is a link or an icon. Line breaks stay. */
export function markdown(text: string): vscode.MarkdownString {
  const made = new vscode.MarkdownString();
  for (const [i, line] of text.split('\n').entries()) {
    if (i > 0) made.appendMarkdown('  \n');
    made.appendText(line);
  }
  return made;
}
