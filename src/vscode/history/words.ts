import * as vscode from 'vscode';
import type { HistoryEntry } from '../../core/history/entry';
import { connectionText } from '../words/connectionWords';
import { sizeText } from '../words/bulkCounts';
import { oneLine } from '../words/plain';
import { timeText } from '../words/times';

/** A window gives up a request long before that: one that is open for longer was never noted. */
const longestSendMs = 600_000;

/** True for a send without an outcome yet; later it is one whose outcome nobody could note. */
export function isBeingSent({ at, outcome }: HistoryEntry, now = Date.now()): boolean {
  return outcome.kind === 'open' && now - at < longestSendMs;
}

/** `L-17 · created · 10:12`: the primary key where there is one, what became of it, and when: a narrow view cuts off the end. */
export function rowText(entry: HistoryEntry): string {
  const key = entry.key === undefined ? [] : [oneLine(entry.key)];
  return [...key, outcomeText(entry), timeText(entry.at)].join(' · ');
}

/** `created`, `not created (400)`: what became of a send, for a row. */
function outcomeText(entry: HistoryEntry, now = Date.now()): string {
  const { outcome } = entry;
  switch (outcome.kind) {
    case 'open':
      return isBeingSent(entry, now) ? vscode.l10n.t('being sent') : vscode.l10n.t('outcome unknown');
    case 'created':
      return vscode.l10n.t('created');
    case 'notCreated':
      return outcome.status === undefined
        ? vscode.l10n.t('not created')
        : vscode.l10n.t('not created ({0})', outcome.status);
    case 'unknown':
      return vscode.l10n.t('outcome unknown');
  }
}

/** What became of a send, in a sentence. */
export function outcomeSentence(entry: HistoryEntry, now = Date.now()): string {
  if (entry.outcome.kind !== 'open') return entry.outcome.text;
  return isBeingSent(entry, now)
    ? vscode.l10n.t('Being sent, by this window or another one.')
    : vscode.l10n.t('Unknown: the window was closed before an answer could be noted.');
}

/** The facts of an entry, a line each. */
export function entryTooltip(entry: HistoryEntry): string {
  const { at, connection, document, request, outcome, bytes, procedure } = entry;
  return [
    outcomeSentence(entry),
    '',
    vscode.l10n.t('Procedure: {0}', procedure.name),
    vscode.l10n.t('Connection: {0}', connectionText({ ...connection, baseUrl: '', origin: '' })),
    vscode.l10n.t('Payload: {0}', document.name),
    vscode.l10n.t('Request: {0}', request),
    outcome.kind === 'open'
      ? vscode.l10n.t('Sent: {0}', timeText(at))
      : vscode.l10n.t('Sent: {0}, {1} ms', timeText(at), outcome.durationMs),
    vscode.l10n.t('Kept on this disk: {0}', sizeText(bytes)),
  ].join('\n');
}
