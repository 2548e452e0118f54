import * as vscode from 'vscode';
import type { HistoryEntry } from '../../core/history/entry';
import { saidIn } from '../../core/history/said';
import { isObject } from '../../core/json';
import type { AnswerFacts } from '../answers/facts';
import { fileTitle } from '../editor/draftPath';
import { openDraftOf } from '../editor/newDraft';
import { saidText, shownBody } from '../send/responses';
import type { Services } from '../services';
import { connectionText } from '../words/connectionWords';
import { plain } from '../words/plain';
import { sizeText } from '../words/bulkCounts';
import { timeText } from '../words/times';
import type { History } from './index';
import { outcomeSentence, rowText } from './words';

/** What can be done with entries of the history. Each command takes a row, several rows, or asks. */
export class HistoryCommands {
  constructor(
    private readonly services: Services,
    private readonly history: History,
  ) {}

  /** Shows what was sent and what came back. */
  async open(argument: unknown): Promise<void> {
    const entry = await this.#one(argument, vscode.l10n.t('Open which send?'));
    if (entry === undefined) return;
    const { store } = this.history;
    const [sent, answer] = await Promise.all([store.request(entry.id), store.answer(entry.id)]);
    const time = new Date(entry.at).toTimeString().slice(0, 8).replaceAll(':', '.');
    const { documents } = this.services;
    const name = `${fileTitle(entry.procedure.name)} ${time} ${vscode.l10n.t('sent')}.json`;
    await documents.show(documents.add(name, textOf(entry, sent, answer), this.#about(entry, sent)));
  }

  /** What can still be done with the answer, where its connection leads where the request went. */
  #about(entry: HistoryEntry, sent: string | undefined): AnswerFacts | undefined {
    const connection = this.services.connections.find(entry.connection.id);
    if (connection === undefined || !entry.request.includes(` ${connection.baseUrl}`)) return undefined;
    const { outcome, procedure, redacted } = entry;
    return {
      connection,
      procedureKey: procedure.key,
      shortId: procedure.shortId,
      name: plain(procedure.name),
      ...('processId' in outcome && { processId: outcome.processId }),
      // Where a token was taken out it is not what was sent.
      ...(sent !== undefined && redacted !== true && { sent }),
    };
  }

  /** Opens a new draft with what was sent. Nothing goes out. */
  async sendAgain(argument: unknown): Promise<void> {
    const { ui } = this.services;
    const entry = await this.#one(argument, vscode.l10n.t('Make a new draft of which send?'));
    if (entry === undefined) return;
    const sent = await this.history.store.request(entry.id);
    if (sent === undefined) {
      void ui.warn(
        vscode.l10n.t('What was sent is no longer on the disk. Only this entry is left of it; delete it.'),
      );
      return;
    }
    const { connection, procedure } = entry;
    const { key: procedureKey, shortId, name } = procedure;
    await openDraftOf(this.services, { connectionId: connection.id, procedureKey, shortId, name }, sent);
    if (entry.redacted === true) {
      void ui.warn(
        vscode.l10n.t(
          'A token stood in this payload. The history does not keep it: put the value in where [redacted] stands.',
        ),
      );
    }
  }

  /** Deletes entries for certain, after asking. */
  async remove(argument: unknown, selected: unknown): Promise<void> {
    const ids = (Array.isArray(selected) ? selected : [argument]).map(idOf).filter(id => id !== undefined);
    const entries =
      ids.length > 0
        ? (await this.history.entries()).filter(({ id }) => ids.includes(id))
        : [await this.#one(undefined, vscode.l10n.t('Delete which send from the history?'))];
    const [first, ...more] = entries.filter(entry => entry !== undefined);
    if (first === undefined) return;
    const answer = await this.#confirm(
      more.length === 0
        ? vscode.l10n.t(
            'Delete the send in {0} of {1} from the history?',
            plain(first.procedure.name),
            timeText(first.at),
          )
        : vscode.l10n.t('Delete {0} sends from the history?', more.length + 1),
    );
    if (answer) await this.history.remove([first, ...more].map(({ id }) => id));
  }

  /** Deletes all of it, also what cannot be read. */
  async clear(): Promise<void> {
    const entries = await this.history.store.list();
    const bytes = entries.reduce((sum, entry) => sum + entry.bytes, 0);
    const answer = await this.#confirm(
      vscode.l10n.t('Delete the whole history: {0} sends, {1}?', entries.length, sizeText(bytes)),
    );
    if (answer) await this.history.clear();
  }

  async #confirm(question: string): Promise<boolean> {
    const remove = vscode.l10n.t('Delete');
    const detail = vscode.l10n.t(
      'What was sent and answered is removed from the disk for good. What was created stays in ChakraHQ.',
    );
    return (await this.services.ui.confirm(question, detail, remove)) === remove;
  }

  /** The entry of a row as the disk has it, else the one that the user picks. */
  async #one(argument: unknown, title: string): Promise<HistoryEntry | undefined> {
    const { ui } = this.services;
    const id = idOf(argument);
    if (id !== undefined) {
      const entry = (await this.history.entries()).find(one => one.id === id);
      if (entry === undefined) {
        this.history.lookAgain();
        void ui.info(vscode.l10n.t('This entry of the history is no longer there: it was deleted.'));
      }
      return entry;
    }
    const entries = await this.history.entries();
    if (entries.length === 0) {
      void ui.info(
        vscode.l10n.t(
          'The history is empty: nothing was sent, or the setting chakra.history.enabled is off.',
        ),
      );
      return undefined;
    }
    return ui.pick(
      entries.map(entry => ({
        label: plain(entry.procedure.name),
        description: rowText(entry),
        detail: `${plain(entry.document.name)} · ${connection(entry)}`,
        value: entry,
      })),
      { title },
    );
  }
}

function textOf(entry: HistoryEntry, sent: string | undefined, answer: string | undefined): string {
  const { outcome } = entry;
  const status = outcome.kind === 'open' ? undefined : outcome.status;
  const says = answer === undefined || status === undefined ? [] : saidIn(answer, status).map(saidText);
  const head = {
    outcome: outcomeSentence(entry),
    ...(says.length > 0 && { serviceSays: says }),
    request: entry.request,
    connection: connection(entry),
    payload: entry.document.name,
    sentAt: new Date(entry.at).toISOString(),
    ...(outcome.kind === 'open' ? {} : { durationMs: outcome.durationMs, status }),
    ...(answer === undefined ? {} : { sizeBytes: Buffer.byteLength(answer) }),
  };
  const cut = outcome.kind === 'open' ? undefined : outcome.cut;
  const note =
    cut === undefined
      ? ''
      : `,\n  "note": ${JSON.stringify(vscode.l10n.t('{0} more characters of the answer were not kept.', cut))}`;
  const parts = [
    JSON.stringify(head, undefined, 2).slice(0, -2) + note,
    ...(sent === undefined ? [] : [`  "sent": ${shownBody(sent)}`]),
    ...(answer === undefined ? [] : [`  "answer": ${shownBody(answer)}`]),
  ];
  return `${parts.join(',\n')}\n}\n`;
}

function connection(entry: HistoryEntry): string {
  return connectionText({ ...entry.connection, baseUrl: '', origin: '' });
}

/** Rows come from menus and key bindings of any origin: only their id is believed. */
function idOf(argument: unknown): string | undefined {
  const id = isObject(argument) ? argument['id'] : undefined;
  return typeof id === 'string' && /^[\w-]{1,60}$/.test(id) ? id : undefined;
}
