import * as vscode from 'vscode';
import type { Binding } from '../../core/binding';

/** A send of this window that certainly created nothing. */
interface Refusal {
  readonly binding: Binding;
  /** When it was sent, epoch ms. */
  readonly at: number;
}

/** Which documents are being sent in this window, and of which the last send was refused. */
export class Sending implements vscode.Disposable {
  readonly #uris = new Set<string>();
  readonly #out = new Set<string>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #refused = new Map<string, Refusal>();
  /** A send began, got on or ended, or more became known of one. */
  readonly onDidChange = this.#changed.event;

  has(uri: vscode.Uri): boolean {
    return this.#uris.has(uri.toString());
  }

  /** True between the request and its answer; before that, things are checked and asked. */
  isOut(uri: vscode.Uri): boolean {
    return this.#out.has(uri.toString());
  }

  begin(uri: vscode.Uri): void {
    this.#uris.add(uri.toString());
  }

  /** The request goes out now: what is shown of it changes. */
  goesOut(uri: vscode.Uri): void {
    this.#out.add(uri.toString());
    this.#refused.delete(uri.toString());
    this.#changed.fire();
  }

  /** The send that is under way created nothing: what an earlier one created is not its answer. */
  wasRefused(uri: vscode.Uri, binding: Binding, at: number): void {
    this.#refused.set(uri.toString(), { binding, at });
  }

  /** When the last send of a document to where it is bound now was refused, epoch ms; undefined when it was not. */
  refusedAt(uri: vscode.Uri, { connectionId, procedureKey }: Binding): number | undefined {
    const { binding, at } = this.#refused.get(uri.toString()) ?? {};
    return binding?.connectionId === connectionId && binding.procedureKey === procedureKey ? at : undefined;
  }

  /** More is known of an earlier send, for example by looking for its process. */
  learnt(): void {
    this.#changed.fire();
  }

  end(uri: vscode.Uri): void {
    this.#uris.delete(uri.toString());
    this.#out.delete(uri.toString());
    this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
