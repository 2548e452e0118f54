import * as vscode from 'vscode';
import type { Connection } from '../../core/connection';
import { isObject } from '../../core/json';
import type { Redactor } from '../../core/api/redact';
import { reasonOf, Trouble } from '../trouble';

/**
 * Tokens, in SecretStorage and nowhere else. Each is bound to its connection and to the origin it was typed for:
 * a connection whose origin changed has no token until the user types it again.
 */
export class Tokens implements vscode.Disposable {
  /** A token was set or removed, in this window or another; the value is the connection's id. */
  readonly onDidChange: vscode.Event<string>;
  readonly #changed = new vscode.EventEmitter<string>();
  readonly #listening: vscode.Disposable;

  constructor(
    private readonly secrets: vscode.SecretStorage,
    private readonly redactor: Redactor,
  ) {
    this.onDidChange = this.#changed.event;
    this.#listening = secrets.onDidChange(({ key }) => {
      if (key.startsWith(prefix)) this.#changed.fire(key.slice(prefix.length));
    });
  }

  async get(connection: Connection): Promise<string | undefined> {
    const stored = await this.#ask(async () => this.secrets.get(prefix + connection.id));
    const read = stored === undefined ? undefined : parse(stored);
    if (read?.origin !== connection.origin) return undefined;
    this.redactor.add(read.token);
    return read.token;
  }

  async set(connection: Connection, token: string): Promise<void> {
    this.redactor.add(token);
    const secret = JSON.stringify({ origin: connection.origin, token });
    await this.#ask(async () => this.secrets.store(prefix + connection.id, secret));
  }

  async remove(connection: Connection): Promise<void> {
    await this.#ask(async () => this.secrets.delete(prefix + connection.id));
  }

  /** A locked or missing keyring is nothing that the extension could mend; its words must not hold the token. */
  async #ask<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw new Trouble(
        vscode.l10n.t(
          'The secret storage of VS Code, which holds the tokens, does not work: {0}. Unlock the keyring of the system, then try again.',
          this.redactor.redact(reasonOf(error)).replace(/[.\s]+$/, ''),
        ),
        error,
      );
    }
  }

  dispose(): void {
    this.#listening.dispose();
    this.#changed.dispose();
  }
}

const prefix = 'chakra.token:';

function parse(stored: string): { origin: string; token: string } | undefined {
  try {
    const value: unknown = JSON.parse(stored);
    return isObject(value) && typeof value['origin'] === 'string' && typeof value['token'] === 'string'
      ? { origin: value['origin'], token: value['token'] }
      : undefined;
  } catch {
    return undefined;
  }
}
