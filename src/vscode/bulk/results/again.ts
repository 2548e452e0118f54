import * as vscode from 'vscode';
import { entriesAgain, type AgainOrigin } from '../../../core/bulk/book/sendAgain';
import { EntrySet } from '../../../core/bulk/entrySet';
import type { Connection } from '../../../core/connection';
import type { Services } from '../../services';
import { plain } from '../../words/plain';
import { leadsTo } from '../runs/address';
import { incompleteText } from '../runs/troubles';
import type { FamilyView, RunService } from '../types';
import {
  mendText,
  nothingText,
  obstacleText,
  question,
  restoreText,
  saveWords,
  unsavedText,
} from './againWords';
import { fileName, fileOf } from './families';
import type { ResultProblems } from './problems';
import { goneText, openRunFile, type RunFileGone, type RunFileOpened } from './runFile';

/** What is about to be sent, as it was when the user was asked. */
interface Asked {
  readonly family: FamilyView;
  readonly origin: AgainOrigin;
  readonly entries: EntrySet;
  readonly connection: Connection;
}

/**
 * Sends entries of a family over the same bytes once more: those that failed, that were never sent, or that were looked for and not seen. What is known is read
 * again before the question and after it, and once more, under a lock of all windows, when the run is begun (`RunService.start`).
 */
export class Again {
  /** Families with a question open. */
  readonly #asking = new Set<string>();

  constructor(
    private readonly services: Pick<Services, 'ui' | 'connections' | 'failures'>,
    private readonly runs: Pick<RunService, 'refresh' | 'familyOf' | 'start'>,
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

  /** *Send Unseen Ones*: those in doubt that a look did not find; the user's decision, since they may be there all the same. */
  async sendUnseen(family: FamilyView): Promise<void> {
    await this.#once(family, 'unseen');
  }

  async #once(family: FamilyView, origin: AgainOrigin): Promise<void> {
    if (this.#asking.has(family.id)) return;
    this.#asking.add(family.id);
    try {
      const now = await this.#lookAgain(family);
      if (now !== undefined) await this.#send(now, origin);
    } finally {
      this.#asking.delete(family.id);
    }
  }

  /** As it is by now; undefined when it was deleted, which the user is told. */
  async #lookAgain(family: FamilyView): Promise<FamilyView | undefined> {
    await this.runs.refresh();
    for (const { id } of family.runs) {
      const now = this.runs.familyOf(id);
      if (now !== undefined) return now;
    }
    void this.services.ui.info(vscode.l10n.t('The runs of {0} were deleted.', fileName(family)));
    return undefined;
  }

  async #send(family: FamilyView, origin: AgainOrigin): Promise<void> {
    const { ui } = this.services;
    const run = family.runs.at(-1)?.book.run;
    if (run === undefined) return;
    const obstacle = obstacleOf(family);
    if (obstacle !== undefined) {
      void ui.warn(obstacle);
      return;
    }
    const entries = entriesFor(family, origin);
    if (entries.size === 0) {
      void ui.info(nothingText(family, origin));
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
      this.#tellGone(family, origin, opened);
      return;
    }
    try {
      await this.#sendFrom(opened, { family, origin, entries, connection });
    } finally {
      await opened.source.close();
    }
  }

  async #sendFrom(file: RunFileOpened, asked: Asked): Promise<void> {
    const { ui, connections } = this.services;
    const { family, origin, entries, connection } = asked;
    const { message, reasons, send } = question(
      family,
      origin,
      entries.size,
      connection,
      connections.active(),
    );
    const unsaved = isDirty(fileOf(family)) ? [unsavedText(family)] : [];
    const mend = origin === 'retry' ? [saveWords()] : [];
    const answer = await ui.confirm(message, [...unsaved, ...reasons].join('\n\n'), send, ...mend);
    if (answer === saveWords()) await saveInstead(family);
    if (answer !== send) return;
    // A question may have stood for long.
    const now = await this.#lookAgain(family);
    const run = now?.runs.at(-1)?.book.run;
    if (now === undefined || run === undefined) return;
    const isSame =
      obstacleOf(now) === undefined &&
      entriesFor(now, origin).equals(entries) &&
      leadsTo(connections.find(connection.id), run.connection) &&
      connections.find(connection.id)?.kind === connection.kind &&
      !(await file.source.changed());
    if (!isSame) {
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
      leftOut: EntrySet.empty,
      origin,
      family: run.family,
    });
    this.problems.clear(uri);
  }

  /** Not waited for: it may stand until the file is as it was, and its button works then. */
  #tellGone(family: FamilyView, origin: AgainOrigin, gone: RunFileGone): void {
    const { ui, failures } = this.services;
    const [text, ...buttons] =
      origin === 'retry'
        ? [mendText(family), ...(gone.why === 'changed' ? [saveWords()] : [])]
        : [restoreText(family)];
    const told = ui.error(`${goneText(gone)} ${text}`, ...buttons);
    if (buttons.length > 0) failures.whenAnswered(told, async () => saveInstead(family));
  }

  /** A run is never continued against another address. */
  #connectionOf(family: FamilyView): Connection | undefined {
    const { ui, connections } = this.services;
    const run = family.runs.at(-1)?.book.run;
    const connection = run && connections.find(run.connection.id);
    if (run !== undefined && leadsTo(connection, run.connection)) return connection;
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

async function saveInstead(family: FamilyView): Promise<void> {
  await vscode.commands.executeCommand('chakra.saveFailed', family.runs[0]?.id);
}

function isDirty(file: vscode.Uri): boolean {
  const key = file.toString();
  return vscode.workspace.textDocuments.some(({ uri, isDirty: dirty }) => dirty && uri.toString() === key);
}

function entriesFor({ runs }: FamilyView, origin: AgainOrigin): EntrySet {
  return entriesAgain(
    runs.map(({ book }) => book),
    origin,
  );
}

/** Why nothing more of a family may be sent, for now or for good. */
function obstacleOf(family: FamilyView): string | undefined {
  return family.missing.length > 0 ? incompleteText(fileName(family)) : obstacleText(family);
}
