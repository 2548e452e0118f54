import * as vscode from 'vscode';
import type { Unresolved } from '../../core/catalog/model';

/** One line for one kind of thing that could not be resolved, with its examples. */
export function unresolvedText({ kind, count, examples }: Unresolved): string {
  const what = examples.join(', ');
  switch (kind) {
    case 'procedureWithoutShortId':
      return vscode.l10n.t('Procedures without a short id: {0} ({1})', count, what);
    case 'attributeNotFound':
      return vscode.l10n.t(
        'Attributes that a procedure names and the config does not hold: {0} ({1})',
        count,
        what,
      );
    case 'attributeWithoutShortId':
      return vscode.l10n.t('Attributes without a short id: {0} ({1})', count, what);
    case 'attributeTypeNotFound':
      return vscode.l10n.t('Attribute types that are not known: {0} ({1})', count, what);
    case 'entityNotFound':
      return vscode.l10n.t('Entities that are not in the config: {0} ({1})', count, what);
    case 'stateNotFound':
      return vscode.l10n.t('States that are not in the config: {0} ({1})', count, what);
    case 'stateWithoutShortId':
      return vscode.l10n.t('States without a short id: {0} ({1})', count, what);
    case 'primaryKeyNotFound':
      return vscode.l10n.t('Primary keys that are no attribute of their procedure: {0} ({1})', count, what);
    case 'ownerNotFound':
      return vscode.l10n.t(
        'Attributes or states of a procedure that is not in the config: {0} ({1})',
        count,
        what,
      );
    case 'notAnObject':
      return vscode.l10n.t('Items that are not objects: {0} ({1})', count, what);
  }
}
