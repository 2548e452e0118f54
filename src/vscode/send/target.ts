import type * as vscode from 'vscode';
import type { Binding } from '../../core/binding';
import type { Connection } from '../../core/connection';

/** A document and where it would go. */
export interface Target {
  readonly document: vscode.TextDocument;
  readonly binding: Binding;
  readonly connection: Connection;
}
