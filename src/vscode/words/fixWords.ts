import * as vscode from 'vscode';
import type { FixAll, FixGroup, FixKind } from '../../core/payload/fixes';
import { localText } from './valueWords';

const longest = 60;

/** The title of a quick fix: what it does. VS Code shows it as plain text, on one line. */
export function fixTitle(kind: FixKind): string {
  switch (kind.code) {
    case 'asNumber':
      return vscode.l10n.t('Write as a number: {0}', short(kind.to));
    case 'asText':
      return vscode.l10n.t('Write as text: "{0}"', short(kind.to));
    case 'asBoolean':
      return vscode.l10n.t('Write as true or false: {0}', kind.to);
    case 'isoToMs':
      return isoTitle(kind.zone, kind.to);
    case 'msToIso':
      return vscode.l10n.t('Write as ISO 8601: {0}', kind.to);
    case 'secondsToMs':
      return vscode.l10n.t('Write as milliseconds: {0} ({1})', kind.to, localText(Number(kind.to)));
    case 'choice':
      return kind.label === undefined
        ? vscode.l10n.t('Change to {0}', short(kind.to))
        : vscode.l10n.t('Change to {0} ({1})', short(kind.to), short(kind.label));
    case 'renameAttribute':
    case 'renameField':
      return vscode.l10n.t('Rename {0} to {1}', short(kind.from), short(kind.to));
    case 'move':
      return kind.from === kind.to
        ? vscode.l10n.t('Move {0} into "data"', short(kind.from))
        : vscode.l10n.t('Move {0} into "data" as {1}', short(kind.from), short(kind.to));
    case 'removeDerived':
      return vscode.l10n.t('Remove {0}, which ChakraHQ calculates', short(kind.from));
    case 'removePlaceholder':
      return vscode.l10n.t('Remove {0}, which has no value yet', short(kind.from));
  }
}

function isoTitle(zone: 'own' | 'utc' | 'local', ms: string): string {
  const when = localText(Number(ms));
  switch (zone) {
    case 'own':
      return vscode.l10n.t('Write as milliseconds since 1970: {0} ({1})', ms, when);
    case 'local':
      return vscode.l10n.t('Write as milliseconds since 1970, taken as local time: {0} ({1})', ms, when);
    case 'utc':
      return vscode.l10n.t('Write as milliseconds since 1970, taken as UTC: {0} ({1})', ms, when);
  }
}

/** The title of what mends all places of one kind in the file. */
export function fixAllTitle(group: FixGroup, { count }: FixAll): string {
  switch (group) {
    case 'asNumber':
      return vscode.l10n.t('Write all texts that should be numbers as numbers ({0} in this file)', count);
    case 'asText':
      return vscode.l10n.t('Write all values that should be text as text ({0} in this file)', count);
    case 'asBoolean':
      return vscode.l10n.t('Write all words that should be true or false so ({0} in this file)', count);
    case 'isoToMs:own':
      return vscode.l10n.t('Write all dates with a time zone as milliseconds ({0} in this file)', count);
    case 'isoToMs:local':
      return vscode.l10n.t(
        'Write all dates without a time zone as milliseconds, taken as local time ({0} in this file)',
        count,
      );
    case 'isoToMs:utc':
      return vscode.l10n.t(
        'Write all dates without a time zone as milliseconds, taken as UTC ({0} in this file)',
        count,
      );
    case 'msToIso':
      return vscode.l10n.t('Write all dates as ISO 8601 ({0} in this file)', count);
    case 'secondsToMs':
      return vscode.l10n.t('Write all times in seconds as milliseconds ({0} in this file)', count);
    case 'choice':
      return vscode.l10n.t('Change all values to the known ones that they mean ({0} in this file)', count);
    case 'renameAttribute':
      return vscode.l10n.t('Rename all keys to the short ids that they mean ({0} in this file)', count);
    case 'renameField':
      return vscode.l10n.t('Rename all fields to the documented ones ({0} in this file)', count);
    case 'move':
      return vscode.l10n.t('Move all attributes into "data" ({0} in this file)', count);
    case 'removeDerived':
      return vscode.l10n.t('Remove all attributes that ChakraHQ calculates ({0} in this file)', count);
    case 'removePlaceholder':
      return vscode.l10n.t('Remove all attributes that have no value yet ({0} in this file)', count);
  }
}

/** The title of what mends all places of a file that leave no doubt. */
export function fixSureTitle({ count }: FixAll): string {
  return vscode.l10n.t('Write all values and keys as the config has them ({0} in this file)', count);
}

function short(text: string): string {
  const line = text.replace(/\s+/g, ' ').replace(/\p{Bidi_Control}|\p{Cc}/gu, '');
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}
