import type * as vscode from 'vscode';
import type { Binding } from '../../core/binding';
import type { Finding } from '../../core/payload/finding';
import type { Schemas } from '../editor/schemas';

/** What is wrong with a payload, by our own check: the editor's Problems can be silenced by the user. */
export async function findingsOf(
  schemas: Schemas,
  document: vscode.TextDocument,
  binding: Binding,
): Promise<readonly Finding[]> {
  const { checkPayload } = await import('../../core/payload/index');
  const validate = await schemas.validator(binding);
  const procedure = schemas.procedure(binding);
  return checkPayload(document.getText(), {
    ...(validate === undefined ? {} : { validate }),
    ...(procedure === undefined ? {} : { procedure }),
  });
}
