import * as vscode from 'vscode';
import type { Catalog, Procedure } from '../../core/catalog/model';
import type { Connection } from '../../core/connection';
import type { CatalogService } from '../catalog/service';
import type { CatalogState } from '../catalog/state';
import type { FailureReporter } from '../commands/failureReporter';
import type { Ui } from '../ui';
import { connectionText } from '../words/connectionWords';
import { unlessAborted } from '../unlessAborted';
import { plain } from '../words/plain';

const mostKept = 20;

/** Lets the user pick a procedure, those used last on top. */
export class ProcedurePicker {
  constructor(
    private readonly ui: Ui,
    private readonly global: vscode.Memento,
    private readonly catalogs: CatalogService,
    private readonly failures: FailureReporter,
  ) {}

  /** The picked procedure with its attributes, learnt where the config does not name them. */
  async pick(connection: Connection, title: string): Promise<Procedure | undefined> {
    const catalog = await this.catalogOf(connection);
    if (catalog === undefined) return undefined;
    if (catalog.procedures.length === 0) {
      void this.ui.warn(
        vscode.l10n.t(
          'The config of {0} holds no procedure that is visible to this key. Check the access role of the API key.',
          plain(connection.name),
        ),
      );
      return undefined;
    }
    const recent = this.recent(connection);
    const rank = (procedure: Procedure) => {
      const at = recent.indexOf(procedure.key);
      return at < 0 ? recent.length : at;
    };
    const sorted = [...catalog.procedures].sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
    const picked = await this.ui.pick(
      sorted.map(procedure => ({
        label: plain(procedure.name),
        description: recent.includes(procedure.key)
          ? vscode.l10n.t('{0} · used before', plain(procedure.shortId))
          : plain(procedure.shortId),
        value: procedure,
      })),
      { title, placeholder: vscode.l10n.t('Procedures of {0}', connectionText(connection)) },
    );
    return picked === undefined ? undefined : this.use(connection, picked);
  }

  /**
   * The catalog of a connection. To be asked again once a procedure is picked: the list may have stood open for long, and a new token or another address
   * drops what was known. Undefined: told why there is none, or the user does not wait for it.
   */
  async catalogOf(connection: Connection): Promise<Catalog | undefined> {
    const { catalog, failure } = await this.#need(connection);
    if (catalog === undefined && failure !== undefined) {
      await this.failures.report(
        connection,
        vscode.l10n.t('The procedures of {0} could not be read.', plain(connection.name)),
        failure,
      );
    }
    return catalog;
  }

  /** Notes the use of a procedure and returns it with its attributes; undefined when the user does not wait for them. */
  async use(connection: Connection, procedure: Procedure): Promise<Procedure | undefined> {
    const others = this.recent(connection).filter(key => key !== procedure.key);
    await this.global.update(recentKey(connection), [procedure.key, ...others].slice(0, mostKept));
    const learnt = await this.ui.progress(
      vscode.l10n.t('Learning the attributes of {0}…', plain(procedure.name)),
      async signal => unlessAborted(this.catalogs.learn(connection, procedure.key), signal),
    );
    if (learnt?.failure !== undefined) {
      // All the same: what is known without them is worth a draft.
      void this.failures.report(
        connection,
        vscode.l10n.t('The attributes of {0} could not be learnt.', plain(procedure.name)),
        learnt.failure,
      );
    }
    return learnt && (learnt.procedure ?? procedure);
  }

  /** Forgets what was used of a connection that is removed. */
  async forget(connection: Connection): Promise<void> {
    await this.global.update(recentKey(connection), undefined);
  }

  private recent(connection: Connection): readonly string[] {
    const stored = this.global.get<unknown>(recentKey(connection));
    return Array.isArray(stored) ? stored.filter(key => typeof key === 'string') : [];
  }

  /** The catalog as it is here, else the service's answer; the shared fetch goes on when the user does not wait for it. */
  async #need(connection: Connection): Promise<CatalogState> {
    const { catalog } = await this.catalogs.cached(connection);
    if (catalog !== undefined) return this.catalogs.open(connection);
    const state = await this.ui.progress(
      vscode.l10n.t('Reading the config of {0}…', plain(connection.name)),
      async signal => unlessAborted(this.catalogs.need(connection), signal),
    );
    if (state === undefined) this.catalogs.giveUp(connection);
    return state ?? { loading: true };
  }
}

function recentKey({ id }: Connection): string {
  return `chakra.recent:${id}`;
}
