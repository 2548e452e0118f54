import path from 'node:path';
import * as vscode from 'vscode';
import { draftScheme, parseDraftUri } from '../../editor/draftPath';
import { payloadLanguage } from '../../editor/jsonEditor';
import { areSaved, namedUris } from '../../givenFiles';
import type { Services } from '../../services';
import { Temporaries } from '../../temporaries';
import { writeUserFile } from '../../userFile';
import { holdsEntries } from '../arrays';
import { nameOf } from '../names';

const endings = /\.(json|jsonl|ndjson)$/i;
const languages: readonly string[] = ['json', 'jsonl', payloadLanguage];

/** Finds out which files a command is about. */
export class BulkFiles {
  constructor(private readonly services: Pick<Services, 'ui' | 'bindings' | 'storageFolder'>) {}

  /**
   * The files that a menu names, else that of the active editor, else those that the user picks: on the disk, and saved. None: the user
   * was told why, or gave up.
   */
  async find(argument: unknown, selected: unknown): Promise<readonly vscode.Uri[]> {
    const files: vscode.Uri[] = [];
    for (const uri of this.#ofKind(namedUris(argument, selected) ?? (await this.#own()))) {
      const file = uri.scheme === 'file' ? uri : await this.#asFile(uri);
      if (file !== undefined) files.push(file);
    }
    const isReady = await areSaved(this.services.ui, files, {
      nameOf,
      several: count => vscode.l10n.t('{0} files have changes that are not saved.', count),
      why: vscode.l10n.t('What is on the disk is checked and sent.'),
    });
    return isReady ? files : [];
  }

  async #own(): Promise<readonly vscode.Uri[]> {
    const active = activeUri();
    if (active !== undefined) return [active];
    const picked = await this.services.ui.openFiles({
      title: vscode.l10n.t('Files with entries: arrays of objects, or JSON lines'),
      action: vscode.l10n.t('Choose'),
      filters: { JSON: ['json', 'jsonl', 'ndjson'] },
      ...startFolder(),
    });
    return picked ?? [];
  }

  /** Of several that were selected together, those that may hold entries. */
  #ofKind(uris: readonly vscode.Uri[]): readonly vscode.Uri[] {
    if (uris.length < 2) return uris;
    const others = uris.filter(uri => !endings.test(uri.path));
    if (others.length > 0) {
      void this.services.ui.warn(
        vscode.l10n.t(
          'Left out, since entries are read from .json, .jsonl and .ndjson files only: {0}.',
          others.map(nameOf).join(', '),
        ),
      );
    }
    return uris.filter(uri => !others.includes(uri));
  }

  /** What is no file on the disk of this machine: sends are made of the bytes of a file, which stay as they are. */
  async #asFile(uri: vscode.Uri): Promise<vscode.Uri | undefined> {
    const { ui, bindings, storageFolder } = this.services;
    if (uri.scheme !== draftScheme && uri.scheme !== 'untitled') {
      void ui.warn(
        vscode.l10n.t(
          '{0} is no file on the disk, and Bulk Create sends files. Save a copy on the disk (File: Save As…), then run it on that.',
          nameOf(uri),
        ),
      );
      return undefined;
    }
    const document = await vscode.workspace.openTextDocument(uri);
    if (uri.scheme === draftScheme && !holdsEntries(document)) {
      void ui.info(
        vscode.l10n.t(
          'This draft is one process: Chakra: Send Payload creates it. Bulk Create takes an array of processes.',
        ),
      );
      return undefined;
    }
    const save = vscode.l10n.t('Save as File…');
    const answer = await ui.confirm(
      vscode.l10n.t('Save {0} as a file first?', nameOf(uri)),
      vscode.l10n.t('Bulk Create sends the bytes of a file, and results are shown on its lines.'),
      save,
    );
    if (answer !== save) return undefined;
    const title = parseDraftUri(uri)?.title ?? path.posix.basename(uri.path);
    const { start } = startFolder();
    const name = endings.test(title) ? title : `${title}.json`;
    const file = await ui.saveFile({
      title: vscode.l10n.t('Save the processes as a file'),
      action: vscode.l10n.t('Save'),
      filters: { JSON: ['json'] },
      ...(start === undefined ? {} : { start: vscode.Uri.joinPath(start, name) }),
    });
    if (file === undefined) return undefined;
    await writeUserFile(file, document.getText(), new Temporaries(storageFolder));
    const binding = bindings.get(uri);
    if (binding !== undefined) await bindings.set(file, binding);
    await vscode.window.showTextDocument(file, { preview: false });
    return file;
  }
}

/** Of the active editor, where it can hold entries. One that is too large for extensions is known by its tab only. */
function activeUri(): vscode.Uri | undefined {
  const document = vscode.window.activeTextEditor?.document;
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  const uri = document?.uri ?? (input instanceof vscode.TabInputText ? input.uri : undefined);
  if (uri === undefined || !['file', draftScheme, 'untitled'].includes(uri.scheme)) return undefined;
  return endings.test(uri.path) || (document !== undefined && languages.includes(document.languageId))
    ? uri
    : undefined;
}

function startFolder(): { start?: vscode.Uri } {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  return folder?.scheme === 'file' ? { start: folder } : {};
}
