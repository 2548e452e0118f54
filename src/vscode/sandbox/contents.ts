import type { ReadOnlyDocuments } from '../documents';
import type { SandboxRunner } from './runner';

/** Shows what the sandbox holds, as a read-only JSON document. */
export async function showSandboxContents(
  sandbox: SandboxRunner,
  documents: ReadOnlyDocuments,
): Promise<void> {
  const { store } = await sandbox.start();
  await documents.show(documents.add('Sandbox.json', `${JSON.stringify(store.contents(), undefined, 2)}\n`));
}
