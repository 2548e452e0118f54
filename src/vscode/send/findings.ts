import type * as vscode from 'vscode';
import type { Binding } from '../../core/binding';
import type { CheckOptions } from '../../core/payload/check';
import type { Finding } from '../../core/payload/finding';
import type { Schemas } from '../editor/schemas';

/** What is wrong with a payload, by our own check: the editor's Problems can be silenced by the user. */
export async function findingsOf(
  schemas: Schemas,
  document: vscode.TextDocument,
  binding: Binding,
): Promise<readonly Finding[]> {
  const { checkPayload } = await import('../../core/payload/index');
  return checkPayload(document.getText(), await checkOptions(schemas, binding));
}

/** What a payload of a binding is checked by, as it is known now. */
export async function checkOptions(schemas: Schemas, binding: Binding): Promise<CheckOptions> {
  const validate = await schemas.validator(binding);
  const procedure = schemas.procedure(binding);
  return {
    ...(validate === undefined ? {} : { validate }),
    ...(procedure === undefined ? {} : { procedure }),
  };
}
