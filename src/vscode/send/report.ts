import path from 'node:path';
import * as vscode from 'vscode';
import { processPath } from '../../core/api/path';
import type { CreatedProcess } from '../../core/api/process';
import type { ApiFailure, ApiResult, ServiceMessage } from '../../core/api/result';
import type { AnswerFacts } from '../answers/facts';
import type { FailureReporter } from '../commands/failureReporter';
import type { Bindings } from '../editor/bindings';
import type { Schemas } from '../editor/schemas';
import type { Ui } from '../ui';
import { copy } from '../clipboard';
import { connectionText } from '../words/connectionWords';
import { failureCause, failureText, messagesText } from '../words/failures';
import { plain } from '../words/plain';
import type { SendLedger } from './ledger';
import { placeOf } from './ledger';
import type { Look } from './look';
import type { ServiceProblems } from './problems';
import type { ReadOnlyDocuments } from '../documents';
import { addResponse, type ResponseContent } from './responses';
import type { Target } from './target';

type Created = Extract<ApiResult<CreatedProcess>, { ok: true }>;

/** The latest answer of this window: what *Open Last Answer* and *Copy Process Id* act on. */
export interface LastAnswer {
  readonly response: vscode.Uri;
  readonly processId?: string;
}

/** What was told of a send. */
export interface Told {
  /** In a sentence. */
  readonly text: string;
  readonly status?: number;
  readonly durationMs?: number;
  /** The answer's body, as received; absent where there was none. */
  readonly body?: string;
}

/** Refusals that another payload would meet as well: the token, the role, too many requests. */
const aboutTheKey: ReadonlySet<number> = new Set([401, 403, 429]);

/** Tells what became of a send: one notification, the response document, Problems where the service named an attribute. */
export class SendReport {
  #last: LastAnswer | undefined;

  constructor(
    private readonly ui: Ui,
    private readonly schemas: Schemas,
    private readonly documents: ReadOnlyDocuments,
    private readonly problems: ServiceProblems,
    private readonly failures: FailureReporter,
    private readonly ledger: SendLedger,
    private readonly bindings: Bindings,
    private readonly look: Look,
  ) {}

  get last(): LastAnswer | undefined {
    return this.#last;
  }

  /** A new send begins: nothing of an older answer may look like its own. */
  begin(target: Target): void {
    this.problems.clear(target.document.uri);
    this.#last = undefined;
  }

  /** Opens the latest answer again. */
  async openLast(): Promise<void> {
    if (this.#last === undefined)
      void this.ui.info(vscode.l10n.t('Nothing has been answered in this window yet.'));
    else await this.documents.show(this.#last.response);
  }

  /** Copies the id of the process that a document created, that an answer is about, else of the latest answer. */
  async copyLastId(uri: vscode.Uri | undefined): Promise<void> {
    const answered = uri && this.documents.answer(uri)?.processId;
    if (answered !== undefined) {
      await copy(answered);
      return;
    }
    const binding = uri && this.bindings.get(uri);
    const record =
      binding && (await this.ledger.read(uri.toString(), placeOf(binding, this.schemas.procedure(binding))));
    const id = record?.state === 'created' ? record.id : this.#last?.processId;
    if (id === undefined)
      void this.ui.info(
        vscode.l10n.t('There is no process id to copy: nothing was created, or the service gave no id.'),
      );
    else await copy(id);
  }

  created(target: Target, sentAt: number, result: Created, sent: Uint8Array): Told {
    const { id, jobId } = result.value;
    const name = plain(this.schemas.nameOf(target.binding));
    const said =
      jobId !== undefined
        ? vscode.l10n.t(
            'Accepted for {0} as the background job {1}: the service creates the process later.',
            name,
            plain(jobId),
          )
        : isPromise(result)
          ? vscode.l10n.t('Accepted for {0} (202): the service creates the process later.', name)
          : id === undefined
            ? vscode.l10n.t('Created in {0}. The service gave no id.', name)
            : vscode.l10n.t('Created in {0}: {1}', name, plain(id));
    const warnings = messagesText(result.answer.warnings);
    const text =
      warnings === ''
        ? said
        : `${said.endsWith('.') ? said : `${said}.`} ${vscode.l10n.t('The service says: {0}', plain(warnings))}`;
    const { status, durationMs, text: body } = result.answer;
    const response = this.#keep(target, {
      sentAt,
      outcome: text,
      status,
      durationMs,
      body,
      says: result.answer.warnings,
      made: { sent: new TextDecoder().decode(sent), ...(id === undefined ? {} : { processId: id }) },
    });
    this.#place(target, result.answer.warnings, response, vscode.DiagnosticSeverity.Warning, true);
    this.#last = { response, ...(id === undefined ? {} : { processId: id }) };
    const open = vscode.l10n.t('Open Answer');
    const copyId = vscode.l10n.t('Copy Id');
    const show = warnings === '' ? this.ui.info.bind(this.ui) : this.ui.warn.bind(this.ui);
    // Not awaited: a notification may stand for long, and the next send must not wait for it.
    this.failures.whenAnswered(show(text, open, ...(id === undefined ? [] : [copyId])), async answer => {
      if (answer === open) await this.documents.show(response);
      if (answer === copyId && id !== undefined) await copy(id);
    });
    return { text, status, durationMs, body };
  }

