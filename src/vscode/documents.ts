import * as vscode from 'vscode';
import type { AnswerFacts } from './answers/facts';
import { columnBeside } from './columns';

export const viewScheme = 'chakra-view';

const mostKept = 50;

/** Read-only documents, in memory for this window only: they hold customers' data. */
export class ReadOnlyDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #answers = new Map<string, AnswerFacts>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#changed.event;
  #count = 0;

  /**
   * Keeps a text and returns the URI of its document.
   * @param name the name in the tab, with the ending that decides the language
   * @param about what can be done with it, for the answer to a request
   */
  add(name: string, text: string, about?: AnswerFacts): vscode.Uri {
    // By the name of the folder VS Code knows the language of answers, whose long lines are wrapped: package.json has the pattern.
    const folder = name.endsWith('.json') ? '/Chakra answers' : '';
    const uri = vscode.Uri.from({ scheme: viewScheme, path: `${folder}/${++this.#count}/${name}` });
    this.#texts.set(uri.toString(), text);
    const [oldest] = this.#texts.keys();
    if (this.#texts.size > mostKept && oldest !== undefined) {
      this.#texts.delete(oldest);
      this.#answers.delete(oldest);
    }
    if (about !== undefined) this.#keep(uri, about);
    return uri;
  }

  /** Menus ask for the keys: which documents name a process, which answer a create, and which show a process. */
  #keep(uri: vscode.Uri, about: AnswerFacts): void {
    this.#answers.set(uri.toString(), about);
    this.#note('chakra.answers', ({ processId }) => processId !== undefined);
    this.#note('chakra.sent', ({ processId, sent }) => processId !== undefined && sent !== undefined);
    this.#note('chakra.processes', ({ process }) => process !== undefined);
  }

  #note(key: string, isSuch: (about: AnswerFacts) => boolean): void {
    const paths = [...this.#answers].flatMap(([uri, about]) =>
      isSuch(about) ? [[vscode.Uri.parse(uri).path, true] as const] : [],
    );
    void vscode.commands.executeCommand('setContext', key, Object.fromEntries(paths));
  }

  /** What the document of an answer is about; undefined for any other, and for one that is no longer kept. */
  answer(uri: vscode.Uri): AnswerFacts | undefined {
    return this.#answers.get(uri.toString());
  }

  /** Puts another text into a document that is still kept; false for one that is not. */
  replace(uri: vscode.Uri, text: string): boolean {
    if (!this.#texts.has(uri.toString())) return false;
    this.#texts.set(uri.toString(), text);
    this.#changed.fire(uri);
    return true;
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return (
      this.#texts.get(uri.toString()) ??
      `// ${vscode.l10n.t('This is no longer kept: a window has its last {0} answers, until it is closed.', mostKept)}\n`
    );
  }

  dispose(): void {
    this.#changed.dispose();
  }

  /** @param options `preview: false` keeps its tab when something else is opened beside it */
  async show(uri: vscode.Uri, options: { readonly preview: boolean } = { preview: true }): Promise<void> {
    let document = await vscode.workspace.openTextDocument(uri);
    // Sentences are wrapped beside a narrow editor: package.json sets that for the language.
    if (document.languageId === 'plaintext')
      document = await vscode.languages.setTextDocumentLanguage(document, 'chakra-report');
    await vscode.window.showTextDocument(document, { ...options, viewColumn: columnForDocuments() });
  }
}

/** Beside what the user works on. */
function columnForDocuments(): vscode.ViewColumn {
  const { all, activeTabGroup } = vscode.window.tabGroups;
  const column = columnBeside(
    all.map(group => ({
      viewColumn: group.viewColumn,
      isActive: group === activeTabGroup,
      shows: group.activeTab === undefined ? 'nothing' : isOwn(group.activeTab) ? 'own' : 'other',
      hasOwn: group.tabs.some(isOwn),
    })),
  );
  if (column === 'active') return vscode.ViewColumn.Active;
  return column === 'beside' ? vscode.ViewColumn.Beside : column.viewColumn;
}

function isOwn({ input }: vscode.Tab): boolean {
  return input instanceof vscode.TabInputText && input.uri.scheme === viewScheme;
}
