import * as vscode from 'vscode';
import type { Connection, ConnectionKind } from '../../core/connection';
import { sandboxConnection } from '../../core/connection';
import { readBaseUrl } from '../../core/api/baseUrl';
import { isObject } from '../../core/json';

const listKey = 'chakra.connections';
const activeKey = 'chakra.activeConnection';
const lastKey = 'chakra.lastConnection';
const kinds: readonly ConnectionKind[] = ['production', 'test'];

/**
 * The user's connections (global state) and the one that is active in this window (workspace state).
 * The list is read anew at every use: another window may have changed it.
 */
export class Connections implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #listening: vscode.Disposable;
  #seen: string;
  /** The list or the active connection changed in this window. */
  readonly onDidChange = this.#changed.event;

  constructor(
    private readonly global: vscode.Memento,
    private readonly workspace: vscode.Memento,
    private readonly initial: Connection | undefined,
  ) {
    this.#seen = JSON.stringify(this.own());
    // Another window may have changed the list: mementos say nothing, so it is looked at when the user comes back.
    this.#listening = vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused && JSON.stringify(this.own()) !== this.#seen) this.#fire();
    });
  }

  /** All connections, the sandbox last. */
  list(): readonly Connection[] {
    return [...this.own(), sandboxConnection];
  }

  /** The connections that the user added. */
  own(): readonly Connection[] {
    const stored = this.global.get<unknown>(listKey);
    return Array.isArray(stored) ? stored.filter(isConnection) : [];
  }

  find(id: string): Connection | undefined {
    return this.list().find(connection => connection.id === id);
  }

  /** The window's own choice, else the connection that was used last in any window, else the one the window began with. */
  active(): Connection | undefined {
    const id = this.workspace.get<string>(activeKey) ?? this.global.get<string>(lastKey);
    return (id === undefined ? undefined : this.find(id)) ?? this.initial;
  }

  async activate(connection: Connection): Promise<void> {
    await this.workspace.update(activeKey, connection.id);
    if (connection.kind !== 'sandbox') await this.global.update(lastKey, connection.id);
    this.#fire();
  }

  /** Adds a connection, or replaces the one with the same id. */
  async save(connection: Connection): Promise<void> {
    const others = this.own().filter(({ id }) => id !== connection.id);
    await this.global.update(listKey, [...others, connection]);
    this.#fire();
  }

  async remove(connection: Connection): Promise<void> {
    await this.global.update(
      listKey,
      this.own().filter(({ id }) => id !== connection.id),
    );
    if (this.workspace.get(activeKey) === connection.id) await this.workspace.update(activeKey, undefined);
    if (this.global.get(lastKey) === connection.id) await this.global.update(lastKey, undefined);
    this.#fire();
  }

  dispose(): void {
    this.#listening.dispose();
    this.#changed.dispose();
  }

  #fire(): void {
    this.#seen = JSON.stringify(this.own());
    this.#changed.fire();
  }
}

/** Stored data is checked like any other input: the origin always follows from the base URL. */
function isConnection(value: unknown): value is Connection {
  if (!isObject(value)) return false;
  const { id, name, baseUrl, origin, kind } = value;
  if (typeof id !== 'string' || typeof name !== 'string' || typeof baseUrl !== 'string') return false;
  const read = readBaseUrl(baseUrl);
  return read.ok && read.origin === origin && kinds.some(known => known === kind);
}
