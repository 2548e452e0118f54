import * as vscode from 'vscode';
import type { Binding } from '../../core/binding';
import { isBinding } from '../../core/binding';
import { isObject } from '../../core/json';
import { Disposables } from '../events';
import type { Log } from '../log';
import { parseDraftUri } from './draftPath';
import type { Drafts } from './drafts';
import type { SharedBindings } from './sharedBindings';

const storeKey = 'chakra.bindings';
const mostKept = 2000;

/**
 * Which procedure a document is a payload of. In this order: a draft's own binding, what the user bound by hand
 * (global state, by URI), the team's globs.
 */
export class Bindings implements vscode.Disposable {
  readonly #held = new Disposables();
  readonly #changed = this.#held.add(new vscode.EventEmitter<void>());
  readonly onDidChange = this.#changed.event;

  /** Only until they are closed: the next document may get the same name. */
  readonly #untitled = new Map<string, Binding>();

  /** What was read last of the global state. */
  #read?: { readonly stored: unknown; readonly own: ReadonlyMap<string, Binding> };

  constructor(
    private readonly global: vscode.Memento,
    private readonly drafts: Drafts,
    private readonly shared: SharedBindings,
    log: Log,
  ) {
    this.#held.add(drafts.onDidChange(() => this.#update()));
    this.#held.add(shared.onDidChange(() => this.#update()));
    this.#held.add(
      vscode.workspace.onDidOpenTextDocument(({ uri }) => {
        if (isTeams(uri)) this.#update();
      }),
    );
    this.#held.add(
      vscode.workspace.onDidCloseTextDocument(document => {
        // Another language closes and opens a document, too: that one is there still.
        if (vscode.workspace.textDocuments.includes(document)) return;
        if (this.#untitled.delete(document.uri.toString())) this.#update();
      }),
    );
    this.#held.add(
      vscode.workspace.onDidRenameFiles(({ files }) => {
        this.#moved(files).catch((error: unknown) => log.error('The binding of a renamed payload', error));
      }),
    );
    this.#update();
  }

  get(uri: vscode.Uri): Binding | undefined {
    const draft = parseDraftUri(uri);
    if (draft !== undefined) return this.drafts.binding(draft.id);
    return this.#untitled.get(uri.toString()) ?? this.#own().get(uri.toString()) ?? this.shared.get(uri);
  }

  async set(uri: vscode.Uri, binding: Binding): Promise<void> {
    const draft = parseDraftUri(uri);
    if (draft !== undefined) return this.drafts.bind(draft.id, binding);
    if (uri.scheme === 'untitled') {
      this.#untitled.set(uri.toString(), binding);
      this.#update();
      return;
    }
    const own = new Map(this.#own());
    // Last in, so that the oldest go first.
    own.delete(uri.toString());
    own.set(uri.toString(), binding);
    await this.#store([...own].slice(-mostKept));
  }

  async remove(uri: vscode.Uri): Promise<void> {
    this.#untitled.delete(uri.toString());
    await this.#store([...this.#own()].filter(([key]) => key !== uri.toString()));
  }

  /** True when the user bound the document by hand. */
  isOwn(uri: vscode.Uri): boolean {
    return this.#untitled.has(uri.toString()) || this.#own().has(uri.toString());
  }

  /** Every binding that a schema is needed for: all bound by hand, and the open documents. */
  all(): [vscode.Uri, Binding][] {
    const found = new Map<string, [vscode.Uri, Binding]>();
    for (const [key, binding] of this.#own()) found.set(key, [vscode.Uri.parse(key, true), binding]);
    for (const { uri } of vscode.workspace.textDocuments) this.#collect(found, uri);
    for (const uri of this.drafts.known()) this.#collect(found, uri);
    return [...found.values()];
  }

  /** Keys and short ids of the procedures of a connection that have payloads, open or not. */
  procedures(connectionId: string): ReadonlySet<string> {
    const own = this.all().filter(([, binding]) => binding.connectionId === connectionId);
    return new Set([
      ...own.flatMap(([, { procedureKey, shortId }]) => [procedureKey, shortId]),
      ...this.shared.procedures(connectionId),
    ]);
  }

  dispose(): void {
    this.#held.dispose();
  }

  #collect(found: Map<string, [vscode.Uri, Binding]>, uri: vscode.Uri): void {
    const binding = this.get(uri);
    if (binding !== undefined) found.set(uri.toString(), [uri, binding]);
  }

  /** The memento gives the same object until it changes, here or in another window. */
  #own(): ReadonlyMap<string, Binding> {
    const stored = this.global.get<unknown>(storeKey);
    if (this.#read?.stored !== stored) {
      const entries: [string, unknown][] = isObject(stored) ? Object.entries(stored) : [];
      const own = new Map(entries.filter((entry): entry is [string, Binding] => isBinding(entry[1])));
      this.#read = { stored, own };
    }
    return this.#read?.own ?? new Map();
  }

  async #store(entries: readonly (readonly [string, Binding])[]): Promise<void> {
    await this.global.update(storeKey, Object.fromEntries(entries));
    this.#update();
  }

  /** Files that were renamed, and those below a folder that was. */
  async #moved(
    files: readonly { readonly oldUri: vscode.Uri; readonly newUri: vscode.Uri }[],
  ): Promise<void> {
    const ways = files.map(({ oldUri, newUri }) => ({ from: oldUri.toString(), to: newUri.toString() }));
    const own = [...this.#own()].map(([uri, binding]): [string, Binding] => {
      const way = ways.find(({ from }) => uri === from || uri.startsWith(`${from}/`));
      return [way === undefined ? uri : way.to + uri.slice(way.from.length), binding];
    });
    if (own.some(([uri]) => !this.#own().has(uri))) await this.#store(own);
  }

  #update(): void {
    // Paths, not URIs: in a remote window a file has another URI there, where `when` clauses are decided, than here.
    const paths = Object.fromEntries(
      this.all().flatMap(([{ path, fsPath }]) => [
        [path, true],
        [fsPath, true],
      ]),
    );
    void vscode.commands.executeCommand('setContext', 'chakra.payloads', paths);
    this.#changed.fire();
  }
}

/** Whether the team's globs may name a document: a file, also of a workspace that is on no disk. */
function isTeams(uri: vscode.Uri): boolean {
  return uri.scheme === 'file' || vscode.workspace.getWorkspaceFolder(uri) !== undefined;
}
