import assert from 'node:assert/strict';
import { bindingTo } from '../../../src/core/binding';
import type { CatalogService } from '../../../src/vscode/catalog/service';
import type { Connections } from '../../../src/vscode/connections/store';
import { Schemas } from '../../../src/vscode/editor/schemas';
import type { Log } from '../../../src/vscode/log';
import { procedure } from '../schema/sample';
import { connection, fine, world } from './catalogWorld';

function schemasOf(service: CatalogService, log = {} as unknown as Log, longestWaitMs?: number) {
  const connections = { find: () => connection } as unknown as Connections;
  return new Schemas(connections, service, log, longestWaitMs);
}

/** Of the procedure `deal`. */
const deal = bindingTo(connection, procedure({ key: 'deal', shortId: 'deal' }));

async function served() {
  const { answers, service } = world();
  const schemas = schemasOf(service);
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

  it('are asked for anew by who comes after a user that gave up, or waited long enough', async () => {
    for (const isCancelled of [true, false]) {
      const { answers, asked, service, keys } = world();
      const schemas = schemasOf(service, undefined, isCancelled ? undefined : 1);
      const { config } = answers;
      answers.config = async () => new Promise(() => undefined);
      const user = new AbortController();
      const waiting = schemas.wait(deal, user.signal);
      // The request is under way.
      await new Promise(setImmediate);
      if (isCancelled) user.abort();
      await waiting;
      answers.config = config;
      await schemasOf(service).wait(deal, new AbortController().signal);
      assert.deepEqual([asked.filter(name => name === 'config').length, keys('deal')], [2, ['amount']]);
    }
  });

  it('are shared by those who do not give up, and an error ends the wait', async () => {
    const { answers, asked, service, keys } = world();
    const logged: string[] = [];
    const log = { error: (what: string) => logged.push(what) } as unknown as Log;
    const schemas = schemasOf(service, log);
    const wait = async () => schemas.wait(deal, new AbortController().signal);
    const { config } = answers;
    answers.config = () => {
      throw new Error('locked');
    };
    await wait();
    assert.deepEqual([asked, logged], [['config'], ['Config for a check']]);
    answers.config = config;
    await Promise.all([wait(), wait()]);
    assert.deepEqual([asked.filter(name => name === 'config').length, keys('deal')], [2, ['amount']]);
    assert.equal(logged.length, 1);
  });
});
