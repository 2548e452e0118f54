import * as vscode from 'vscode';
import type { RequestEvent } from '../core/api/transport';
import { Redactor } from '../core/api/redact';

/** The extension's log: every text passes the redactor, so that no token that we know can be written. */
export class Log implements vscode.Disposable {
  readonly #channel = vscode.window.createOutputChannel('Chakra', { log: true });
  readonly redactor = new Redactor();

  info(text: string): void {
    this.#channel.info(this.redactor.redact(text));
  }

  warn(text: string): void {
    this.#channel.warn(this.redactor.redact(text));
  }

  /** Logs a bug with its stack. */
  error(what: string, error: unknown): void {
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.#channel.error(this.redactor.redact(`${what}: ${detail}`));
  }

  /** One line for each request and each wait; no header, no body. */
  request(connection: string, event: RequestEvent): void {
    this.info(`${connection}: ${JSON.stringify(event)}`);
  }

  show(): void {
    this.#channel.show(true);
  }

  dispose(): void {
    this.#channel.dispose();
  }
}
