import path from 'node:path';
import * as vscode from 'vscode';
import { viewScheme, type ReadOnlyDocuments } from '../documents';
import type { CommandName } from '../commands/ids';
import { addAlone, opensWhole } from './largeFile';
import { lineText, linesNamedIn, type NamedLine } from './lineWords';

const mostKept = 50;
const mostLinks = 5_000;

/** Words of a report that are a link to a command, which must change nothing in the service: the words may come to stand anywhere. */
export interface CommandLink {
  readonly text: string;
  readonly command: CommandName;
  readonly argument: unknown;
  readonly tooltip: string;
}

interface Linked {
  readonly file: vscode.Uri;
  readonly commands: readonly CommandLink[];
}

/**
 * Makes `line 1,234:5` in reports a link into the file that the report is about, looked up when it is followed, and the words that a report names links
 * to commands. Nothing that a text says can make a link anything else.
 */
export class LineLinks implements vscode.DocumentLinkProvider, vscode.Disposable {
  readonly #linked = new Map<string, Linked>();
  readonly #registered: vscode.Disposable;

  constructor(private readonly documents: ReadOnlyDocuments) {
    this.#registered = vscode.languages.registerDocumentLinkProvider({ scheme: viewScheme }, this);
  }

  /**
   * Keeps a text as a read-only document whose lines belong to a file; show it with `documents.show`.
   * @param name the name in the tab, with the ending that decides the language
   * @param text names lines by {@link lineText}
   */
  add(name: string, text: string, file: vscode.Uri, commands: readonly CommandLink[] = []): vscode.Uri {
    const uri = this.documents.add(name, text);
    this.#linked.set(uri.toString(), { file, commands });
    const [oldest] = this.#linked.keys();
    if (this.#linked.size > mostKept && oldest !== undefined) this.#linked.delete(oldest);
    return uri;
  }

  provideDocumentLinks(document: vscode.TextDocument): vscode.DocumentLink[] {
    const linked = this.#linked.get(document.uri.toString());
    if (linked === undefined) return [];
    const text = document.getText();
    const rangeOf = (offset: number, length: number): vscode.Range =>
      new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
    const toLines = linesNamedIn(text)
      .slice(0, mostLinks)
      .map(named => new LineLink(rangeOf(named.offset, named.length), linked.file, named));
    const toCommands = linked.commands.flatMap(link =>
      offsetsOf(link.text, text).map(offset => commandLink(rangeOf(offset, link.text.length), link)),
    );
    return [...toLines, ...toCommands];
  }

  async resolveDocumentLink(link: vscode.DocumentLink): Promise<vscode.DocumentLink> {
    if (!(link instanceof LineLink)) return link;
    const { file, line, column } = link;
    const fragment = column === 1 ? `L${line}` : `L${line},${column}`;
    link.target = (await this.#entryAlone(link)) ?? file.with({ fragment });
    return link;
  }

  dispose(): void {
    this.#registered.dispose();
  }

  /** The entry at the place in a file that is too large to be opened; undefined for any other file, and where no entry is found. */
  async #entryAlone({ file, line, column }: LineLink): Promise<vscode.Uri | undefined> {
    if (file.scheme !== 'file') return undefined;
    try {
      if (await opensWhole(file)) return undefined;
      const { entryAtLine } = await import('./entryAtLine');
      const text = await entryAtLine(file.fsPath, line, column);
      return text === undefined ? undefined : addAlone(this.documents, file, line, text);
    } catch {
      // VS Code itself says what is wrong with the file when it opens it.
      return undefined;
    }
  }
}

class LineLink extends vscode.DocumentLink {
  readonly line: number;
  readonly column: number;

  constructor(
    range: vscode.Range,
    readonly file: vscode.Uri,
    { line, column }: NamedLine,
  ) {
    super(range);
    this.line = line;
    this.column = column;
    this.tooltip = vscode.l10n.t('Open {0} of {1}', lineText(line, column), path.posix.basename(file.path));
  }
}

function commandLink(range: vscode.Range, { command, argument, tooltip }: CommandLink): vscode.DocumentLink {
  const query = encodeURIComponent(JSON.stringify([argument]));
  const link = new vscode.DocumentLink(range, vscode.Uri.parse(`command:chakra.${command}?${query}`));
  link.tooltip = tooltip;
  return link;
}

/** Where words stand in a text, not as a part of longer ones. */
function offsetsOf(words: string, text: string): readonly number[] {
  const offsets: number[] = [];
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + words.length)) {
    const isWhole = !isPart(text[at - 1]) && !isPart(text[at + words.length]);
    if (isWhole && offsets.push(at) >= mostLinks) break;
  }
  return offsets;
}

function isPart(letter: string | undefined): boolean {
  return letter !== undefined && /[\p{L}\p{N}_-]/u.test(letter);
}
