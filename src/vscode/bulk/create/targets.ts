import * as vscode from 'vscode';
import { bindingTo, type Binding } from '../../../core/binding';
import type { Connection } from '../../../core/connection';
import type { Actions } from '../../commands/actions';
import type { Services } from '../../services';
import { unlessAborted } from '../../unlessAborted';
import { failureText } from '../../words/failures';
import { plain } from '../../words/plain';
import { nameOf } from '../names';
import type { BulkTarget, Unchecked } from './types';

/** What is built with the other commands, in their bundle. */
export type BulkActions = Pick<Actions, 'picker' | 'payloadCommands'>;

/** Finds out where the entries of files go: by their bindings, else to a procedure that is picked for all others together. */
export class BulkTargets {
  constructor(
    private readonly services: Pick<Services, 'ui' | 'bindings' | 'connections' | 'catalogs' | 'schemas'>,
  ) {}

  /**
   * None: the user was told why, or gave up.
   * @param binds what is picked for a file holds from now on; a mere check makes no payload of it
   */
  async find(
    files: readonly vscode.Uri[],
    actions: BulkActions,
    binds: boolean,
  ): Promise<readonly BulkTarget[]> {
    const { bindings } = this.services;
    const unbound = files.filter(file => bindings.get(file) === undefined);
    const picked = unbound.length === 0 ? undefined : await this.#pick(unbound, actions);
    if (unbound.length > 0 && picked === undefined) return [];
    if (picked !== undefined && binds) for (const file of unbound) await bindings.set(file, picked);
    const targets: BulkTarget[] = [];
    for (const file of files) {
      const binding = bindings.get(file) ?? picked;
      const target = binding && (await this.#target(file, binding, actions));
      if (target === undefined) return [];
      targets.push(target);
    }
    return targets;
  }

  async #pick(
    files: readonly vscode.Uri[],
    { picker, payloadCommands }: BulkActions,
  ): Promise<Binding | undefined> {
    const connection = await payloadCommands.connectionOfWindow();
    const [first] = files;
    if (connection === undefined || first === undefined) return undefined;
    const procedure = await picker.pick(
      connection,
      files.length === 1
        ? vscode.l10n.t('Create the entries of {0} in which procedure?', nameOf(first))
        : vscode.l10n.t('Create the entries of {0} files in which procedure?', files.length),
    );
    return procedure && bindingTo(connection, procedure);
  }

  async #target(
    file: vscode.Uri,
    binding: Binding,
    { picker }: BulkActions,
  ): Promise<BulkTarget | undefined> {
    const { connections, schemas } = this.services;
    const connection = connections.find(binding.connectionId);
    if (connection === undefined) {
      void this.#offerChange(file);
      return undefined;
    }
    const unchecked = await this.#needCatalog(connection);
    if (unchecked === 'cancelled') return undefined;
    const known = schemas.procedure(binding);
    const procedure = known && (await picker.use(connection, known));
    // Who does not wait for its attributes has given up: the config holds it.
    if (known !== undefined && procedure === undefined) return undefined;
    const why: Unchecked | undefined = unchecked ?? (procedure ? undefined : { why: 'noProcedure' });
    return { file, binding, connection, procedure, ...(why === undefined ? {} : { unchecked: why }) };
  }

  /** Why there is no catalog; undefined when there is one. Without it entries can be sent all the same. */
  async #needCatalog(connection: Connection): Promise<Unchecked | 'cancelled' | undefined> {
    const { ui, catalogs } = this.services;
    const { catalog } = await catalogs.open(connection);
    if (catalog !== undefined) return undefined;
    const state = await ui.progress(
      vscode.l10n.t('Reading the config of {0}…', plain(connection.name)),
      async signal => unlessAborted(catalogs.need(connection), signal),
    );
    if (state === undefined) {
      catalogs.giveUp(connection);
      return 'cancelled';
    }
    if (state.catalog !== undefined) return undefined;
    return {
      why: 'noCatalog',
      reason: state.failure === undefined ? undefined : plain(failureText(state.failure)),
    };
  }

  async #offerChange(file: vscode.Uri): Promise<void> {
    const change = vscode.l10n.t('Change Procedure…');
    const answer = await this.services.ui.error(
      vscode.l10n.t(
        'The connection that {0} belongs to was removed. Choose a procedure of another connection.',
        nameOf(file),
      ),
      change,
    );
    if (answer === change) await vscode.commands.executeCommand('chakra.changeProcedure', file);
  }
}
