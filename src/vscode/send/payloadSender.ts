import * as vscode from 'vscode';
import type { CreatedProcess } from '../../core/api/process';
import type { ApiResult } from '../../core/api/result';
import { requestBody } from '../../core/payload/body';
import { primaryKeyValue } from '../../core/payload/describe';
import type { Gateway } from '../connections/gateway';
import type { Connections } from '../connections/store';
import { draftScheme } from '../editor/draftPath';
import type { Schemas } from '../editor/schemas';
import { reasonOf, Trouble } from '../trouble';
import type { Ui } from '../ui';
import { connectionText } from '../words/connectionWords';
import { plain } from '../words/plain';
import type { Checker } from './checker';
import type { Guard } from './guard';
import type { SendFacts, SendLedger, SendRecord } from './ledger';
import { hashOf, placeOf, sameRecord, twinMs } from './ledger';
import type { SendReport } from './report';
import type { Sending } from './sending';
import type { KeptSend, SendHistory } from './sendHistory';
import type { Target } from './target';

/** Sends a payload as one process: checks, asks where needed, makes exactly one request and says what became of it. */
export class PayloadSender {
  constructor(
    private readonly ui: Ui,
    private readonly connections: Connections,
    private readonly gateway: Gateway,
    private readonly schemas: Schemas,
    private readonly checker: Checker,
    private readonly guard: Guard,
    private readonly ledger: SendLedger,
    private readonly report: SendReport,
    private readonly sending: Sending,
    private readonly history: SendHistory,
  ) {}

  async send(target: Target): Promise<void> {
    const { uri } = target.document;
    if (this.sending.has(uri)) {
      void this.ui.info(
        vscode.l10n.t('This payload is being sent already. Wait for its answer, or cancel it.'),
      );
      return;
    }
    this.sending.begin(uri);
    try {
      await this.#send(target);
    } finally {
      this.sending.end(uri);
    }
  }

  async #send(target: Target): Promise<void> {
    const { document, binding } = target;
    const uri = document.uri.toString();
    const { version } = document;
    const text = document.getText();
    const findings = await this.checker.findings(document, binding);
    if (findings.length > 0 && !(await this.checker.showFindings(document, findings, true))) return;
    const body = requestBody(text);
    const procedure = this.schemas.procedure(binding);
    const place = placeOf(binding, procedure);
    const earlier = await noted(async () => this.ledger.read(uri, place));
    const twin = await noted(async () => this.ledger.ofTwin(uri, place, hashOf(body), Date.now() - twinMs));
    const name = this.schemas.nameOf(binding);
    const active = this.connections.active();
    if (!(await this.guard.maySend(target, name, hashOf(body), earlier, twin, active))) return;
    if (document.version !== version) {
      void this.ui.warn(
        vscode.l10n.t('The payload changed while it was being checked. Nothing was sent; send it again.'),
      );
      return;
    }
    if (document.uri.scheme === draftScheme && !(await save(document))) {
      void this.ui.warn(
        vscode.l10n.t(
          'Nothing was sent: the draft could not be saved. Check the free space on the disk, then send it again.',
        ),
      );
      return;
    }

    const value = procedure && primaryKeyValue(text, procedure);
    const attribute = procedure?.primaryKey;
    const facts: SendFacts = {
      at: Date.now(),
      ...place,
      bodyHash: hashOf(body),
      ...(value === undefined || attribute === undefined ? {} : { key: { attribute, value } }),
    };
    // A question may have stood for long: another window may have sent the same draft meanwhile.
    if (!sameRecord(earlier, await noted(async () => this.ledger.read(uri, place)))) {
      void this.ui.warn(
        vscode.l10n.t(
          'This payload was sent from another window meanwhile. Nothing was sent from here; look at what became of it first.',
        ),
      );
      return;
    }
    this.report.begin(target);
    await noted(async () => this.ledger.write(uri, { ...facts, state: 'sending' }));
    this.sending.goesOut(document.uri);
    const kept = await this.history.begin(target, name, facts, body);
    const result = await this.#request(target, facts, body, earlier, kept);
    try {
      await this.#note(target, facts, result, earlier);
    } catch (error) {
      throw new Trouble(
        vscode.l10n.t(
          'What became of this send could not be noted on the disk ({0}): later it will be shown as unknown. Check the free space on the disk.',
          reasonOf(error),
        ),
        error,
      );
    } finally {
      const told = result.ok
        ? this.report.created(target, facts.at, result, body)
        : this.report.failed(target, facts.at, result.failure);
      await kept.end(result, told);
    }
  }

  /** The one request. What is thrown before it leaves nothing behind; what is thrown after it leaves an unknown outcome. */
  async #request(
    { document, binding, connection }: Target,
    facts: SendFacts,
    body: Uint8Array,
    earlier: SendRecord | undefined,
    kept: KeptSend,
  ): Promise<ApiResult<CreatedProcess>> {
    const uri = document.uri.toString();
    const request = { isOut: false };
    const call = async (signal: AbortSignal) =>
      this.gateway.call(connection, async api => {
        request.isOut = true;
        return api.createProcess(facts.shortId ?? binding.shortId, body, signal);
      });
    const name = plain(this.schemas.nameOf(binding));
    try {
      return await this.ui.progress(
        vscode.l10n.t('Creating in {0} ({1})…', name, connectionText(connection)),
        call,
      );
    } catch (error) {
      // Before: the token cannot be read, the sandbox does not start. After: the window is closing, or a bug.
      const note = request.isOut
        ? this.ledger.write(uri, { ...facts, state: 'unknown' })
        : this.#restore(uri, facts, earlier);
      // Where that does not work either, the record says that it is being sent, which is read as unknown.
      await note.catch(() => undefined);
      await kept.broke(request.isOut, reasonOf(error));
      throw error;
    }
  }

  /** A send that certainly had no effect leaves what was known before it; everything else stays until the user knows better. */
  async #note(
    { document, binding }: Target,
    facts: SendFacts,
    result: ApiResult<CreatedProcess>,
    earlier: SendRecord | undefined,
  ): Promise<void> {
    const uri = document.uri.toString();
    if (result.ok) {
      const { id } = result.value;
      await this.ledger.write(uri, { ...facts, state: 'created', ...(id === undefined ? {} : { id }) });
    } else if (result.failure.effect === 'unknown') {
      await this.ledger.write(uri, { ...facts, state: 'unknown' });
    } else {
      this.sending.wasRefused(document.uri, binding, facts.at);
      await this.#restore(uri, facts, earlier);
    }
  }

  async #restore(uri: string, facts: SendFacts, earlier: SendRecord | undefined): Promise<void> {
    if (earlier === undefined) await this.ledger.forget(uri, facts);
    else await this.ledger.write(uri, earlier);
  }
}

/**
 * Saves a draft: what is sent shall be on the disk. VS Code says false as well where its auto-save was at work at the
 * same time; then what is on the disk tells.
 */
async function save(document: vscode.TextDocument): Promise<boolean> {
  for (let attempt = 0; attempt < 2; attempt++) {
    if (!document.isDirty || (await document.save())) return true;
    const kept = await vscode.workspace.fs.readFile(document.uri).then(
      bytes => Buffer.from(bytes).toString(),
      () => undefined,
    );
    if (kept === document.getText()) return true;
  }
  return false;
}

/** Without the ledger nothing may go out: a crash would leave a create that nobody knows of. */
async function noted<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new Trouble(
      vscode.l10n.t(
        'Nothing was sent: each send is noted on the disk first, and that did not work ({0}). Check the free space on the disk and the rights of the folder.',
        reasonOf(error),
      ),
      error,
    );
  }
}
