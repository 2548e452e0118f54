import * as vscode from 'vscode';
import type { Change } from '../../core/catalog/drift';
import type { Attribute, Option, Procedure } from '../../core/catalog/model';
import { plain } from './plain';

/** One change of a procedure, in a line. */
export function changeText(change: Change): string {
  switch (change.kind) {
    case 'attributeAdded':
      return vscode.l10n.t('New attribute: {0}', plain(change.shortId));
    case 'attributeRemoved':
      return vscode.l10n.t('Attribute is gone: {0}', plain(change.shortId));
    case 'retyped':
      return vscode.l10n.t(
        '{0}: type was {1}, is {2}',
        plain(change.shortId),
        typeText(change.from),
        typeText(change.to),
      );
    case 'nowRequired':
      return vscode.l10n.t('{0}: required now', plain(change.shortId));
    case 'notRequired':
      return vscode.l10n.t('{0}: no longer required', plain(change.shortId));
    case 'optionAdded':
      return vscode.l10n.t('{0}: new option {1}', plain(change.shortId), plain(JSON.stringify(change.value)));
    case 'optionRemoved':
      return vscode.l10n.t(
        '{0}: option {1} is gone',
        plain(change.shortId),
        plain(JSON.stringify(change.value)),
      );
    case 'stateAdded':
      return vscode.l10n.t('New state: {0}', plain(change.shortId));
    case 'stateRemoved':
      return vscode.l10n.t('State is gone: {0}', plain(change.shortId));
    case 'primaryKey':
      return vscode.l10n.t(
        'Primary key: was {0}, is {1}',
        plain(change.from ?? vscode.l10n.t('none')),
        plain(change.to ?? vscode.l10n.t('none')),
      );
  }
}

/** What a payload of a procedure is made of, a line each, so that two of them can be compared. */
export function outlineText(procedure: Procedure): string {
  const { name, shortId, primaryKey, attributes, states } = procedure;
  return [
    `${plain(name)} (${plain(shortId)})`,
    vscode.l10n.t('Primary key: {0}', plain(primaryKey ?? vscode.l10n.t('none'))),
    '',
    vscode.l10n.t('Attributes'),
    ...attributes.filter(({ learnt }) => learnt !== true).flatMap(attributeLines),
    '',
    vscode.l10n.t('States'),
    ...states.map(state => `  ${plain(state.shortId)}${labelText(state.shortId, state.name)}`),
    '',
  ].join('\n');
}

function attributeLines({ shortId, name, type, required, derived, options = [] }: Attribute): string[] {
  const marks = [
    typeText(type),
    required && vscode.l10n.t('required'),
    derived && vscode.l10n.t('calculated'),
  ].filter(mark => mark !== false);
  return [
    `  ${plain(shortId)}${labelText(shortId, name)}: ${marks.join(', ')}`,
    ...options.map(option => `    ${optionText(option)}`),
  ];
}

function optionText({ value, label }: Option): string {
  return `${plain(JSON.stringify(value))}${labelText(String(value), label ?? String(value))}`;
}

function labelText(shortId: string, name: string): string {
  return name === shortId ? '' : ` (${plain(name)})`;
}

function typeText(type: string): string {
  return type === '' ? vscode.l10n.t('type not known') : plain(type);
}
