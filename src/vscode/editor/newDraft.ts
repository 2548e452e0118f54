import * as vscode from 'vscode';
import type { Binding } from '../../core/binding';
import { withSchema } from '../../core/payload/withSchema';
import type { Drafts } from './drafts';
import { hasSchemaRegistry, schemaUri } from './schemaFs';
import type { Schemas } from './schemas';

/** Opens a new draft with a text that is there already; nothing is sent. */
export async function openDraftOf(
  { drafts, schemas }: { readonly drafts: Drafts; readonly schemas: Schemas },
  binding: Binding,
  text: string,
): Promise<vscode.TextEditor> {
  // Made before the draft is there: VS Code's first question for the schema gets the real one.
  schemas.serve(binding);
  const uri = schemaUri(schemas.idOf(binding)).toString();
  const whole = hasSchemaRegistry() ? text : withSchema(text, uri);
  const document = await vscode.workspace.openTextDocument(await drafts.create(binding, whole));
  return vscode.window.showTextDocument(document, { preview: false });
}
