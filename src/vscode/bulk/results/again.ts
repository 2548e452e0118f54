import * as vscode from 'vscode';
import { entriesOfRest, entriesToRetry } from '../../../core/bulk/book/family';
import type { EntrySet } from '../../../core/bulk/entrySet';
import type { Tally } from '../../../core/bulk/records';
import type { Connection } from '../../../core/connection';
import type { Services } from '../../services';
import { entriesText } from '../../words/bulkCounts';
import { connectionText } from '../../words/connectionWords';
import { plain } from '../../words/plain';
import { countsText } from '../../words/resultWords';
import type { FamilyView, RunService } from '../types';
import { fileName, fileOf } from './families';
import type { ResultProblems } from './problems';
import { goneText, openRunFile, type RunFileOpened } from './runFile';

type Origin = 'retry' | 'rest';

/** Sends entries of a family that were sent before and failed, or that were never sent, over the same bytes. */
export class Again {
  /** Families with a question open. */
  readonly #asking = new Set<string>();

  constructor(
    private readonly services: Pick<Services, 'ui' | 'connections'>,
    private readonly runs: RunService,
    private readonly problems: Pick<ResultProblems, 'clear'>,
  ) {}

  /** *Retry Failed*: those that failed, were not valid or were refused; never one that may have arrived. */
  async retry(family: FamilyView): Promise<void> {
    await this.#once(family, 'retry');
  }

  /** *Send the Rest*: those that no run has sent. */
  async sendRest(family: FamilyView): Promise<void> {
    await this.#once(family, 'rest');
  }

  async #once(family: FamilyView, origin: Origin): Promise<void> {
    if (this.#asking.has(family.id)) return;
    this.#asking.add(family.id);
    try {
      await this.#send(family, origin);
    } finally {
      this.#asking.delete(family.id);
    }
  }

  async #send(family: FamilyView, origin: Origin): Promise<void> {
    const { ui } = this.services;
    const run = family.runs.at(-1)?.book.run;
    const entries = entriesFor(family, origin);
    if (run === undefined || entries.size === 0) {
      void ui.info(nothingText(family, origin));
      return;
    }
    const obstacle = obstacleFor(family);
    if (obstacle !== undefined) {
      void ui.warn(obstacle);
      return;
    }
    const connection = this.#connectionOf(family);
    if (connection === undefined) return;
    const opened = await ui.progress(
      vscode.l10n.t('Comparing {0} with what was sent…', fileName(family)),
      async signal => openRunFile(run.file, signal),
    );
    if (!opened.ok) {
      if (opened.why === 'cancelled') return;
      void ui.error(
        vscode.l10n.t(
          '{0} Nothing of {1} was sent: which of its entries failed cannot be told any more, so they cannot be saved either. Restore the file as it was, or begin a new bulk create.',
          goneText(opened),
          fileName(family),
        ),
      );
      return;
    }
    try {
      await this.#sendFrom(opened, family, origin, entries, connection);
    } finally {
      await opened.source.close();
    }
  }

  async #sendFrom(
    file: RunFileOpened,
    family: FamilyView,
    origin: Origin,
    entries: EntrySet,
    connection: Connection,
  ): Promise<void> {
    const { ui } = this.services;
    if (!(await this.#confirm(family, origin, entries, connection))) return;
    // A question may have stood for long.
    await this.runs.families();
    const now = this.runs.familyOf(family.runs[0]?.id ?? '');
    const run = now?.runs.at(-1)?.book.run;
    const same =
      now !== undefined && entriesFor(now, origin).equals(entries) && obstacleFor(now) === undefined;
    if (run === undefined || !same || (await file.source.changed())) {
      void ui.warn(
        vscode.l10n.t('Nothing was sent: {0} or its runs changed meanwhile. Try again.', fileName(family)),
      );
      return;
    }
    const uri = fileOf(family);
    await this.runs.start({
      file: uri,
      size: run.file.size,
      sha256: run.file.sha256,
      index: file.index,
      connection,
      procedure: run.procedure,
      primaryKey: run.primaryKey,
      schemaHash: run.schemaHash,
      entries,
      leftOut: entries.minus(entries),
      origin,
      family: run.family,
    });
    this.problems.clear(uri);
  }

  /** One question, with all that matters in words. */
  async #confirm(
    family: FamilyView,
    origin: Origin,
    entries: EntrySet,
    connection: Connection,
  ): Promise<boolean> {
    const { ui, connections } = this.services;
    const run = family.runs.at(-1)?.book.run;
    if (run === undefined) return false;
    const target = [plain(run.procedure.name), connectionText(connection)] as const;
    const question =
      origin === 'retry'
        ? vscode.l10n.t(
            'Send {0} of {1} that failed to {2} ({3}) again?',
            entriesText(entries.size),
            fileName(family),
            ...target,
          )
        : vscode.l10n.t(
            'Send the rest of {1}, {0}, to {2} ({3})?',
            entriesText(entries.size),
            fileName(family),
            ...target,
          );
    const reasons = [
      ...(connection.kind === 'production'
        ? [vscode.l10n.t('{0} is a production connection: this creates real data.', plain(connection.name))]
        : []),
      ...(connections.active()?.id === connection.id
        ? []
        : [
            vscode.l10n.t(
              'These runs belong to {0}, which is not the active connection of this window.',
              plain(connection.name),
            ),
          ]),
      origin === 'retry' ? retryText(family.tally) : vscode.l10n.t('None of them was sent before.'),
      vscode.l10n.t('The file was compared with what was sent: it is the same, byte for byte.'),
    ];
    const send = origin === 'retry' ? vscode.l10n.t('Retry Failed') : vscode.l10n.t('Send the Rest');
    return (await ui.confirm(question, reasons.join('\n\n'), send)) === send;
  }

  /** A run is never continued against another address. */
  #connectionOf(family: FamilyView): Connection | undefined {
    const { ui, connections } = this.services;
    const run = family.runs.at(-1)?.book.run;
    const connection = run && connections.find(run.connection.id);
    if (connection !== undefined && connection.origin === run?.connection.origin) return connection;
    void ui.error(
      vscode.l10n.t(
        'Nothing was sent: the connection {0}, to which {1} was sent, was removed or leads to another address now. Make it lead to the old address again, or begin a new bulk create.',
        plain(run?.connection.name ?? ''),
        fileName(family),
      ),
    );
    return undefined;
  }
}

