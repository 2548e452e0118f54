import * as vscode from 'vscode';
import { changesOf, type Change } from '../../core/catalog/drift';
import type { Catalog, Procedure } from '../../core/catalog/model';
import type { Connection } from '../../core/connection';
import type { CatalogService } from '../catalog/service';
import type { Bindings } from '../editor/bindings';
import { Disposables } from '../events';

/** A procedure that is no longer what it was when the user last looked. */
export interface Drifted {
  /** As the config had it, and when that was read, epoch ms. */
  readonly before: Procedure;
  readonly beforeAt: number;
  readonly after: Procedure;
  readonly afterAt: number;
  readonly changes: readonly Change[];
}

/** Notices when a refresh of the config changes a procedure that has payloads, and keeps that until the user has seen it. */
export class Drift implements vscode.Disposable {
  readonly #held = new Disposables();
  readonly #changed = this.#held.add(new vscode.EventEmitter<void>());
  readonly onDidChange = this.#changed.event;
  /** The latest catalog of each connection. */
  readonly #latest = new Map<string, Catalog>();
  readonly #drifted = new Map<string, Drifted>();

  constructor(
    private readonly catalogs: CatalogService,
    private readonly bindings: Bindings,
  ) {
    this.#held.add(catalogs.onDidChange(connection => this.#follow(connection)));
  }

  of(connection: Connection, procedure: Procedure): Drifted | undefined {
    return this.#drifted.get(keyOf(connection, procedure.key));
  }

  /** The user has seen what has changed. */
  seen(connection: Connection, procedure: Procedure): void {
    if (this.#drifted.delete(keyOf(connection, procedure.key))) this.#changed.fire();
  }

  dispose(): void {
    this.#held.dispose();
  }

  #follow(connection: Connection): void {
    const { catalog } = this.catalogs.peek(connection);
    if (catalog === undefined) return;
    const before = this.#latest.get(connection.id);
    this.#latest.set(connection.id, catalog);
    // Anything else than a refresh (what was learnt, the user's own corrections) is no news of the config.
    if (before === undefined || before.fetchedAt === catalog.fetchedAt) return;
    const wanted = this.bindings.procedures(connection.id);
    let isNews = false;
    for (const procedure of catalog.procedures) {
      if (!wanted.has(procedure.key) && !wanted.has(procedure.shortId)) continue;
      isNews = this.#compare(connection, before, catalog, procedure) || isNews;
    }
    if (isNews) this.#changed.fire();
  }

  /** Against what the user saw last: a change that is taken back is none. */
  #compare(connection: Connection, before: Catalog, now: Catalog, after: Procedure): boolean {
    const key = keyOf(connection, after.key);
    const known = this.#drifted.get(key);
    const old = known?.before ?? before.procedures.find(({ key: other }) => other === after.key);
    if (old === undefined) return false;
    const changes = changesOf(old, after);
    if (changes.length === 0) return this.#drifted.delete(key);
    const beforeAt = known?.beforeAt ?? before.fetchedAt;
    this.#drifted.set(key, { before: old, beforeAt, after, afterAt: now.fetchedAt, changes });
    return true;
  }
}

function keyOf({ id }: Connection, procedureKey: string): string {
  return JSON.stringify([id, procedureKey]);
}
