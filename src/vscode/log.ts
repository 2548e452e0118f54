import * as vscode from 'vscode';
import type { RequestEvent } from '../core/api/transport';
import { Redactor } from '../core/api/redact';

/** The extension's log: every text passes the redactor, so that no token that we know can be written. */
export class Log implements vscode.Disposable {
  readonly #channel = vscode.window.createOutputChannel('Chakra', { log: true });
  readonly redactor = new Redactor();
  #closed = false;

  info(text: string): void {
    if (!this.#closed) this.#channel.info(this.redactor.redact(text));
  }

  warn(text: string): void {
    if (!this.#closed) this.#channel.warn(this.redactor.redact(text));
  }

  /** Logs a bug with its stack. */
  error(what: string, error: unknown): void {
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    if (!this.#closed) this.#channel.error(this.redactor.redact(`${what}: ${detail}`));
  }

  /** One line for each request and each wait; no header, no body. */
  request(connection: string, event: RequestEvent): void {
    this.info(`${connection}: ${JSON.stringify(event)}`);
  }

  show(): void {
    if (!this.#closed) this.#channel.show(true);
  }

  /** An answer may still come while the window closes: a closed channel throws at every word. */
  dispose(): void {
    this.#closed = true;
    this.#channel.dispose();
  }
}
