import path from 'node:path';
import * as vscode from 'vscode';
import { viewScheme, type ReadOnlyDocuments } from '../documents';
import { lineText, linesNamedIn } from './lineWords';

/** VS Code shows extensions no document beyond this, and most people no patience: the entry is shown alone. */
const largestOpened = 50 * 1024 * 1024;
const mostKept = 50;
const mostLinks = 5_000;

/**
 * Makes `line 1,234` in reports a link into the file that the report is about. A link is a place in a file, looked up when it is followed;
 * nothing that a text says can make it anything else.
 */
export class LineLinks implements vscode.DocumentLinkProvider<LineLink>, vscode.Disposable {
  readonly #files = new Map<string, vscode.Uri>();
  readonly #registered: vscode.Disposable;

  constructor(private readonly documents: ReadOnlyDocuments) {
    this.#registered = vscode.languages.registerDocumentLinkProvider({ scheme: viewScheme }, this);
  }

  /**
   * Keeps a text as a read-only document whose lines belong to a file; show it with `documents.show`.
   * @param name the name in the tab, with the ending that decides the language
   * @param text names lines by {@link lineText}
   */
  add(name: string, text: string, file: vscode.Uri): vscode.Uri {
    const uri = this.documents.add(name, text);
    this.#files.set(uri.toString(), file);
    const [oldest] = this.#files.keys();
    if (this.#files.size > mostKept && oldest !== undefined) this.#files.delete(oldest);
    return uri;
  }

  provideDocumentLinks(document: vscode.TextDocument): LineLink[] {
    const file = this.#files.get(document.uri.toString());
    if (file === undefined) return [];
    return linesNamedIn(document.getText())
      .slice(0, mostLinks)
      .map(({ offset, length, line }) => {
        const range = new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
        return new LineLink(range, file, line);
      });
  }

  async resolveDocumentLink(link: LineLink): Promise<LineLink> {
    link.target = (await this.#entryAlone(link)) ?? link.file.with({ fragment: `L${link.line}` });
    return link;
  }

  dispose(): void {
    this.#registered.dispose();
  }

  /** The entry at the line of a file that is too large to be opened; undefined for any other file, and where no entry is found. */
  async #entryAlone({ file, line }: LineLink): Promise<vscode.Uri | undefined> {
    if (file.scheme !== 'file') return undefined;
    try {
      const { size } = await vscode.workspace.fs.stat(file);
      if (size <= largestOpened) return undefined;
      const { entryAtLine } = await import('./entryAtLine');
      const text = await entryAtLine(file.fsPath, line);
      const name = `${path.basename(file.fsPath)} ${lineText(line)}.json`;
      return text === undefined ? undefined : this.documents.add(name, `${text}\n`);
    } catch {
      // VS Code itself says what is wrong with the file when it opens it.
      return undefined;
    }
  }
}

class LineLink extends vscode.DocumentLink {
  constructor(
    range: vscode.Range,
    readonly file: vscode.Uri,
    readonly line: number,
  ) {
    super(range);
    this.tooltip = vscode.l10n.t('Open {0} of {1}', lineText(line), path.posix.basename(file.path));
  }
}
