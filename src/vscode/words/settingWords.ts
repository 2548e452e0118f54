import * as vscode from 'vscode';
import type { SettingFinding } from '../../core/catalog/settingFindings';
import { plain } from './plain';

/** What is wrong with a setting, and what to do. @param connection the name of the active one */
export function settingText(finding: SettingFinding, connection: string): string {
  switch (finding.code) {
    case 'noProcedure':
      return vscode.l10n.t(
        '{0} has no procedure with the short id “{1}”, so this changes nothing there. {2}',
        plain(connection),
        plain(finding.shortId),
        meant(finding.near) ?? vscode.l10n.t('The view Procedures shows the short ids.'),
      );
    case 'newAttribute':
      return vscode.l10n.t(
        'The config of {0} has no attribute with the short id “{1}”: it is added. {2}',
        plain(finding.procedure),
        plain(finding.shortId),
        meant(finding.near) ?? vscode.l10n.t('Take it out if that is not meant.'),
      );
    case 'noKeyAttribute':
      return vscode.l10n.t(
        '{0} has no attribute with the short id “{1}”, so it cannot be the primary key. {2}',
        plain(finding.procedure),
        plain(finding.shortId),
        meant(finding.near) ??
          vscode.l10n.t('Take the short id of an attribute, or null where there is none.'),
      );
    case 'optionKind':
      return finding.wants === 'number'
        ? vscode.l10n.t('Options of the type {0} are numbers: write them without quotes.', finding.type)
        : vscode.l10n.t('Options of the type {0} are texts: write them in quotes.', finding.type);
  }
}

function meant(near: readonly string[]): string | undefined {
  if (near.length === 0) return undefined;
  return vscode.l10n.t('Did you mean {0}?', near.map(shortId => `“${plain(shortId)}”`).join(', '));
}
