import * as vscode from 'vscode';
import type { Procedure } from '../../core/catalog/model';
import type { Connection } from '../../core/connection';
import type { CatalogService } from '../catalog/service';
import type { FailureReporter } from '../commands/failureReporter';
import type { Ui } from '../ui';
import { connectionText } from '../words/connectionWords';
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
    const state = await this.#need(connection);
    if (state.catalog === undefined) {
      if (state.failure !== undefined) {
        await this.failures.report(
          connection,
          vscode.l10n.t('The procedures of {0} could not be read.', plain(connection.name)),
          state.failure,
        );
      }
      return undefined;
    }
    if (state.catalog.procedures.length === 0) {
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
    const sorted = [...state.catalog.procedures].sort(
      (a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name),
    );
    const picked = await this.ui.pick(
      sorted.map(procedure => ({
        label: plain(procedure.name),
        description: plain(procedure.shortId),
        ...(recent.includes(procedure.key) ? { detail: vscode.l10n.t('used before') } : {}),
        value: procedure,
      })),
      { title, placeholder: vscode.l10n.t('Procedures of {0}', connectionText(connection)) },
    );
    return picked === undefined ? undefined : this.use(connection, picked);
  }

  /** Notes the use of a procedure and returns it with its attributes. */
  async use(connection: Connection, procedure: Procedure): Promise<Procedure> {
    const others = this.recent(connection).filter(key => key !== procedure.key);
    await this.global.update(recentKey(connection), [procedure.key, ...others].slice(0, mostKept));
    if (procedure.attributesFrom !== 'none') return procedure;
    const learnt = await this.ui.progress(
      vscode.l10n.t('Learning the attributes of {0}…', plain(procedure.name)),
      async () => this.catalogs.learn(connection, procedure.key),
    );
    return learnt ?? procedure;
  }

  private recent(connection: Connection): readonly string[] {
    const stored = this.global.get<unknown>(recentKey(connection));
    return Array.isArray(stored) ? stored.filter(key => typeof key === 'string') : [];
  }

  async #need(connection: Connection) {
    const { catalog } = await this.catalogs.open(connection);
    if (catalog !== undefined) return this.catalogs.peek(connection);
    return this.ui.progress(vscode.l10n.t('Reading the config of {0}…', plain(connection.name)), async () =>
      this.catalogs.need(connection),
    );
  }
}

function recentKey({ id }: Connection): string {
  return `chakra.recent:${id}`;
}
