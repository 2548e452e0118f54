import * as vscode from 'vscode';
import type { ApiFailure } from '../../core/api/result';
import { isOld } from '../../core/catalog/age';
import type { CatalogCache } from '../../core/catalog/cache';
import type { Catalog, Procedure } from '../../core/catalog/model';
import { runInSlices } from '../../core/slices';
import type { Connection } from '../../core/connection';
import type { Gateway } from '../connections/gateway';
import type { Log } from '../log';
import { settings } from '../settings';
import type { Corrector } from './corrector';
import { dropGivenUp, giveUp, kept, procedureIn, refreshingOf, type Entry, type Refreshing } from './entry';
import { isWorthALook, Learning, pauseAfterFailureMs } from './learning';
import { notForUsers, usersWaitMs } from './patience';
import type { CatalogState, FailureBehind } from './state';

/** The catalogs of all connections: from the disk at once, from the service when asked or when old. */
export class CatalogService implements vscode.Disposable {
  readonly #entries = new Map<string, Entry>();
  readonly #changed = new vscode.EventEmitter<Connection>();
  readonly onDidChange = this.#changed.event;
  readonly #failed = new vscode.EventEmitter<FailureBehind>();
  readonly onDidFailBehind = this.#failed.event;
  /** Ids of connections whose catalog was read with another token. */
  readonly #outdated = new Set<string>();

  constructor(
    private readonly gateway: Gateway,
    private readonly cache: CatalogCache,
    private readonly corrector: Corrector,
    private readonly log: Log,
    private readonly now: () => number = Date.now,
    private readonly longestForUsersMs = usersWaitMs,
  ) {}

