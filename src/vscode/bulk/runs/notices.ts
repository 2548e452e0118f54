import * as vscode from 'vscode';
import type { ApiFailure } from '../../../core/api/result';
import type { FailureReporter } from '../../commands/failureReporter';
import type { Connections } from '../../connections/store';
import type { Tokens } from '../../connections/tokens';
import { Disposables } from '../../events';
import type { Log } from '../../log';
import type { Ui } from '../../ui';
import { plain } from '../../words/plain';
import { fileName, isTokenPause, stopText } from '../../words/runWords';
import type { RunView } from '../types';
import type { Runs } from './runs';
import type { RunTree } from './tree';

/** Tells once when a run has stopped by itself, with the next step. */
export class Notices implements vscode.Disposable {
  readonly #held = new Disposables();

  constructor(
    private readonly ui: Ui,
    private readonly runs: Runs,
    private readonly tree: Pick<RunTree, 'show'>,
    tokens: Pick<Tokens, 'onDidChange'>,
    private readonly failures: FailureReporter,
    private readonly connections: Connections,
    private readonly log: Log,
  ) {
    this.#held.add(runs.onDidStop(run => this.#behind(this.#stopped(run))));
    this.#held.add(tokens.onDidChange(id => this.#behind(this.#tokenSet(id))));
  }

  dispose(): void {
    this.#held.dispose();
  }

  async #stopped(run: RunView): Promise<void> {
    const { phase, book } = run;
    if (phase.kind !== 'paused') return;
    const text = stopText(fileName(book.run), phase, book.tally);
    const show = vscode.l10n.t('Show Run');
    const connection = this.connections.find(book.run.connection.id);
    if (isTokenPause(phase) && connection !== undefined) {
      const answer = await this.failures.reportText(connection, text, noToken, show);
      if (answer === show) this.tree.show(run.id);
      return;
    }
    const resume = vscode.l10n.t('Resume');
    const answer = await this.ui.warn(plain(this.log.redactor.redact(text)), resume, show);
    if (answer === resume) await resumeRun(run.id);
    if (answer === show) this.tree.show(run.id);
  }

  /** What waits for a token can go on. */
  async #tokenSet(connectionId: string): Promise<void> {
    const connection = this.connections.find(connectionId);
    if (connection === undefined) return;
    const waiting = this.runs
      .driven()
      .filter(({ phase, book }) => isTokenPause(phase) && book.run.connection.id === connectionId);
    await Promise.all(
      waiting.map(async run => {
        const resume = vscode.l10n.t('Resume');
        const answer = await this.ui.info(
          vscode.l10n.t(
            'The token of {0} was set. The run of {1} is still paused.',
            plain(connection.name),
            plain(fileName(run.book.run)),
          ),
          resume,
        );
        if (answer === resume) await resumeRun(run.id);
      }),
    );
  }

  #behind(work: Promise<void>): void {
    work.catch((error: unknown) => this.log.error('Runs', error));
  }
}

/** Through the command: it says why not, where that is so. */
async function resumeRun(run: string): Promise<void> {
  await vscode.commands.executeCommand('chakra.resumeRun', { type: 'run', run });
}

const noToken: ApiFailure = { kind: 'noToken', effect: 'notSent', request: 'bulk-create', attempts: 0 };
