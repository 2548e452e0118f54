import * as vscode from 'vscode';
import type { Cause } from '../../core/bulk/preflight/report';
import { sizeText } from './bulkCounts';
import { findingText, pathText } from './findings';
import { oneLine } from './plain';
import { problemText } from './syntaxWords';

/**
 * What entries of a bulk file have in common against being sent, in the words of a single payload where it is the same. For a document
 * of plain text: on one line, what looks like a link is left as it is.
 */
export function causeText(cause: Cause): string {
  return oneLine(sentence(cause));
}

function sentence(cause: Cause): string {
  switch (cause.code) {
    case 'unreadable': {
      const { problem } = cause.params;
      // No entry is empty: it begins with a brace.
      if (problem === 'empty') return vscode.l10n.t('Not JSON.');
      return vscode.l10n.t('Not JSON: {0}', problemText(problem, cause.values[0] ?? '…'));
    }
    case 'notUtf8':
      return vscode.l10n.t('It holds bytes that are no UTF-8. Save the file with the encoding UTF-8.');
    case 'oversized':
      return vscode.l10n.t(
        'It is larger than one request may be ({0}). Shorten it, or raise the size in the settings (chakra.bulk.bytesPerRequest).',
        sizeText(cause.params.limit),
      );
    case 'lossyNumber':
      return vscode.l10n.t(
        '{0} is a number with more digits than most programs keep. It is sent as it stands; if every digit counts, write it as text.',
        pathText(cause.path),
      );
    case 'schemaKey':
      return vscode.l10n.t('“$schema” is sent along: only in a single payload is it cut. Remove it.');
    case 'noPrimaryKey':
      return vscode.l10n.t(
        'There is no primary key (“{0}”): the result can be tied to the entry only if the service repeats what was sent.',
        cause.params.key,
      );
    case 'primaryKeyNotText':
      return vscode.l10n.t(
        'The primary key (“{0}”) is neither text nor a number: the result can be tied to the entry only if the service repeats what was sent.',
        cause.params.key,
      );
    default:
      return findingText(cause);
  }
}
