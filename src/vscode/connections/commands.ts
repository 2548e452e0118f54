import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { Connection } from '../../core/connection';
import { sandboxConnection } from '../../core/connection';
import type { CatalogService } from '../catalog/service';
import type { FailureReporter } from '../commands/failureReporter';
import type { ProcedurePicker } from '../editor/pickProcedure';
import type { Ui } from '../ui';
import { kindText } from '../words/connectionWords';
import { plain } from '../words/plain';
import { askBaseUrl, askKind, askName, askToken, changeUrl } from './ask';
import type { Gateway } from './gateway';
import type { Connections } from './store';
import type { Tokens } from './tokens';

/** The commands around connections. */
export class ConnectionCommands {
  constructor(
    private readonly ui: Ui,
    private readonly connections: Connections,
    private readonly tokens: Tokens,
    private readonly gateway: Gateway,
    private readonly catalogs: CatalogService,
    private readonly failures: FailureReporter,
    private readonly picker: ProcedurePicker,
  ) {}

  /** Asks for everything that a connection needs; nothing is kept before the last answer. */
  async add(): Promise<void> {
    const name = await askName(this.ui, this.names());
    const asked = name === undefined ? undefined : await this.#askRest({ id: randomUUID(), name });
    if (asked === undefined) return;
    const { connection, token } = asked;
    await this.tokens.set(connection, token);
    await this.connections.save(connection);
    await this.connections.activate(connection);
    await vscode.commands.executeCommand('chakra.procedures.focus');
  }

  /** Base URL, kind and token; the first again where the service did not answer as it should. */
  async #askRest(
    first: Pick<Connection, 'id' | 'name'>,
  ): Promise<{ readonly connection: Connection; readonly token: string } | undefined> {
    for (let known: Connection | undefined; ;) {
      const base = await askBaseUrl(this.ui, known?.baseUrl);
      const kind = base === undefined ? undefined : (known?.kind ?? (await askKind(this.ui)));
      if (base === undefined || kind === undefined) return undefined;
      const connection: Connection = { ...first, baseUrl: base.url, origin: base.origin, kind };
      const token = await askToken(this.ui, this.gateway, connection, changeUrl);
      if (token === undefined) return undefined;
      if (token !== changeUrl) return { connection, token };
      known = connection;
    }
  }

  async switchTo(): Promise<void> {
    const active = this.connections.active();
    const add = Symbol('add');
    const picked = await this.ui.pick<Connection | typeof add>(
      [
        ...this.connections.list().map(connection => ({
          label: plain(connection.name),
          description:
            connection.id === active?.id
              ? vscode.l10n.t('{0} · active in this window', kindText(connection.kind))
              : kindText(connection.kind),
          detail: connection.kind === 'sandbox' ? vscode.l10n.t('built in') : plain(connection.baseUrl),
          value: connection,
        })),
        { label: `$(add) ${vscode.l10n.t('Add Connection…')}`, value: add },
      ],
      { title: vscode.l10n.t('Connection of this window') },
    );
    if (picked === add) await this.add();
    else if (picked !== undefined) await this.connections.activate(picked);
  }

  async edit(): Promise<void> {
    const connection = await this.#pickOwn(vscode.l10n.t('Edit which connection?'));
    if (connection === undefined) return;
    const name = await askName(
      this.ui,
      this.names().filter(other => other !== connection.name),
      connection.name,
    );
    const base = name === undefined ? undefined : await askBaseUrl(this.ui, connection.baseUrl);
    const kind = base === undefined ? undefined : await askKind(this.ui, connection.kind);
    if (name === undefined || base === undefined || kind === undefined) return;
    const edited: Connection = { id: connection.id, name, baseUrl: base.url, origin: base.origin, kind };
    if (edited.origin === connection.origin) {
      await this.connections.save(edited);
    } else {
      // The old token belongs to the old origin: it is never sent to the new one.
      const token = await askToken(this.ui, this.gateway, edited);
      if (token === undefined) return;
      // The token first: where it cannot be kept, the connection stays as it was.
      await this.tokens.set(edited, token);
      await this.connections.save(edited);
    }
    if (edited.baseUrl !== connection.baseUrl) await this.catalogs.forget(edited);
  }

  /** Asks for a new token of a connection; of the active one unless another is given. */
  async setToken(given?: Connection): Promise<void> {
    const active = this.connections.active();
    const connection =
      given ??
      (active !== undefined && active.kind !== 'sandbox'
        ? active
        : await this.#pickOwn(vscode.l10n.t('Set the token of which connection?')));
    if (connection === undefined || connection.kind === 'sandbox') return;
    const token = await askToken(this.ui, this.gateway, connection);
    if (token !== undefined) await this.tokens.set(connection, token);
  }

  async remove(): Promise<void> {
    const connection = await this.#pickOwn(vscode.l10n.t('Remove which connection?'));
    if (connection === undefined) return;
    const remove = vscode.l10n.t('Remove');
    const answer = await this.ui.confirm(
      vscode.l10n.t('Remove the connection {0}?', plain(connection.name)),
      vscode.l10n.t(
        'Its token and what is cached of its config are deleted here. Nothing changes in ChakraHQ. Your drafts stay.',
      ),
      remove,
    );
    if (answer !== remove) return;
    await this.tokens.remove(connection);
    await this.connections.remove(connection);
    await this.catalogs.forget(connection);
    await this.picker.forget(connection);
  }

  async test(): Promise<void> {
    const connection =
      this.connections.active() ?? (await this.#pickOwn(vscode.l10n.t('Test which connection?')));
    if (connection === undefined) return;
    const result = await this.ui.progress(
      vscode.l10n.t('Testing {0}…', plain(connection.name)),
      async signal => this.gateway.call(connection, async api => api.fetchConfig(signal)),
    );
    if (result.ok) {
      void this.ui.info(vscode.l10n.t('{0} answers, and the token is accepted.', plain(connection.name)));
    } else {
      await this.failures.report(
        connection,
        vscode.l10n.t('The connection {0} does not work.', plain(connection.name)),
        result.failure,
      );
    }
  }

  async trySandbox(): Promise<void> {
    await this.connections.activate(sandboxConnection);
    await vscode.commands.executeCommand('chakra.procedures.focus');
  }

  private names(): string[] {
    return this.connections.list().map(({ name }) => name);
  }

  async #pickOwn(title: string): Promise<Connection | undefined> {
    const own = this.connections.own();
    if (own.length === 0) {
      const add = vscode.l10n.t('Add Connection');
      const answer = await this.ui.info(
        vscode.l10n.t('There is no connection yet besides the sandbox.'),
        add,
      );
      if (answer === add) await this.add();
      return undefined;
    }
    return this.ui.pick(
      own.map(connection => ({
        label: plain(connection.name),
        description: kindText(connection.kind),
        detail: plain(connection.baseUrl),
        value: connection,
      })),
      { title },
    );
  }
}
