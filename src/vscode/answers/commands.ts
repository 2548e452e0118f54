import * as vscode from 'vscode';
import { compared } from '../../core/answers/compare';
import { findBound } from '../../core/catalog/find';
import type { Procedure } from '../../core/catalog/model';
import type { CatalogService } from '../catalog/service';
import type { FailureReporter } from '../commands/failureReporter';
import type { Connections } from '../connections/store';
import type { Gateway } from '../connections/gateway';
import type { ReadOnlyDocuments } from '../documents';
import { fileTitle } from '../editor/draftPath';
import type { Ui } from '../ui';
import { connectionText } from '../words/connectionWords';
import { plain } from '../words/plain';
import type { AnswerFacts } from './facts';
import { otherProcessText, showFetched, type Fetched } from './fetched';

interface Needs {
  readonly ui: Ui;
  readonly connections: Connections;
  readonly gateway: Gateway;
  readonly catalogs: CatalogService;
  readonly documents: ReadOnlyDocuments;
  readonly failures: FailureReporter;
}

type WithProcess = AnswerFacts & { readonly processId: string };

/** What can be done with the answer to a request. */
export class AnswerCommands {
  constructor(private readonly needs: Needs) {}

  /** Shows the process of an answer as the service has it now. */
  async fetchAgain(uri: vscode.Uri | undefined): Promise<void> {
    const about = this.#about(uri);
    const fetched = about && (await this.#fetch(about));
    if (about === undefined || fetched === undefined) return;
    await showFetched(this.needs, about, this.#procedure(about)?.primaryKey, fetched);
  }

  /** Shows what was sent beside what the service has of it now. */
  async compare(uri: vscode.Uri | undefined): Promise<void> {
    const { ui, documents, catalogs } = this.needs;
    const about = this.#about(uri);
    if (about === undefined) return;
    if (about.sent === undefined) {
      void ui.info(
        vscode.l10n.t(
          'This answer is not one to a create: there is nothing that was sent to compare it with.',
        ),
      );
      return;
    }
    const fetched = await this.#fetch(about);
    if (fetched === undefined) return;
    const { connection } = about;
    const { catalog } = catalogs.peek(connection);
    const procedure = this.#procedure(about);
    const other = otherProcessText(fetched.result.answer.text, about.processId, procedure?.primaryKey);
    if (other !== undefined) {
      void ui.warn(`${other} ${vscode.l10n.t('There is nothing to compare.')}`);
      return;
    }
    const { key, shortId } = procedure ?? { key: about.procedureKey, shortId: about.shortId };
    const both = compared(
      about.sent,
      fetched.result.answer.text,
      procedure ?? { key, shortId, name: about.name, attributes: [], attributesFrom: 'none', states: [] },
      catalog ?? { users: [] },
    );
    if (both === undefined) {
      void ui.warn(
        vscode.l10n.t(
          'The service answered with something else than a process, so there is nothing to compare. Use Fetch Again to see it.',
        ),
      );
      return;
    }
    const name = fileTitle(about.name);
    await vscode.commands.executeCommand(
      'vscode.diff',
      documents.add(`${name} ${vscode.l10n.t('sent')}.json`, `${both.sent}\n`),
      documents.add(`${name} ${vscode.l10n.t('in the service')}.json`, `${both.held}\n`),
      vscode.l10n.t('{0}: sent ↔ in the service', plain(about.name)),
    );
    // Two texts without a mark say nothing by themselves.
    if (both.sent === both.held)
      void ui.info(vscode.l10n.t('Nothing differs: {0} has what was sent.', connectionText(connection)));
  }

  #procedure(about: AnswerFacts): Procedure | undefined {
    const { catalog } = this.needs.catalogs.peek(about.connection);
    return catalog && findBound(catalog, about);
  }

  #about(uri: vscode.Uri | undefined): WithProcess | undefined {
    const { ui, documents, connections } = this.needs;
    const about = uri && documents.answer(uri);
    const { processId } = about ?? {};
    if (about === undefined || processId === undefined) {
      void ui.info(
        vscode.l10n.t(
          'Open an answer that names a process first: the one to a create, or one that was fetched.',
        ),
      );
      return undefined;
    }
    // It may have been edited since; one that is gone has no token any more.
    const connection = connections.find(about.connection.id);
    if (connection?.origin !== about.connection.origin) {
      void ui.warn(vscode.l10n.t('The connection of this answer was removed or leads elsewhere now.'));
      return undefined;
    }
    return { ...about, connection, processId };
  }

  async #fetch({ connection, shortId, name, processId }: WithProcess): Promise<Fetched | undefined> {
    const sentAt = Date.now();
    const result = await this.needs.ui.progress(
      vscode.l10n.t('Fetching from {0} ({1})…', plain(name), connectionText(connection)),
      async signal =>
        this.needs.gateway.call(connection, async api => api.fetchProcess(shortId, processId, signal)),
    );
    if (result.ok) return { sentAt, result };
    await this.needs.failures.report(
      connection,
      vscode.l10n.t('The process could not be fetched.'),
      result.failure,
    );
    return undefined;
  }
}
