import { readFile, stat } from 'node:fs/promises';
import * as vscode from 'vscode';
import { isMissing } from '../../core/disk';
import { parseDraftUri } from './draftPath';
import type { DraftName } from './draftPath';
import type { Drafts } from './drafts';

/** The file system `chakra-draft:`, over the drafts on disk. */
export class DraftFileSystem implements vscode.FileSystemProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;

  readonly #listening: vscode.Disposable;

  constructor(private readonly drafts: Drafts) {
    // Another window may have changed, sent or deleted a draft that is open here: nothing older may be sent from here.
    this.#listening = vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) void this.lookAgain();
    });
  }

  /** Lets VS Code read the open drafts again where they are not being edited here; never rejects. */
  async lookAgain(): Promise<void> {
    const open = vscode.workspace.textDocuments.map(({ uri }) => ({ uri, name: parseDraftUri(uri) }));
    const events = open.map(async ({ uri, name }): Promise<vscode.FileChangeEvent[]> => {
      if (name === undefined) return [];
      await this.drafts.reloadBinding(name);
      const gone = await stat(this.drafts.file(name)).then(() => false, isMissing);
      return [{ type: gone ? vscode.FileChangeType.Deleted : vscode.FileChangeType.Changed, uri }];
    });
    this.#changed.fire((await Promise.all(events)).flat());
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const name = parseDraftUri(uri);
    if (name === undefined) return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
    const { ctimeMs, mtimeMs, size } = await orNotFound(uri, stat(this.drafts.file(name)));
    return { type: vscode.FileType.File, ctime: ctimeMs, mtime: mtimeMs, size };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    const name = fileName(uri);
    // First whose payload it is: the schema is then bound before VS Code asks for completions.
    await this.drafts.loadBinding(name);
    return orNotFound(uri, readFile(this.drafts.file(name)));
  }

  async writeFile(
    uri: vscode.Uri,
    content: Uint8Array,
    options: { readonly create: boolean; readonly overwrite: boolean },
  ): Promise<void> {
    const name = fileName(uri);
    const file = this.drafts.file(name);
    const exists = await stat(file).then(
      () => true,
      () => false,
    );
    if (!exists && !options.create) throw vscode.FileSystemError.FileNotFound(uri);
    if (exists && !options.overwrite) throw vscode.FileSystemError.FileExists(uri);
    await this.drafts.write(name, content);
    this.#changed.fire([
      { type: exists ? vscode.FileChangeType.Changed : vscode.FileChangeType.Created, uri },
    ]);
  }

  async delete(uri: vscode.Uri): Promise<void> {
    await this.drafts.delete(fileName(uri));
    this.#changed.fire([{ type: vscode.FileChangeType.Deleted, uri }]);
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  rename(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  dispose(): void {
    this.#listening.dispose();
    this.#changed.dispose();
  }
}

function fileName(uri: vscode.Uri): DraftName {
  const name = parseDraftUri(uri);
  if (name === undefined) throw vscode.FileSystemError.FileNotFound(uri);
  return name;
}

async function orNotFound<T>(uri: vscode.Uri, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw isMissing(error) ? vscode.FileSystemError.FileNotFound(uri) : error;
  }
}
