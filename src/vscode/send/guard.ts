import path from 'node:path';
import * as vscode from 'vscode';
import type { Connection } from '../../core/connection';
import type { Ui } from '../ui';
import { connectionText } from '../words/connectionWords';
import { plain } from '../words/plain';
import type { SendRecord, Twin } from './ledger';
import type { Target } from './target';

/** Asks before a send that could hurt: production, another connection than the active one, or something sent before. */
export class Guard {
  constructor(private readonly ui: Ui) {}

  /**
   * True when the send may go on. All reasons to ask go into one question.
   * @param name the procedure's
   * @param earlier the last send of the document to the same place
   * @param twin a send of the same body to the same place by another document
   */
  async maySend(
    target: Target,
    name: string,
    bodyHash: string,
    earlier: SendRecord | undefined,
    twin: Twin | undefined,
    active: Connection | undefined,
  ): Promise<boolean> {
    const reasons = [...reasonsToAsk(target, bodyHash, earlier, twin, active)];
    if (reasons.length === 0) return true;
    const create = vscode.l10n.t('Create');
    const look = vscode.l10n.t('Look');
    const inDoubt = earlier !== undefined && earlier.state !== 'created';
    const answer = await this.ui.confirm(
      vscode.l10n.t('Create one process in {0} ({1})?', plain(name), connectionText(target.connection)),
      reasons.join('\n\n'),
      // The first is the one of the Enter key: where it may exist already, that is to be no second one.
      ...(inDoubt ? [look] : []),
      create,
    );
    // Not waited for: the send is over with this answer.
    if (answer === look) void vscode.commands.executeCommand('chakra.lookForProcess', target.document.uri);
    return answer === create;
  }
}

function* reasonsToAsk(
  { connection }: Target,
  bodyHash: string,
  earlier: SendRecord | undefined,
  twin: Twin | undefined,
  active: Connection | undefined,
): Iterable<string> {
  if (connection.kind === 'production') {
    yield vscode.l10n.t('{0} is a production connection: this creates real data.', plain(connection.name));
  }
  if (active?.id !== connection.id) {
    yield vscode.l10n.t(
      'This payload belongs to {0}, which is not the active connection of this window.',
      plain(connection.name),
    );
  }
  if (twin !== undefined) yield ofTwin(twin);
  if (earlier === undefined) return;
  const when = new Date(earlier.at).toLocaleString();
  if (earlier.state !== 'created') {
    yield vscode.l10n.t(
      'It was sent on {0}, and what became of it is unknown. Sending it again may create it twice: look first.',
      when,
    );
  } else if (earlier.bodyHash === bodyHash) {
    yield vscode.l10n.t(
      'The same payload was created on {0}. Sending it again creates a second process.',
      when,
    );
  }
}

function ofTwin({ uri, record }: Twin): string {
  const name = plain(path.posix.basename(vscode.Uri.parse(uri).path));
  const when = new Date(record.at).toLocaleString();
  return record.state === 'created'
    ? vscode.l10n.t(
        'The same payload was created from another document ({0}) on {1}. Sending it again creates a second process.',
        name,
        when,
      )
    : vscode.l10n.t(
        'The same payload was sent from another document ({0}) on {1}, and what became of it is unknown. Sending it again may create it twice. Look first: Chakra: Look for the Process.',
        name,
        when,
      );
}
