import * as vscode from 'vscode';
import type { ApiFailure } from '../../core/api/result';
import type { Connection } from '../../core/connection';
import type { Log } from '../log';
import type { Ui } from '../ui';
import { failureText, logText } from '../words/failures';
import { plain } from '../words/plain';
import { whenAnswered } from './run';

/** Shows a failed call: what did not work, why, and the button that mends it. */
export class FailureReporter {
  readonly #asking = new Set<string>();

  constructor(
    private readonly ui: Ui,
    private readonly log: Log,
  ) {}

  /**
   * One notification for one failure. For a refused or missing token it offers *Set Token…*; while that offer stands,
   * further refusals of the same connection are told without it.
   * @param what what did not work, a sentence
   * @returns the extra action that the user chose, if any
   */
  async report(
    connection: Connection,
    what: string,
    failure: ApiFailure,
    ...actions: string[]
  ): Promise<string | undefined> {
    if (failure.kind === 'cancelled') return undefined;
    return this.reportText(connection, `${what} ${failureText(failure)}`, failure, ...actions);
  }

  /** The same with a text of the caller's own. */
  async reportText(
    connection: Connection,
    text: string,
    failure: ApiFailure,
    ...actions: string[]
  ): Promise<string | undefined> {
    this.log.warn(`${connection.name}: ${failure.request}: ${logText(failure)}`);
    if (!isTokenFailure(failure) || connection.kind === 'sandbox') return this.#show(text, actions);
    if (this.offersToken(connection)) return this.#show(text, actions);
    this.#asking.add(connection.id);
    try {
      const setToken = vscode.l10n.t('Set Token…');
      const answer = await this.#show(text, [setToken, ...actions]);
      if (answer !== setToken) return answer;
      await vscode.commands.executeCommand('chakra.setToken', connection);
      return undefined;
    } finally {
      this.#asking.delete(connection.id);
    }
  }

  /** Carries out what the user picks in a notification, without waiting for it; what goes wrong is told as for a command. */
  whenAnswered(shown: Promise<string | undefined>, act: (answer: string) => Promise<unknown>): void {
    whenAnswered(this.ui, this.log, shown, act);
  }

  /** True while *Set Token…* is offered for a connection, or the token is being typed. */
  offersToken({ id }: Connection): boolean {
    return this.#asking.has(id);
  }

  async #show(text: string, actions: readonly string[]): Promise<string | undefined> {
    const showLog = vscode.l10n.t('Show Log');
    const answer = await this.ui.error(plain(this.log.redactor.redact(text)), ...actions, showLog);
    if (answer === showLog) this.log.show();
    return answer === showLog ? undefined : answer;
  }
}

/** True when another token would mend it. */
export function isTokenFailure(failure: ApiFailure): boolean {
  return failure.kind === 'noToken' || (failure.kind === 'status' && failure.status === 401);
}
