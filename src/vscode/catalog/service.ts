import * as vscode from 'vscode';
import type { ApiFailure } from '../../core/api/result';
import { isOld } from '../../core/catalog/age';
import type { CatalogCache } from '../../core/catalog/cache';
import { findProcedure } from '../../core/catalog/find';
import type { Catalog, Procedure } from '../../core/catalog/model';
import { runInSlices } from '../../core/catalog/slices';
import type { Connection } from '../../core/connection';
import type { Gateway } from '../connections/gateway';
import type { Log } from '../log';
import { settings } from '../settings';

/** What is known of a connection's catalog. A failure may stand beside an older catalog: it is still usable. */
export interface CatalogState {
  readonly catalog?: Catalog;
  readonly loading: boolean;
  readonly failure?: ApiFailure;
  /** The last refresh ended with an error of the extension, which is in the log. */
  readonly broken?: true;
  /** When the last refresh failed, epoch ms. */
  readonly failedAt?: number;
}

/** A refresh that nobody asked for is not tried again at once after a failure. */
const pauseAfterFailureMs = 60_000;

interface Entry {
  state: CatalogState;
  cached?: Promise<void>;
  refreshing?: Promise<CatalogState>;
  /** Raised when what is under way is no longer wanted (another token, the connection removed). */
  generation: number;
  /** The config has been read in this window. */
  fresh: boolean;
  /** By the procedure's key: what has been looked for in List since then. */
  readonly learning: Map<string, Promise<void>>;
}

/** The catalogs of all connections: from the disk at once, from the service when asked or when old. */
export class CatalogService implements vscode.Disposable {
  readonly #entries = new Map<string, Entry>();
  readonly #changed = new vscode.EventEmitter<Connection>();
  readonly onDidChange = this.#changed.event;
  readonly #failed = new vscode.EventEmitter<{ connection: Connection; failure: ApiFailure }>();
  /** A refresh failed that no command was waiting for. */
  readonly onDidFailBehind = this.#failed.event;
  /** Ids of connections whose catalog was read with another token. */
  readonly #outdated = new Set<string>();

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
    const { catalog, failedAt } = await this.cached(connection);
    const wanted =
      catalog === undefined ||
      this.#outdated.has(connection.id) ||
      isOld(catalog, this.now(), settings.catalogMaxAgeMs());
    const hasJustFailed = failedAt !== undefined && this.now() - failedAt < pauseAfterFailureMs;
    if (wanted && !hasJustFailed) this.refreshBehind(connection);
    return this.peek(connection);
  }

  /** Waits for a catalog: the cached one, else the service's answer. */
  async need(connection: Connection): Promise<CatalogState> {
    const { catalog } = await this.open(connection);
    if (catalog !== undefined) return this.peek(connection);
    const state = await this.refresh(connection);
    const isDropped = state.catalog === undefined && state.failure === undefined;
    return isDropped ? this.refresh(connection) : state;
  }

  /** Fetches config and users. One refresh at a time for a connection: others join it. */
  async refresh(connection: Connection): Promise<CatalogState> {
    const entry = this.#entry(connection);
    entry.refreshing ??= this.#fetch(connection, entry).finally(() => {
      delete entry.refreshing;
    });
    const state = await entry.refreshing;
    const now = this.#entries.get(connection.id);
    if (now === entry) return state;
    // No longer wanted, for example because of a new token: whoever waited gets what takes its place.
    return now?.refreshing ?? this.peek(connection);
  }

  refreshBehind(connection: Connection): void {
    this.refresh(connection).then(
      ({ failure }) => {
        if (failure !== undefined) this.#failed.fire({ connection, failure });
      },
      (error: unknown) => this.log.error('Refresh of the catalog', error),
    );
  }

  /**
   * Where the config does not say which attributes a procedure has: learns them from one page of List. Waits only where
   * nothing was learnt yet; otherwise looks again behind, once after each refresh.
   */
  async learn(connection: Connection, key: string): Promise<Procedure | undefined> {
    const entry = this.#entry(connection);
    const procedure = entry.state.catalog && findProcedure(entry.state.catalog, key);
    if (procedure === undefined || procedure.attributesFrom === 'config') return procedure;
    const isKnown = procedure.attributesFrom === 'list';
    if (isKnown && !entry.fresh) return procedure;
    const learning = entry.learning.get(procedure.key) ?? this.#learn(connection, entry, procedure);
    entry.learning.set(procedure.key, learning);
    if (isKnown) learning.catch((error: unknown) => this.log.error('Learning of attributes', error));
    else await learning;
    return entry.state.catalog && findProcedure(entry.state.catalog, key);
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

  async #fetch(connection: Connection, entry: Entry): Promise<CatalogState> {
    try {
      return await this.#read(connection, entry);
    } catch (error) {
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
    if (!config.ok)
      return this.#set(connection, entry, {
        ...kept(entry),
        loading: false,
        failure: config.failure,
        failedAt: this.now(),
      });

    const { keepLearnt, readCatalog, readUsers, withUsers } = await import('../../core/catalog/reader');
    const read = await runInSlices(readCatalog(config.value, this.now()));
    if (stale()) return entry.state;
    const learntSoFar = () =>
      entry.state.catalog === undefined ? read : keepLearnt(read, entry.state.catalog);
    const known = entry.state.catalog?.users ?? [];
    this.#outdated.delete(connection.id);
    this.#set(connection, entry, { catalog: withUsers(learntSoFar(), known), loading: true });

    const users = await this.gateway.call(connection, async api => api.listUsers());
    if (stale()) return entry.state;
    if (!users.ok) this.log.warn(`${connection.name}: List Users: ${users.failure.kind}`);
    // Attributes may have been learnt while the users were on their way.
    const catalog = withUsers(learntSoFar(), users.ok ? readUsers(users.value) : known);
    entry.learning.clear();
    entry.fresh = true;
    this.#set(connection, entry, { catalog, loading: false });
    await this.#save(connection, catalog);
    return entry.state;
  }

  async #learn(connection: Connection, entry: Entry, procedure: Procedure): Promise<void> {
    const page = await this.gateway.call(connection, async api =>
      api.listProcesses(procedure.shortId, { limit: 100 }),
    );
    const { learnAttributes, withLearnt } = await import('../../core/catalog/reader');
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

  #drop({ id }: Connection): void {
    const entry = this.#entries.get(id);
    if (entry !== undefined) entry.generation++;
    this.#entries.delete(id);
  }

  #entry(connection: Connection): Entry {
    let entry = this.#entries.get(connection.id);
    if (entry === undefined) {
      entry = { state: { loading: false }, generation: 0, fresh: false, learning: new Map() };
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

/** What stays of a state when a refresh begins or fails. */
function kept({ state }: Entry): Pick<CatalogState, 'catalog'> {
  return state.catalog === undefined ? {} : { catalog: state.catalog };
}