  /** What is known now, without waiting. */
  peek(connection: Connection): CatalogState {
    return this.corrector.apply(this.#entry(connection).state);
  }

  /** What the service said, without the user's corrections. */
  readonly asServed = (connection: Connection) => this.#entry(connection).state.catalog;

  /** After a change of the user's corrections. */
  correct(connections: readonly Connection[]): void {
    this.corrector.reset();
    for (const connection of connections)
      if (this.#entries.has(connection.id)) this.#changed.fire(connection);
  }

  /** From memory or the disk; never from the network. */
  async cached(connection: Connection): Promise<CatalogState> {
    const entry = this.#entry(connection);
    const { generation } = entry;
    entry.cached ??= this.cache.load(connection.id, connection.origin).then(catalog => {
      if (catalog === undefined || entry.generation !== generation || entry.state.catalog !== undefined)
        return;
      this.#set(connection, entry, { ...entry.state, catalog });
    });
    await entry.cached;
    return this.corrector.apply(entry.state);
  }

  /** The cached state at once; when it is old or missing, a refresh starts behind it, unless one has just failed. */
  async open(connection: Connection): Promise<CatalogState> {
    const { catalog, failedAt } = await this.cached(connection);
    const wanted =
      catalog === undefined ||
      this.#outdated.has(connection.id) ||
      isOld(catalog, this.now(), settings.catalogMaxAgeMs());
    const hasJustFailed = failedAt !== undefined && this.now() - failedAt < pauseAfterFailureMs;
    if (wanted && !hasJustFailed) void this.refreshBehind(connection);
    return this.peek(connection);
  }

  /** Waits for a catalog: the cached one, else the service's answer, without users that are late. A failure is for the caller to tell. */
  async need(connection: Connection): Promise<CatalogState> {
    const { catalog } = await this.cached(connection);
    if (catalog !== undefined) return this.open(connection);
    const read = async () => {
      const peek = () => this.peek(connection);
      return notForUsers(this.refresh(connection), peek, this.onDidChange, this.longestForUsersMs);
    };
    const state = await read();
    const isDropped = state.catalog === undefined && state.failure === undefined;
    return isDropped ? read() : state;
  }

  /** Fetches config and users. One refresh at a time for a connection: others join it. A failure is for the caller to tell. */
  async refresh(connection: Connection): Promise<CatalogState> {
    const entry = this.#entry(connection);
    dropGivenUp(entry);
    const running = this.#refreshing(connection, entry);
    running.asked = true;
    const state = await running.done;
    const now = this.#entries.get(connection.id);
    // No longer wanted, for example because of a new token: whoever waited gets what takes its place.
    const isWanted = now === entry && entry.generation === running.generation;
    const latest = isWanted ? state : await now?.refreshing?.done;
    return latest === undefined ? this.peek(connection) : this.corrector.apply(latest);
  }

  /** A user has waited for a refresh and no longer does. It goes on, but whoever asks next does not wait for it as well. */
  giveUp(connection: Connection): void {
    giveUp(this.#entry(connection));
  }

  /** The same while no command waits: a failure is told by {@link onDidFailBehind}, an error is logged; never rejects. */
  async refreshBehind(connection: Connection): Promise<void> {
    const entry = this.#entry(connection);
    const running = this.#refreshing(connection, entry);
    try {
      const { failure } = await running.done;
      if (failure !== undefined && !running.asked && entry.generation === running.generation)
        this.#failed.fire({ connection, what: 'config', failure });
    } catch (error) {
      this.log.error('Refresh of the catalog', error);
    }
  }

  /**
   * Where the config does not say all attributes of a procedure: learns them from one page of List. Waits only where none
   * is known yet; otherwise looks behind, once after each refresh. A failure is for the caller to tell.
   */
  async learn(
    connection: Connection,
    key: string,
  ): Promise<{ readonly procedure?: Procedure; readonly failure?: ApiFailure }> {
    const entry = this.#entry(connection);
    const procedure = procedureIn(entry.state, key);
    let failure: ApiFailure | undefined;
    if (procedure?.attributesFrom === 'none') failure = await entry.learning.look(procedure, true);
    else if (procedure !== undefined) void this.#lookBehind(entry, procedure);
    const known = procedureIn(this.corrector.apply(entry.state), key) ?? procedure;
    return { ...(known && { procedure: known }), ...(failure && { failure }) };
  }

  /** The same while no command waits; never rejects. */
  async learnBehind(connection: Connection, key: string): Promise<Procedure | undefined> {
    const entry = this.#entry(connection);
    const procedure = procedureIn(entry.state, key);
    const looked = procedure && this.#lookBehind(entry, procedure);
    if (procedure?.attributesFrom === 'none') await looked;
    return procedureIn(this.corrector.apply(entry.state), key);
  }

  /** Drops what was read from another address: another window may have edited a connection. */
  follow(connections: readonly Connection[]): void {
    for (const connection of connections) {
      const entry = this.#entries.get(connection.id);
      if (entry !== undefined && entry.baseUrl !== connection.baseUrl) this.reset(connection);
    }
  }

  /** Forgets a connection's catalog, in memory and on the disk. */
  async forget(connection: Connection): Promise<void> {
    this.#drop(connection);
    await this.cache.remove(connection.id);
    // Once more: it may have been read from the disk meanwhile.
    this.reset(connection);
  }

  /** Drops what is in memory and under way, for example after a new token: it is read anew at the next use. */
  reset(connection: Connection): void {
    this.#drop(connection);
    this.#outdated.add(connection.id);
    this.#changed.fire(connection);
  }

  dispose(): void {
    this.#changed.dispose();
    this.#failed.dispose();
  }

  #refreshing(connection: Connection, entry: Entry): Refreshing {
    return refreshingOf(entry, async () => this.#fetch(connection, entry));
  }

  async #fetch(connection: Connection, entry: Entry): Promise<CatalogState> {
    const { generation } = entry;
    try {
      return await this.#read(connection, entry);
    } catch (error) {
      if (entry.generation !== generation) return entry.state;
      // Not `loading` for ever; and not tried again by itself.
      this.#set(connection, entry, { ...kept(entry), loading: false, broken: true, failedAt: this.now() });
      throw error;
    }
  }

  async #read(connection: Connection, entry: Entry): Promise<CatalogState> {
    const { generation } = entry;
    const stale = () => entry.generation !== generation;
    await this.cached(connection);
    this.#set(connection, entry, { ...kept(entry), loading: true });
    const config = await this.gateway.call(connection, async api => api.fetchConfig());
    if (stale()) return entry.state;
    const fail = (failure: ApiFailure) =>
      this.#set(connection, entry, { ...kept(entry), loading: false, failure, failedAt: this.now() });
    if (!config.ok) return fail(config.failure);

    const { keepLearnt, namesNothing, readCatalog, readUsersInSlices, withUsers } =
      await import('../../core/catalog/reader');
    const read = await runInSlices(readCatalog(config.value, this.now()));
    if (stale()) return entry.state;
    // Another token may see less, for certain.
    const before = this.#outdated.has(connection.id) ? undefined : entry.state.catalog;
    const nothing = namesNothing(config.value, read, before, config.answer);
    if (nothing !== undefined) return fail(nothing);
    const learntSoFar = () => (entry.state.catalog ? keepLearnt(read, entry.state.catalog) : read);
    const { users: known = [], usersPartial: partly } = entry.state.catalog ?? {};
    this.#outdated.delete(connection.id);
    this.#set(connection, entry, { catalog: withUsers(learntSoFar(), known, partly), loading: true });

    const users = await this.gateway.call(connection, async api => api.listUsers());
    const found = users.ok ? await runInSlices(readUsersInSlices(users.value.users)) : [];
    if (stale()) return entry.state;
    if (!users.ok) this.#warn(connection, 'users', users.failure);
    // Attributes may have been learnt while the users were on their way.
    // Whoever asks is a user: an answer without any says nothing of those that are known.
    const catalog =
      found.length > 0
        ? withUsers(learntSoFar(), found, users.ok && users.value.hasMore)
        : withUsers(learntSoFar(), known, partly);
    entry.learning.clear();
    entry.fresh = true;
    const usersFailure = users.ok ? undefined : users.failure;
    this.#set(connection, entry, { catalog, loading: false, usersFailure });
    await this.#save(connection, catalog);
    return entry.state;
  }

  async #lookBehind(entry: Entry, procedure: Procedure): Promise<void> {
    if (!isWorthALook(procedure, entry.fresh)) return;
    const looked = entry.learning.look(procedure, false);
    await looked.catch((error: unknown) => this.log.error('Learning of attributes', error));
  }

