import assert from 'node:assert/strict';
import { connection, failed, fine, refused, world } from './catalogWorld';

/** What is under way comes as far as it can. */
const tick = async () => new Promise(resolve => setImmediate(resolve));

describe('the catalog service', () => {
  it('tells of a refresh behind that fails, but not where a command waits for it', async () => {
    const { answers, service, behind } = world();
    answers.config = () => failed;
    await service.refreshBehind(connection);
    assert.deepEqual(behind, ['config']);

    const running = service.refreshBehind(connection);
    assert.deepEqual((await service.need(connection)).failure, refused);
    await running;
    assert.deepEqual(behind, ['config']);
  });

  it('asks once for a command that finds nothing cached', async () => {
    const { answers, asked, service, behind } = world();
    answers.config = () => failed;
    await service.need(connection);
    assert.deepEqual([asked, behind], [['config'], []]);
  });

  it('asks anew for who comes after a user that gave a hanging refresh up, and takes no notice of that one', async () => {
    const { answers, asked, service, behind, keys } = world();
    const hanging: ((result: ReturnType<typeof fine> | typeof failed) => void)[] = [];
    const real = await answers.config();
    answers.config = async () => new Promise(resolve => hanging.push(resolve));
    const first = service.need(connection);
    const behindIt = service.refreshBehind(connection);
    await tick();
    service.giveUp(connection);
    const second = service.need(connection);
    await tick();
    assert.deepEqual(asked, ['config', 'config']);
    hanging[1]?.(real);
    assert.equal((await second).catalog?.procedures.length, 2);
    hanging[0]?.(failed);
    await behindIt;
    assert.deepEqual([(await first).failure, behind, keys('deal')], [undefined, [], ['amount']]);
    // What nobody gave up is shared as ever.
    const both = Promise.all([service.refresh(connection), service.refresh(connection)]);
    await tick();
    assert.equal(hanging.length, 3);
    hanging[2]?.(real);
    await both;
  });

  it('tells and logs that the users could not be read', async () => {
    const { answers, service, behind, logged } = world();
    answers.users = () => failed;
    await service.refresh(connection);
    assert.deepEqual([behind, logged], [['users'], ['Team: GET /x: status']]);
  });

  it('keeps nobody waiting for users that are late', async () => {
    const { answers, service } = world();
    let answer: ((users: ReturnType<typeof fine>) => void) | undefined;
    answers.users = async () => new Promise(resolve => (answer = resolve));
    const first = await service.need(connection);
    assert.deepEqual([first.catalog?.procedures.length, first.catalog?.users, first.loading], [2, [], true]);
    const refreshed = service.refresh(connection);
    answer?.(fine({ users: [{ id: 'u1', username: 'sam' }], hasMore: false }));
    const { catalog, loading } = await refreshed;
    assert.deepEqual([catalog?.users.length, loading], [1, false]);
  });

  it('keeps what it knows where an answer names no procedure or no user, also on the disk', async () => {
    const { answers, service, files, clock } = world();
    answers.users = () => fine({ users: [{ id: 'u1', username: 'sam' }], hasMore: false });
    const { catalog } = await service.need(connection);
    const onDisk = [...files.files.values()].join();
    for (const empty of [
      {},
      [],
      { message: 'Maintenance' },
      { procedures: [] },
      { team: {}, procedures: null },
    ]) {
      answers.config = () => fine(empty);
      clock.now += 1;
      const state = await service.refresh(connection);
      assert.equal(state.catalog, catalog);
      assert.ok(state.failure?.kind === 'unreadable' && state.failure.lacks === 'procedures');
    }
    assert.equal([...files.files.values()].join(), onDisk);
    answers.config = () => fine({ procedures: [{ shortId: 'visit' }] });
    answers.users = () => fine({ users: [], hasMore: false });
    const { catalog: now, failure } = await service.refresh(connection);
    assert.deepEqual(
      [now?.procedures.map(({ shortId }) => shortId), now?.users, failure],
      [['visit'], catalog?.users, undefined],
    );
  });

  it('takes an empty config at its word at first sight and after a new token, but no answer that is none', async () => {
    const { answers, service } = world();
    answers.config = () => fine({});
    const first = await service.need(connection);
    assert.deepEqual([first.catalog, first.failure?.kind], [undefined, 'unreadable']);
    answers.config = () => fine({ procedures: [{ shortId: 'visit' }] });
    await service.refresh(connection);
    service.reset(connection);
    answers.config = () => fine({ procedures: [] });
    const { catalog, failure } = await service.refresh(connection);
    assert.deepEqual([catalog?.procedures, failure], [[], undefined]);
  });

  it('gives a command why attributes could not be learnt, and logs it', async () => {
    const { answers, service, behind, logged } = world();
    answers.list = () => failed;
    await service.need(connection);
    const { procedure, failure } = await service.learn(connection, 'lead');
    assert.deepEqual([procedure?.shortId, failure], ['lead', refused]);
    assert.deepEqual([behind, logged], [[], ['Team: GET /x: status']]);
  });

  it('tells of attributes that were not learnt behind, and pauses before it looks again', async () => {
    const { answers, asked, clock, service, behind } = world();
    await service.need(connection);
    const looks = () => asked.filter(name => name === 'list').length;
    answers.list = () => failed;
    await service.learnBehind(connection, 'lead');
    await service.learnBehind(connection, 'lead');
    assert.deepEqual([behind, looks()], [['attributes'], 1]);
    clock.now += 60_000;
    await service.learnBehind(connection, 'lead');
    assert.equal(looks(), 2);
    assert.notEqual((await service.learn(connection, 'lead')).failure, undefined);
    assert.equal(looks(), 3);
  });

  it('looks again after an error, for example a locked keyring', async () => {
    const { answers, service, keys } = world();
    await service.need(connection);
    const { list } = answers;
    answers.list = () => {
      throw new Error('locked');
    };
    await assert.rejects(service.learn(connection, 'lead'), /locked/);
    answers.list = list;
    await service.learn(connection, 'lead');
    assert.deepEqual(keys('lead'), ['city']);
  });

  it('learns behind what a config lacks that names only some attributes', async () => {
    const { asked, service, keys } = world();
    await service.need(connection);
    const { procedure } = await service.learn(connection, 'deal');
    assert.deepEqual([procedure?.attributesFrom, procedure?.attributesMissing], ['config', 1]);
    await service.learnBehind(connection, 'deal');
    await new Promise(setImmediate);
    assert.deepEqual(keys('deal'), ['amount', 'city']);
    assert.equal(asked.filter(name => name === 'list').length, 1);
  });

  it('drops what was read below another path of the same origin', async () => {
    const { service } = world();
    await service.need(connection);
    service.follow([connection]);
    assert.notEqual(service.peek(connection).catalog, undefined);
    service.follow([{ ...connection, baseUrl: 'https://c.example/v2' }]);
    assert.equal(service.peek(connection).catalog, undefined);
  });

  it('puts the corrections of the settings over what it reads, and keeps only what the service said', async () => {
    const { service, setting, files, keys } = world();
    const told: string[] = [];
    service.onDidChange(({ id }) => told.push(id));
    await service.need(connection);
    setting.procedures = { deal: { attributes: { stage: { options: ['A'] } } }, visit: { name: 'Visit' } };
    told.length = 0;
    service.correct([connection, { ...connection, id: 'never used' }]);
    assert.deepEqual(told, [connection.id]);
    assert.deepEqual(keys('deal'), ['amount', 'stage']);
    assert.equal(service.peek(connection).catalog, service.peek(connection).catalog, 'made once');
    const seen = [
      await service.cached(connection),
      await service.open(connection),
      await service.need(connection),
    ];
    for (const { catalog } of [...seen, await service.refresh(connection)])
      assert.equal(catalog?.procedures.length, 3);
    const { procedure } = await service.learn(connection, 'deal');
    assert.deepEqual(
      procedure?.attributes.map(({ shortId }) => shortId),
      ['amount', 'stage'],
    );
    assert.equal((await service.learn(connection, 'visit')).procedure?.name, 'Visit');
    assert.equal((await service.learnBehind(connection, 'visit'))?.name, 'Visit');
    assert.doesNotMatch([...files.files.values()].join(), /stage|Visit/);
    delete setting.procedures;
    service.correct([connection]);
    assert.deepEqual(keys('deal')?.includes('stage'), false);
  });
});
