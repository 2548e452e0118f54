import * as vscode from 'vscode';
import type { CreatedProcess } from '../../core/api/process';
import type { ApiResult } from '../../core/api/result';
import { requestBody } from '../../core/payload/body';
import { primaryKeyValue } from '../../core/payload/describe';
import type { Gateway } from '../connections/gateway';
import type { Connections } from '../connections/store';
import { draftScheme } from '../editor/draftPath';
import type { Schemas } from '../editor/schemas';
import type { Ui } from '../ui';
import { connectionText } from '../words/connectionWords';
import { plain } from '../words/plain';
import type { Checker } from './checker';
import type { Guard } from './guard';
import type { SendFacts, SendLedger, SendRecord } from './ledger';
import { hashOf } from './ledger';
import type { SendReport } from './report';
import type { Sending } from './sending';
import type { Target } from './target';

/** Sends a payload as one process: checks, asks where needed, makes exactly one request and says what became of it. */
export class Sender {
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
    const { document, binding, connection } = target;
    const uri = document.uri.toString();
    const { version } = document;
    const text = document.getText();
    const findings = await this.checker.findings(document, binding);
    if (findings.length > 0 && !(await this.checker.showFindings(document, findings, true))) return;
    const body = requestBody(text);
    const earlier = await this.ledger.read(uri);
    if (!(await this.guard.maySend(target, hashOf(body), earlier, this.connections.active()))) return;
    if (document.version !== version) {
      void this.ui.warn(
        vscode.l10n.t('The payload changed while it was being checked. Nothing was sent; send it again.'),
      );
      return;
    }
    if (document.uri.scheme === draftScheme) await document.save();

    const procedure = this.schemas.procedure(binding);
    const value = procedure && primaryKeyValue(text, procedure);
    const attribute = procedure?.primaryKey;
    const facts: SendFacts = {
      at: Date.now(),
      connectionId: connection.id,
      procedureKey: binding.procedureKey,
      bodyHash: hashOf(body),
      ...(value === undefined || attribute === undefined ? {} : { key: { attribute, value } }),
    };
    this.report.begin(target);
    await this.ledger.write(uri, { ...facts, state: 'sending' });
    this.sending.goesOut();
    const result = await this.ui.progress(
      vscode.l10n.t('Creating in {0} ({1})…', plain(binding.name), connectionText(connection)),
      async signal =>
        this.gateway.call(connection, async api =>
          api.createProcess(procedure?.shortId ?? binding.shortId, body, signal),
        ),
    );
    try {
      await this.#note(uri, facts, result, earlier);
    } finally {
      if (result.ok) this.report.created(target, facts.at, result);
      else this.report.failed(target, facts.at, result.failure);
    }
  }

  /** A send that certainly had no effect leaves what was known before it; everything else stays until the user knows better. */
  async #note(
    uri: string,
    facts: SendFacts,
    result: ApiResult<CreatedProcess>,
    earlier: SendRecord | undefined,
  ): Promise<void> {
    if (result.ok) {
      const { id } = result.value;
      await this.ledger.write(uri, { ...facts, state: 'created', ...(id === undefined ? {} : { id }) });
    } else if (result.failure.effect === 'unknown') {
      await this.ledger.write(uri, { ...facts, state: 'unknown' });
    } else if (earlier === undefined) {
      await this.ledger.clear(uri);
    } else {
      await this.ledger.write(uri, earlier);
    }
  }
}