function entriesFor({ runs }: FamilyView, origin: Origin): EntrySet {
  const books = runs.map(({ book }) => book);
  return origin === 'retry' ? entriesToRetry(books) : entriesOfRest(books);
}

function nothingText(family: FamilyView, origin: Origin): string {
  return origin === 'retry'
    ? vscode.l10n.t('No entry of {0} failed: there is nothing to send again.', fileName(family))
    : vscode.l10n.t('Every entry of {0} was sent or left out: there is no rest.', fileName(family));
}

/** Why nothing more of a family may be sent for now, a sentence. */
function obstacleFor(family: FamilyView): string | undefined {
  if (family.runs.some(({ damaged }) => damaged)) {
    return vscode.l10n.t(
      'The record of a run of {0} is damaged, so nobody knows what was sent. Compare with the service before you send the file again.',
      fileName(family),
    );
  }
  const open = family.runs.find(
    ({ phase, mine, looking }) =>
      phase.kind === 'running' || phase.kind === 'waiting' || looking || (!mine && phase.kind !== 'finished'),
  );
  if (open === undefined) return undefined;
  return open.mine
    ? vscode.l10n.t(
        '{0} is still being sent. Wait for the end of the run, or cancel it first.',
        fileName(family),
      )
    : vscode.l10n.t('Another window drives a run of {0}. Go on there.', fileName(family));
}

function retryText({ failed, invalid, refused, unknown, untracked, unmatched }: Tally): string {
  const zero = { pending: 0, succeeded: 0, skipped: 0, unknown: 0, untracked: 0, unmatched: 0 };
  const again = vscode.l10n.t(
    'Of them the service says: {0}.',
    countsText({ ...zero, failed, invalid, refused }),
  );
  const left = unknown + untracked + unmatched;
  if (left === 0) return again;
  return `${again} ${vscode.l10n.t('Not among them, since they may have arrived: {0}.', entriesText(left))}`;
}