  failed(target: Target, sentAt: number, failure: ApiFailure): Told {
    const what = sentenceFor(plain(this.schemas.nameOf(target.binding)), failure);
    const why = failure.effect === 'unknown' ? failureCause(failure) : failureText(failure);
    const text = `${what} ${why}`;
    const durationMs = Math.max(0, Date.now() - sentAt);
    const response =
      'text' in failure
        ? this.#keep(target, {
            sentAt,
            outcome: text,
            status: failure.status,
            durationMs,
            body: failure.text,
            ...('messages' in failure && { says: failure.messages }),
          })
        : undefined;
    if (response !== undefined) this.#last = { response };
    if (failure.kind === 'status' || failure.kind === 'serviceErrors') {
      // Where the service failed or refused the key, only what it says of an attribute is about the payload.
      const about = failure.effect === 'refused' && !aboutTheKey.has(failure.status);
      this.#place(target, failure.messages, response, vscode.DiagnosticSeverity.Error, !about);
    }
    const look = vscode.l10n.t('Look');
    const open = vscode.l10n.t('Open Answer');
    const actions = [
      ...(failure.effect === 'unknown' ? [look] : []),
      ...(response === undefined ? [] : [open]),
    ];
    const shown =
      failure.kind === 'cancelled'
        ? this.ui.warn(what, ...actions)
        : this.failures.reportText(target.connection, text, failure, ...actions);
    this.failures.whenAnswered(shown, async answer => {
      if (answer === open && response !== undefined) await this.documents.show(response);
      // Not as a command: an untitled document that was closed meanwhile is no payload any more.
      if (answer === look) await this.look.look(target);
    });
    return {
      ...{ text, durationMs },
      ...('text' in failure && { status: failure.status, body: failure.text }),
    };
  }

  #place(
    target: Target,
    messages: readonly ServiceMessage[],
    answer: vscode.Uri | undefined,
    severity: vscode.DiagnosticSeverity,
    isOfFields: boolean,
  ): void {
    const procedure = this.schemas.procedure(target.binding);
    this.problems.show(target, { messages, isOfFields, severity, procedure, answer });
  }

  #keep({ binding, connection, document }: Target, { made, ...answer }: Kept): vscode.Uri {
    const shortId = this.schemas.procedure(binding)?.shortId ?? binding.shortId;
    const name = plain(this.schemas.nameOf(binding));
    return addResponse(this.documents, {
      title: name,
      connection: connectionText(connection),
      payload: path.posix.basename(document.uri.path),
      request: `POST ${processPath(shortId)}`,
      ...answer,
      ...(made && { about: { connection, procedureKey: binding.procedureKey, shortId, name, ...made } }),
    });
  }
}

/** What a response document is made of. */
interface Kept extends Pick<ResponseContent, 'sentAt' | 'outcome' | 'durationMs' | 'body' | 'says'> {
  readonly status: number;
  readonly made?: Pick<AnswerFacts, 'sent' | 'processId'>;
}

/** 202: taken on, not carried out yet (RFC 9110, 15.3.3). Where the answer names a process it is there. */
function isPromise({ value, answer }: Created): boolean {
  return answer.status === 202 && value.id === undefined;
}

function sentenceFor(name: string, failure: ApiFailure): string {
  const isCancelled = failure.kind === 'cancelled';
  switch (failure.effect) {
    case 'unknown':
      return isCancelled
        ? vscode.l10n.t(
            'Cancelled after the request had gone out: unknown whether the process was created in {0}.',
            name,
          )
        : vscode.l10n.t(
            'Unknown whether the process was created in {0}. It is not sent again by itself.',
            name,
          );
    case 'refused':
      return isCancelled
        ? vscode.l10n.t(
            'Cancelled while waiting to send it again: the service had refused it (too many requests). Not created in {0}.',
            name,
          )
        : vscode.l10n.t('Not created in {0}.', name);
    case 'notSent':
      return isCancelled
        ? vscode.l10n.t('Cancelled: nothing was sent.')
        : vscode.l10n.t('Not created in {0}.', name);
  }
}
