import * as vscode from 'vscode';
import { oneLine } from '../../words/plain';
import { procedureOf, type CheckedFile, type Unchecked } from './types';

/** What a pre-flight could not look at, and why. Never empty: what the service will say, only it knows. */
export function notCheckedTexts(checked: CheckedFile): readonly string[] {
  const { target, unchecked, existing } = checked;
  const name = oneLine(procedureOf(target).name);
  const primaryKey = target.procedure?.primaryKey;
  return [
    ...(unchecked === undefined ? [] : [uncheckedText(unchecked, name)]),
    ...(target.procedure?.attributesFrom === 'list'
      ? [
          vscode.l10n.t(
            'Whether all attributes of {0} are known: they were learnt from existing processes, since the config does not name them.',
            name,
          ),
        ]
      : []),
    ...(primaryKey === undefined
      ? [vscode.l10n.t('Whether entries repeat a primary key: that of {0} is not known.', name)]
      : []),
    ...(primaryKey === undefined || existing !== undefined
      ? []
      : [
          vscode.l10n.t(
            'Whether the service has processes with these primary keys already ({0}). It can be asked before sending.',
            oneLine(primaryKey),
          ),
        ]),
    ...(existing === undefined
      ? []
      : [
          vscode.l10n.t(
            'Whether processes exist that this key cannot see: that none was found does not prove that there is none.',
          ),
        ]),
    vscode.l10n.t(
      'What else the service demands, e.g. the rights of the key: that shows when entries are sent.',
    ),
  ];
}

/** Why no entry was checked against the config, in a sentence. */
function uncheckedText(unchecked: Unchecked, procedure: string): string {
  switch (unchecked.why) {
    case 'noCatalog':
      return unchecked.reason === undefined
        ? vscode.l10n.t('Attributes, types and options of {0}: the config is not there.', procedure)
        : vscode.l10n.t(
            'Attributes, types and options of {0}: the config could not be read. {1}',
            procedure,
            unchecked.reason,
          );
    case 'noProcedure':
      return vscode.l10n.t(
        'Attributes, types and options of {0}: the config does not hold this procedure, or this key cannot see it.',
        procedure,
      );
    case 'noSchema':
      return vscode.l10n.t(
        'Attributes, types and options of {0}: what the config says of it could not be used.',
        procedure,
      );
  }
}
