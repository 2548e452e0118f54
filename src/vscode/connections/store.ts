import * as vscode from 'vscode';
import type { Connection, ConnectionKind } from '../../core/connection';
import { sandboxConnection } from '../../core/connection';
import { readBaseUrl } from '../../core/api/baseUrl';
import { isObject } from '../../core/json';

const listKey = 'chakra.connections';
const activeKey = 'chakra.activeConnection';
const lastKey = 'chakra.lastConnection';
const kinds: readonly ConnectionKind[] = ['production', 'test'];

/** Its name is ours, so it is translated. */
const sandbox = (): Connection => ({ ...sandboxConnection, name: vscode.l10n.t('Sandbox') });

/**
 * The user's connections (global state) and the one that is active in this window (workspace state).
 * The list is read anew at every use: another window may have changed it. Which one is active never follows another
 * window: what is sent from here goes where this window says.
 */
export class Connections implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #listening: vscode.Disposable;
  #seen: string;
  /** What a window begins with that has made no choice of its own: the connection that was used last in any window. */
  #fallback: string | undefined;
  /** The list or the active connection changed in this window. */
  readonly onDidChange = this.#changed.event;

  constructor(
    private readonly global: vscode.Memento,
    private readonly workspace: vscode.Memento,
    private readonly initial: Connection | undefined,
  ) {
    this.#fallback = this.global.get<string>(lastKey);
    this.#seen = this.#picture();
    // Another window may have changed the list: mementos say nothing, so it is looked at when the user comes back.
    this.#listening = vscode.window.onDidChangeWindowState(({ focused }) => {
      if (!focused) return;
      this.#begin();
      if (this.#picture() !== this.#seen) this.#fire();
    });
  }

  /** All connections, the sandbox last. */
  list(): readonly Connection[] {
    return [...this.own(), sandbox()];
  }

  /** The connections that the user added. */
  own(): readonly Connection[] {
    const stored = this.global.get<unknown>(listKey);
    return Array.isArray(stored) ? stored.filter(isConnection) : [];
  }

  find(id: string): Connection | undefined {
    return this.list().find(connection => connection.id === id);
  }

  /** The window's own choice, else the connection that it began with. */
  active(): Connection | undefined {
    const id = this.workspace.get<string>(activeKey) ?? this.#fallback;
    return (id === undefined ? undefined : this.find(id)) ?? (this.initial && this.find(this.initial.id));
  }

  async activate(connection: Connection): Promise<void> {
    await this.workspace.update(activeKey, connection.id);
    this.#fallback = undefined;
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
    this.#begin();
    this.#fire();
  }

  dispose(): void {
    this.#listening.dispose();
    this.#changed.dispose();
  }

  /** A window without a connection takes up what was used last elsewhere; one that has one keeps it. */
  #begin(): void {
    if (this.active() === undefined) this.#fallback = this.global.get<string>(lastKey);
  }

  #picture(): string {
    return JSON.stringify([this.own(), this.active()?.id]);
  }

  #fire(): void {
    this.#seen = this.#picture();
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
