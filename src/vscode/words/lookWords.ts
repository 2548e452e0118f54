import * as vscode from 'vscode';
import type { LookResult } from '../../core/bulk/run/look';
import { numberText } from '../bulk/lineWords';
import { failureText } from './failures';
import { plain } from './plain';

/** What a look came to, and what follows: it proves arrival, never absence. */
export function lookText(file: string, result: LookResult): string {
  const { arrived, unseen, unclear, withoutKey, ambiguous, inDoubt } = result;
  if (inDoubt === 0) return vscode.l10n.t('{0}: no entries are in doubt.', plain(file));
  const parts = [
    arrived > 0 && vscode.l10n.t('{0} have arrived and count as created', numberText(arrived)),
    unseen > 0 &&
      vscode.l10n.t('{0} were not seen, which does not prove that they are not there', numberText(unseen)),
    unclear > 0 &&
      vscode.l10n.t(
        '{0} could not be asked for in a way that proves anything, so they are not offered to be sent again',
        numberText(unclear),
      ),
    withoutKey > 0 &&
      vscode.l10n.t('{0} have no primary key, so they cannot be looked for', numberText(withoutKey)),
    ambiguous > 0 &&
      vscode.l10n.t(
        '{0} share their primary key with other entries, so nothing is proved about them',
        numberText(ambiguous),
      ),
  ].filter(part => part !== false);
  const head = vscode.l10n.t('{0}: {1} entries were in doubt.', plain(file), numberText(inDoubt));
  const found = parts.length === 0 ? '' : ` ${parts.join('; ')}.`;
  const end = endText(result);
  return `${head}${found}${end === '' ? '' : ` ${end}`}`;
}

function endText({ end, failure }: LookResult): string {
  switch (end) {
    case 'done':
      return '';
    case 'failed':
      return vscode.l10n.t(
        'The look did not come to its end. {0}',
        failure === undefined ? '' : plain(failureText(failure)),
      );
    case 'cancelled':
      return vscode.l10n.t('The look was cancelled.');
    case 'fileChanged':
      return vscode.l10n.t(
        'The file changed meanwhile, so that the keys cannot be read. Restore the old content, then look again.',
      );
    case 'noPrimaryKey':
      return vscode.l10n.t(
        'The procedure has no primary key that is known, so they cannot be looked for. Compare in ChakraHQ.',
      );
    case 'journal':
      return vscode.l10n.t(
        'The result could not be recorded. Check the free space on the disk, then look again.',
      );
  }
}
