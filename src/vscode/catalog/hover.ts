import * as vscode from 'vscode';
import type { Change } from '../../core/catalog/drift';
import type { Attribute, Procedure, State, Unresolved } from '../../core/catalog/model';
import { unresolvedText } from '../words/catalogWords';
import { changeText } from '../words/driftWords';
import { oneLine } from '../words/plain';

/** Characters that can mean something in Markdown, or make a bare link (`https://`, `www.`, `@`). */
const meaningful = /[!-/:-@[-`{-~]/g;

/**
 * A text as Markdown that shows it as it is. Not `appendText`: that leaves bare links alive, and makes a long text one
 * that cannot be wrapped.
 */
function asText(text: string): string {
  return text
    .replace(meaningful, character => `&#${character.charCodeAt(0)};`)
    .split('\n')
    .map(line => oneLine(line).trim())
    .filter(line => line !== '')
    .join('\n\n');
}

/** A hover of lines of plain text. Config texts are untrusted: each is escaped, and nothing in it is a link or HTML. */
function hover(title: string, ...lines: readonly (string | undefined | false)[]): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString();
  markdown.isTrusted = false;
  markdown.supportHtml = false;
  markdown.appendMarkdown(`**${asText(title)}**`);
  for (const line of lines) {
    if (typeof line === 'string') markdown.appendMarkdown(`\n\n${asText(line)}`);
  }
  return markdown;
}

/** How many changes a hover names. */
const mostChanges = 10;

/** @param changes what a refresh has changed since the user looked */
export function procedureHover(procedure: Procedure, changes: readonly Change[] = []): vscode.MarkdownString {
  const more = changes.length - mostChanges;
  return hover(
    procedure.name,
    changes.length > 0 && vscode.l10n.t('Changed by the latest refresh of the config:'),
    ...changes.slice(0, mostChanges).map(changeText),
    more > 0 && vscode.l10n.t('and {0} more', more),
    vscode.l10n.t('Short id: {0}', procedure.shortId),
    procedure.description,
    procedure.primaryKey !== undefined && vscode.l10n.t('Primary key: {0}', procedure.primaryKey),
    procedure.primaryIdentifier !== undefined && vscode.l10n.t('Title: {0}', procedure.primaryIdentifier),
    procedure.attributesFrom === 'list' &&
      vscode.l10n.t(
        'The config does not say which attributes this procedure has; these were learnt from existing processes.',
      ),
    procedure.attributesFrom === 'none' &&
      vscode.l10n.t('The config does not say which attributes this procedure has.'),
    procedure.corrected === true && vscode.l10n.t('Corrected in your settings (chakra.procedures).'),
  );
}

export function attributeHover(procedure: Procedure, attribute: Attribute): vscode.MarkdownString {
  const options = attribute.options ?? [];
  const shown = options
    .slice(0, 20)
    .map(({ value, label }) =>
      label === undefined || label === value ? String(value) : `${value} (${label})`,
    );
  const more = options.length - shown.length;
  return hover(
    attribute.name,
    vscode.l10n.t('Short id: {0}', attribute.shortId),
    attribute.type === '' ? vscode.l10n.t('Type: not known') : vscode.l10n.t('Type: {0}', attribute.type),
    attribute.description,
    attribute.required && vscode.l10n.t('Required'),
    procedure.primaryKey === attribute.shortId && vscode.l10n.t('Primary key: identifies a process'),
    attribute.derived && vscode.l10n.t('Calculated by the service: not to be sent'),
    attribute.hidden && vscode.l10n.t('Marked hidden'),
    attribute.learnt === true && vscode.l10n.t('Learnt from existing processes, not from the config'),
    attribute.corrected === true && vscode.l10n.t('Corrected in your settings (chakra.procedures).'),
    shown.length > 0 &&
      vscode.l10n.t(
        'Options: {0}',
        shown.join(', ') + (more > 0 ? vscode.l10n.t(' and {0} more', more) : ''),
      ),
  );
}

export function stateHover(state: State): vscode.MarkdownString {
  return hover(
    state.name,
    vscode.l10n.t('Short id: {0}', state.shortId),
    state.description,
    state.role === 'start' && vscode.l10n.t('New processes start here'),
    state.role === 'completed' && vscode.l10n.t('Completed processes end here'),
  );
}

export function unresolvedHover(unresolved: readonly Unresolved[]): vscode.MarkdownString {
  return hover(
    vscode.l10n.t('Not resolved in the config'),
    vscode.l10n.t('What depends on these is not checked. It never makes a payload invalid.'),
    ...unresolved.map(unresolvedText),
  );
}
