import * as vscode from 'vscode';
import type { ApiFailure } from '../../core/api/result';
import { isOld } from '../../core/catalog/age';
import type { CatalogCache } from '../../core/catalog/cache';
import { findProcedure } from '../../core/catalog/find';
import { learnAttributes, withLearnt } from '../../core/catalog/learn';
import type { Catalog, Procedure } from '../../core/catalog/model';
import { runInSlices } from '../../core/catalog/slices';
import { readUsers, withUsers } from '../../core/catalog/users';
import type { Connection } from '../../core/connection';
import type { Gateway } from '../connections/gateway';
import type { Log } from '../log';
import { settings } from '../settings';

/** What is known of a connection's catalog. A failure may stand beside an older catalog: it is still usable. */
export interface CatalogState {
  readonly catalog?: Catalog;
  readonly loading: boolean;
  readonly failure?: ApiFailure;
}

interface Entry {
  state: CatalogState;
  cached?: Promise<void>;
  refreshing?: Promise<CatalogState>;
  /** Raised when what is under way is no longer wanted (another token, the connection removed). */
  generation: number;
  readonly learning: Map<string, Promise<void>>;
}

/** The catalogs of all connections: from the disk at once, from the service when asked or when old. */
export class CatalogService implements vscode.Disposable {
  readonly #entries = new Map<string, Entry>();
  readonly #changed = new vscode.EventEmitter<Connection>();
  readonly onDidChange = this.#changed.event;

  constructor(
    private readonly gateway: Gateway,
    private readonly cache: CatalogCache,
    private readonly log: Log,
    private readonly now: () => number = Date.now,
  ) {}

  /** What is known now, without waiting. */
  peek(connection: Connection): CatalogState {
    return this.#entry(connection).state;
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
    return entry.state;
  }

  /** The cached state at once; when it is old or missing, a refresh starts behind it, unless one has just failed. */
  async open(connection: Connection): Promise<CatalogState> {
    const { catalog, failure } = await this.cached(connection);
    const wanted = catalog === undefined || isOld(catalog, this.now(), settings.catalogMaxAgeMs());
    if (wanted && failure === undefined) this.refreshBehind(connection);
    return this.peek(connection);
  }

  /** Waits for a catalog: the cached one, else the service's answer. */
  async need(connection: Connection): Promise<CatalogState> {
    const { catalog } = await this.open(connection);
    return catalog === undefined ? this.refresh(connection) : this.peek(connection);
  }

  /** Fetches config and users. One refresh at a time for a connection: others join it. */
  async refresh(connection: Connection): Promise<CatalogState> {
    const entry = this.#entry(connection);
    entry.refreshing ??= this.#fetch(connection, entry).finally(() => {
      delete entry.refreshing;
    });
    return entry.refreshing;
  }

  refreshBehind(connection: Connection): void {
    this.refresh(connection).catch((error: unknown) => this.log.error('Refresh of the catalog', error));
  }

  /** Where the config does not say which attributes a procedure has: learns them from one page of List. */
  async learn(connection: Connection, key: string): Promise<Procedure | undefined> {
    const entry = this.#entry(connection);
    const procedure = entry.state.catalog && findProcedure(entry.state.catalog, key);
    if (procedure?.attributesFrom !== 'none') return procedure;
    const learning = entry.learning.get(key) ?? this.#learn(connection, entry, procedure);
    entry.learning.set(key, learning);
    await learning;
    return entry.state.catalog && findProcedure(entry.state.catalog, key);
  }

  /** Forgets a connection's catalog, in memory and on the disk. */
  async forget(connection: Connection): Promise<void> {
    this.reset(connection);
    await this.cache.remove(connection.id);
  }

  /** Drops what is in memory and under way, for example after a new token. */
  reset(connection: Connection): void {
    const entry = this.#entries.get(connection.id);
    if (entry !== undefined) entry.generation++;
    this.#entries.delete(connection.id);
    this.#changed.fire(connection);
  }

  dispose(): void {
    this.#changed.dispose();
  }

  async #fetch(connection: Connection, entry: Entry): Promise<CatalogState> {
    const { generation } = entry;
    const stale = () => entry.generation !== generation;
    await this.cached(connection);
    this.#set(connection, entry, { ...entry.state, loading: true });
    const config = await this.gateway.call(connection, async api => api.fetchConfig());
    if (stale()) return entry.state;
    if (!config.ok)
      return this.#set(connection, entry, { ...entry.state, loading: false, failure: config.failure });

    const { readCatalog } = await import('../../core/catalog/read');
    const read = await runInSlices(readCatalog(config.value, this.now()));
    const known = entry.state.catalog?.users ?? [];
    if (stale()) return entry.state;
    this.#set(connection, entry, { catalog: withUsers(read, known), loading: true });

    const users = await this.gateway.call(connection, async api => api.listUsers());
    if (stale()) return entry.state;
    if (!users.ok) this.log.warn(`${connection.name}: List Users: ${users.failure.kind}`);
    const catalog = users.ok ? withUsers(read, readUsers(users.value)) : withUsers(read, known);
    entry.learning.clear();
    this.#set(connection, entry, { catalog, loading: false });
    await this.#save(connection, catalog);
    return entry.state;
  }

  async #learn(connection: Connection, entry: Entry, procedure: Procedure): Promise<void> {
    const page = await this.gateway.call(connection, async api =>
      api.listProcesses(procedure.shortId, { limit: 100 }),
    );
    const { catalog } = entry.state;
    if (!page.ok || catalog === undefined || this.#entries.get(connection.id) !== entry) {
      entry.learning.delete(procedure.key);
      return;
    }
    const learnt = withLearnt(catalog, procedure.key, learnAttributes(page.value.processes));
    this.#set(connection, entry, { ...entry.state, catalog: learnt });
    await this.#save(connection, learnt);
  }

  async #save(connection: Connection, catalog: Catalog): Promise<void> {
    try {
      await this.cache.save(connection.id, connection.origin, catalog);
    } catch (error) {
      this.log.error('The catalog could not be kept on disk', error);
    }
  }

  #entry(connection: Connection): Entry {
    let entry = this.#entries.get(connection.id);
    if (entry === undefined) {
      entry = { state: { loading: false }, generation: 0, learning: new Map() };
      this.#entries.set(connection.id, entry);
    }
    return entry;
  }

  #set(connection: Connection, entry: Entry, state: CatalogState): CatalogState {
    entry.state = state;
    this.#changed.fire(connection);
    return state;
  }
}
