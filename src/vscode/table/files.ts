import * as vscode from 'vscode';
import { areSaved, namedUris } from '../givenFiles';
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
  const named = namedUris(argument, selected, ({ path }) => endings.test(path)) ?? (await own(ui));
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
  const isReady = await areSaved(ui, files, {
    nameOf: uri => plain(baseName(uri)),
    several: count => vscode.l10n.t('{0} tables have changes that are not saved.', count),
    why: vscode.l10n.t('The payload is made of what is on the disk.'),
  });
  return isReady ? files : [];
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
