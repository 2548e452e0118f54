import assert from 'node:assert/strict';
import type { Uri } from 'vscode';
import { bindingTo, type Binding } from '../../../../src/core/binding';
import { findProcedure } from '../../../../src/core/catalog/find';
import { BulkTargets, type BulkActions } from '../../../../src/vscode/bulk/create/targets';
import type { Services } from '../../../../src/vscode/services';
import { connection, failed, world } from '../../vscode/catalogWorld';

const file = { path: '/leads.json' } as unknown as Uri;

/** A file that belongs to Lead. `gaveUp`: titles of progress that the user cancels. */
function targets(gaveUp: RegExp, bindings?: object) {
  const made = world();
  const binding: Binding = {
    ...bindingTo(connection, { key: 'p1', shortId: 'lead', name: 'Lead' } as never),
  };
  const progress = async (title: string, work: (signal: AbortSignal) => Promise<unknown>) => {
    const abort = new AbortController();
    if (gaveUp.test(title)) abort.abort();
    return work(abort.signal);
  };
  const services = {
    ui: { progress },
    bindings: bindings ?? { get: () => binding },
    connections: { find: () => connection },
    catalogs: made.service,
    schemas: {
      procedure: () => {
        const { catalog } = made.service.peek(connection);
        return catalog && findProcedure(catalog, 'p1');
      },
    },
  } as unknown as Services;
  return { ...made, targets: new BulkTargets(services) };
}

const learns = { picker: { use: async (_: unknown, known: unknown) => Promise.resolve(known) } };
const gives = { picker: { use: async () => Promise.resolve(undefined) } };

describe('where the entries of a file go', () => {
  it('is told with why nothing can be checked, where the config cannot be read', async () => {
    const { answers, targets: made } = targets(/never/);
    answers.config = () => failed;
    const [target] = await made.find([file], learns as unknown as BulkActions, true);
    assert.equal(target?.unchecked?.why, 'noCatalog');
  });

  it('is picked for a file of nothing yet, and kept only where it is to be', async () => {
    for (const binds of [true, false]) {
      const kept: Uri[] = [];
      const made = targets(/never/, { get: () => undefined, set: (uri: Uri) => void kept.push(uri) });
      await made.service.need(connection);
      const procedure = findProcedure(made.service.peek(connection).catalog!, 'p1');
      const picks = {
        picker: { ...learns.picker, pick: async () => Promise.resolve(procedure) },
        payloadCommands: { connectionOfWindow: async () => Promise.resolve(connection) },
      };
      const [target] = await made.targets.find([file], picks as unknown as BulkActions, binds);
      assert.equal(target?.procedure, procedure);
      assert.deepEqual(kept, binds ? [file] : []);
    }
  });

  it('is not asked on when the user does not wait for the config', async () => {
    const { targets: made } = targets(/^Reading the config/);
    assert.deepEqual(await made.find([file], learns as unknown as BulkActions, true), []);
  });

  it('is not asked on, and the procedure not called unknown, when the user does not wait for its attributes', async () => {
    const { service, targets: made } = targets(/never/);
    await service.need(connection);
    assert.equal((await made.find([file], learns as unknown as BulkActions, true)).length, 1);
    assert.deepEqual(await made.find([file], gives as unknown as BulkActions, true), []);
  });
});
