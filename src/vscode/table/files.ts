import * as vscode from 'vscode';
import type { Ui } from '../ui';
import { plain } from '../words/plain';
import { baseName } from './report';

const endings = /\.(csv|tsv|tab|txt)$/i;

/**
 * The tables that a menu names, else that of the active editor, else those that the user picks: files on the disk, and saved. None: the user was
 * told why, or gave up.
 */
export async function tableFiles(
  ui: Ui,
  argument: unknown,
  selected: unknown,
): Promise<readonly vscode.Uri[]> {
  const named = namedUris(argument, selected) ?? (await own(ui));
  const files = named.filter(({ scheme }) => scheme === 'file');
  const [other] = named.filter(uri => !files.includes(uri));
  if (other !== undefined) {
    void ui.warn(
      vscode.l10n.t(
        '{0} is no file on the disk. Save it as a .csv file (File: Save As…), then run the command on that.',
        plain(baseName(other)),
      ),
    );
  }
  return (await saved(ui, files)) ? files : [];
}

/** What a menu passes: the clicked file, and all that are selected with it. */
function namedUris(argument: unknown, selected: unknown): readonly vscode.Uri[] | undefined {
  const several: readonly unknown[] = Array.isArray(selected) ? selected : [];
  const uris = several.filter(one => one instanceof vscode.Uri).filter(({ path }) => endings.test(path));
  if (uris.length > 0) return [...new Map(uris.map(uri => [uri.toString(), uri])).values()];
  return argument instanceof vscode.Uri ? [argument] : undefined;
}

async function own(ui: Ui): Promise<readonly vscode.Uri[]> {
  const active = activeTable();
  if (active !== undefined) return [active];
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const picked = await ui.openFiles({
    title: vscode.l10n.t('Tables to make payloads of'),
    action: vscode.l10n.t('Choose'),
    filters: { [vscode.l10n.t('Tables')]: ['csv', 'tsv', 'tab', 'txt'] },
    ...(folder?.scheme === 'file' ? { start: folder } : {}),
  });
  return picked ?? [];
}

/** A file that is too large for extensions is known by its tab only. */
function activeTable(): vscode.Uri | undefined {
  const document = vscode.window.activeTextEditor?.document;
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  const uri = document?.uri ?? (input instanceof vscode.TabInputText ? input.uri : undefined);
  if (uri === undefined) return undefined;
  const isTable = endings.test(uri.path) || /^(csv|tsv)/.test(document?.languageId ?? '');
  return isTable ? uri : undefined;
}

/** True when what is on the disk is what the user sees. */
async function saved(ui: Ui, files: readonly vscode.Uri[]): Promise<boolean> {
  const names = new Set(files.map(String));
  const dirty = vscode.workspace.textDocuments.filter(
    document => document.isDirty && names.has(document.uri.toString()),
  );
  const [first] = dirty;
  if (first === undefined) return true;
  const save = vscode.l10n.t('Save and Go On');
  const answer = await ui.confirm(
    dirty.length === 1
      ? vscode.l10n.t('{0} has changes that are not saved.', plain(baseName(first.uri)))
      : vscode.l10n.t('{0} tables have changes that are not saved.', dirty.length),
    vscode.l10n.t('The payload is made of what is on the disk.'),
    save,
  );
  if (answer !== save) return false;
  for (const document of dirty) {
    if (await document.save()) continue;
    void ui.error(
      vscode.l10n.t('{0} could not be saved. Save it, then try again.', plain(baseName(document.uri))),
    );
    return false;
  }
  return true;
}
