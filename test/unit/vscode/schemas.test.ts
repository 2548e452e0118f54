import assert from 'node:assert/strict';
import { bindingTo } from '../../../src/core/binding';
import type { Connections } from '../../../src/vscode/connections/store';
import { Schemas } from '../../../src/vscode/editor/schemas';
import type { Log } from '../../../src/vscode/log';
import { connection, fine, world } from './catalogWorld';

async function served() {
  const { answers, service } = world();
  const connections = { find: () => connection } as unknown as Connections;
  const schemas = new Schemas(connections, service, {} as unknown as Log);
  let changes = 0;
  schemas.onDidChange(() => changes++);
  const deal = (await service.need(connection)).catalog?.procedures.find(({ shortId }) => shortId === 'deal');
  assert.ok(deal);
  const binding = bindingTo(connection, deal);
  const serve = () => schemas.serve(binding);
  return { answers, service, serve, text: () => serve().text, changes: () => changes };
}

describe('schemas that are served', () => {
  it('are kept while a catalog is gone, and change when the procedure has gone from it', async () => {
    const { answers, service, text, changes } = await served();
    const before = text();
    assert.match(before, /amount/);
    service.reset(connection);
    assert.deepEqual([text(), changes()], [before, 0]);

    answers.config = () => fine({ procedures: [{ id: 'p1', shortId: 'lead' }] });
    await service.refresh(connection);
    assert.doesNotMatch(text(), /amount/);
    assert.equal(changes(), 1);
  });

  it('are not made anew while the catalog is the same', async () => {
    const { answers, service, serve, changes } = await served();
    const { schema } = serve();
    answers.config = () => ({
      ok: false,
      failure: { kind: 'noToken', effect: 'notSent', request: '', attempts: 0 },
    });
    await service.refresh(connection);
    assert.equal(serve().schema, schema);
    assert.equal(changes(), 0);
  });
});
