import * as vscode from 'vscode';
import { settingProposals } from '../../core/catalog/proposals';
import type { CatalogService } from '../catalog/service';
import type { Connections } from '../connections/store';
import { oneLine } from '../words/plain';

/** Files that hold settings: of the user, a folder or a workspace. */
export const settingsFiles: vscode.DocumentSelector = ['file', 'vscode-userdata'].flatMap(scheme =>
  ['**/settings.json', '**/*.code-workspace'].map(pattern => ({ language: 'jsonc', scheme, pattern })),
);

const mostCharacters = 1_000_000;

export function isSettingsFile(document: vscode.TextDocument): boolean {
  return vscode.languages.match(settingsFiles, document) > 0;
}

/** Of a settings file: whether it names one of our settings. */
export function namesOurs(document: vscode.TextDocument): boolean {
  const text = document.getText();
  return text.length <= mostCharacters && text.includes('chakra.');
}

/** Completes the short ids of the team's own procedures and attributes in our settings; all else is in their schema. */
export class SettingsCompletion implements vscode.CompletionItemProvider {
  constructor(
    private readonly connections: Connections,
    private readonly catalogs: CatalogService,
  ) {}

  async provideCompletionItems(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.CompletionItem[]> {
    const connection = this.connections.active();
    if (connection === undefined || !isSettingsFile(document) || !namesOurs(document)) return [];
    const text = document.getText();
    const { catalog } = await this.catalogs.cached(connection);
    if (catalog === undefined) return [];
    const { settingAt } = await import('./late');
    const { path, isKey, replaces } = settingAt(text, document.offsetAt(position));
    const range =
      replaces === undefined
        ? new vscode.Range(position, position)
        : new vscode.Range(
            document.positionAt(replaces.offset),
            document.positionAt(replaces.offset + replaces.length),
          );
    return settingProposals(path, isKey, catalog).map(({ shortId, name, type }, at) => {
      const label = { label: JSON.stringify(shortId), description: oneLine(name) };
      const item = new vscode.CompletionItem(
        label,
        isKey ? vscode.CompletionItemKind.Property : vscode.CompletionItemKind.Value,
      );
      if (type !== undefined && type !== '') item.detail = oneLine(type);
      item.range = range;
      item.filterText = `${JSON.stringify(shortId)} ${name}`;
      item.sortText = String(at).padStart(6, '0');
      const isNewKey = isKey && replaces === undefined;
      item.insertText = new vscode.SnippetString();
      item.insertText.appendText(JSON.stringify(shortId));
      if (isNewKey) item.insertText.appendText(': ').appendText('{').appendTabstop().appendText('}');
      return item;
    });
  }
}
