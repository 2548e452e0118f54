import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { HistoryEnd, HistoryEntry, HistoryFacts } from '../../core/history/entry';
import { HistoryStore } from '../../core/history/store';
import { Disposables } from '../events';
import { DiskFiles } from '../files';
import type { SendLedger } from '../send/ledger';
import type { Services } from '../services';
import { settings } from '../settings';
import { plain } from '../words/plain';
import { HistoryCommands } from './commands';
import { Quietly } from './quietly';
import { HistoryView } from './view';

/** The history of sends, with its view. A trouble with it never holds up a send: it is logged, and told beside it. */
export class History implements vscode.Disposable {
  readonly #held = new Disposables();
  readonly #changed = this.#held.add(new vscode.EventEmitter<void>());
  /** Entries came, changed or went, or may have in another window. */
  readonly onDidChange = this.#changed.event;
  readonly commands: HistoryCommands;
  readonly #quietly: Quietly;

  constructor(
    services: Services,
    readonly store: HistoryStore,
    private readonly ledger: SendLedger,
  ) {
    const { log } = services;
    this.commands = new HistoryCommands(services, this);
    this.#quietly = new Quietly(error => log.error('History', error), troubleTeller(services));
    this.#held.add(new HistoryView(this, log));
    this.#held.add(services.sending.onDidChange(() => this.#changed.fire()));
  }

  /** Notes a send that is about to go out. @returns the entry's id; undefined where nothing is kept */
  async begin(facts: HistoryFacts, body: string): Promise<string | undefined> {
    if (!settings.historyEnabled()) return undefined;
    const id = await this.#quietly.run(async () => this.store.begin(facts, body), false);
    this.#changed.fire();
    return id;
  }

  /** @param answer what the service sent, as received */
  async end(id: string | undefined, end: HistoryEnd, answer: string | undefined): Promise<void> {
    if (id === undefined) return;
    await this.#quietly.run(async () => this.store.end(id, end, answer), true);
    this.#changed.fire();
  }

  /** All entries, the newest first, with what was learnt of them later by looking for their process. */
  async entries(): Promise<readonly HistoryEntry[]> {
    return Promise.all((await this.store.list()).map(async entry => this.#withFound(entry)));
  }

  async remove(ids: readonly string[]): Promise<void> {
    await this.store.remove(ids);
    this.#changed.fire();
  }

  async clear(): Promise<void> {
    await this.store.clear();
    this.#changed.fire();
  }

  /** Another window may have sent or deleted something. */
  lookAgain(): void {
    this.#changed.fire();
  }

  dispose(): void {
    this.#held.dispose();
  }

  async #withFound(entry: HistoryEntry): Promise<HistoryEntry> {
    if (entry.outcome.kind !== 'unknown' && entry.outcome.kind !== 'open') return entry;
    const sends = await this.ledger.all(entry.document.uri).catch(() => []);
    const found = sends.find(
      ({ at, connectionId }) => at === entry.at && connectionId === entry.connection.id,
    );
    if (found?.state !== 'created') return entry;
    const { durationMs = 0 } = entry.outcome.kind === 'open' ? {} : entry.outcome;
    const text = vscode.l10n.t('Created: the process was found later.');
    const outcome = {
      kind: 'created',
      text,
      durationMs,
      ...(found.id === undefined ? {} : { processId: found.id }),
    } as const;
    return { ...entry, outcome };
  }
}

/** The send itself goes on, and says what became of it. */
function troubleTeller({ ui, log, failures }: Services): (reason: string) => void {
  const showLog = vscode.l10n.t('Show Log');
  return reason => {
    const text = vscode.l10n.t(
      'The history could not be written ({0}), so this send may be missing there, or its outcome. Check the free space on the disk and the rights of the folder.',
      plain(log.redactor.redact(reason)),
    );
    failures.whenAnswered(ui.warn(text, showLog), async answer => {
      if (answer === showLog) log.show();
      return Promise.resolve();
    });
  };
}

export function buildHistory(services: Services, folder: string): History {
  const { log, ledger } = services;
  const store = new HistoryStore({
    // The ledger, which guards against a second send, is flushed; the history must not make each send slower.
    files: new DiskFiles(folder, false),
    mostEntries: () => settings.historyMaxEntries(),
    redact: text => log.redactor.redact(text),
    random: () => randomUUID().slice(0, 8),
    now: Date.now,
  });
  return new History(services, store, ledger);
}
