import * as vscode from 'vscode';
import type { Services } from '../../services';
import type { NewRun, RunService } from '../types';
import { stampOf } from './check';
import { confirmation, type Planned } from './confirm';
import type { Order } from './choices';
import { nameOf } from '../names';
import { countRequestsFor } from './plan';
import { procedureOf, type CheckedFile } from './types';

const dayMs = 24 * 3_600_000;

/** Asks once, and starts the runs. */
export class Starter {
  constructor(
    private readonly services: Pick<Services, 'ui' | 'connections'>,
    private readonly runs: RunService,
  ) {}

  /** Nothing is sent unless the user confirms, and every file and connection is still what was checked. */
  async confirmAndStart(orders: readonly Order[]): Promise<void> {
    const { ui, connections } = this.services;
    const planned: Planned[] = [];
    for (const order of orders) planned.push(await this.#plan(order));
    const { message, detail } = confirmation(planned, connections.active());
    const create = vscode.l10n.t('Create');
    if ((await ui.confirm(message, detail, create)) !== create) return;
    for (const { checked } of orders) if (!(await this.#isUnchanged(checked))) return;
    const begun: string[] = [];
    for (const { checked, sending, earlier, since } of planned) {
      const told = [...earlier.map(({ id }) => id), ...begun];
      const run = await this.runs.start({ ...newRun({ checked, sending }), asked: since, earlier: told });
      begun.push(run.id);
    }
    await vscode.commands.executeCommand('chakra.runs.focus', { preserveFocus: true });
  }

  async #plan({ checked, sending }: Order): Promise<Planned> {
    const { outcome, target, sets, strict } = checked;
    const { report, index, sha256 } = outcome;
    const { entries } = sending;
    const known = entries.equals(sets.unflawed)
      ? report.requests.valid
      : !strict && entries.equals(sets.sendable)
        ? report.requests.all
        : undefined;
    const requests = known?.requests ?? (await countRequestsFor(index, entries, report.limits));
    const { shortId: procedure } = procedureOf(target);
    const since = Date.now() - dayMs;
    const { file, connection } = target;
    const same = { uri: file.toString(), sha256, procedure, connection: connection.id };
    const earlier = await this.runs.similar(same, since);
    return { checked, sending, requests, earlier, since };
  }

  /** A question may have stood for long. */
  async #isUnchanged({ target, stamp }: CheckedFile): Promise<boolean> {
    const { ui, connections } = this.services;
    const { connection, file } = target;
    const now = connections.find(connection.id);
    if (now?.baseUrl !== connection.baseUrl || now.kind !== connection.kind) {
      void ui.error(
        vscode.l10n.t(
          'The connection of {0} was changed or removed meanwhile. Nothing was sent; run Bulk Create again.',
          nameOf(file),
        ),
      );
      return false;
    }
    const dirty = vscode.workspace.textDocuments.some(
      document => document.isDirty && document.uri.toString() === file.toString(),
    );
    if (!dirty && (await stampOf(file.fsPath)) === stamp) return true;
    void ui.error(
      vscode.l10n.t(
        '{0} changed after it was checked. Nothing was sent; save it and run Bulk Create again.',
        nameOf(file),
      ),
    );
    return false;
  }
}

function newRun({ checked, sending }: Order): NewRun {
  const { target, outcome, schemaHash } = checked;
  const { size, sha256, index } = outcome;
  return {
    file: target.file,
    size,
    sha256,
    index,
    connection: target.connection,
    procedure: procedureOf(target),
    primaryKey: target.procedure?.primaryKey,
    schemaHash,
    ...sending,
  };
}