  async #learn(
    connection: Connection,
    entry: Entry,
    { key, shortId }: Procedure,
  ): Promise<ApiFailure | undefined> {
    const page = await this.gateway.call(connection, async api => api.listProcesses(shortId, { limit: 100 }));
    if (!page.ok) return page.failure;
    const { learnAttributes, withLearnt } = await import('../../core/catalog/reader');
    const { catalog } = entry.state;
    if (catalog === undefined || this.#entries.get(connection.id) !== entry) return undefined;
    const learnt = withLearnt(catalog, key, learnAttributes(page.value.processes));
    if (learnt === catalog) return undefined;
    this.#set(connection, entry, { ...entry.state, catalog: learnt });
    await this.#save(connection, learnt);
    return undefined;
  }

  #warn(connection: Connection, what: FailureBehind['what'], failure: ApiFailure, isTold = false): void {
    this.log.warn(`${connection.name}: ${failure.request}: ${failure.kind}`);
    if (!isTold) this.#failed.fire({ connection, what, failure });
  }

  async #save(connection: Connection, catalog: Catalog): Promise<void> {
    const saved = this.cache.save(connection.id, connection.origin, catalog);
    await saved.catch((error: unknown) => this.log.error('The catalog could not be kept on disk', error));
  }

  #drop({ id }: Connection): void {
    const entry = this.#entries.get(id);
    if (entry !== undefined) entry.generation++;
    this.#entries.delete(id);
  }

  #entry(connection: Connection): Entry {
    const known = this.#entries.get(connection.id);
    if (known !== undefined) return known;
    const entry: Entry = {
      baseUrl: connection.baseUrl,
      state: { loading: false },
      generation: 0,
      fresh: false,
      learning: new Learning(
        async procedure => this.#learn(connection, entry, procedure),
        (failure, isTold) => {
          // With another token it may work by now.
          if (this.#entries.get(connection.id) === entry)
            this.#warn(connection, 'attributes', failure, isTold);
        },
        this.now,
      ),
    };
    this.#entries.set(connection.id, entry);
    return entry;
  }

  #set(connection: Connection, entry: Entry, state: CatalogState): CatalogState {
    entry.state = state;
    this.#changed.fire(connection);
    return state;
  }
}
