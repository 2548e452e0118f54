import type { ReadOnlyDocuments } from '../documents';
import type { SandboxRunner } from './runner';

/** Nobody reads more, and a text has its limits. */
const most = 1000;

/** Shows what the sandbox holds, the latest of it, as a read-only JSON document. */
export async function showSandboxContents(
  sandbox: SandboxRunner,
  documents: ReadOnlyDocuments,
): Promise<void> {
  const { store } = await sandbox.start();
  await documents.show(
    documents.add('Sandbox.json', `${JSON.stringify(store.contents(most), undefined, 2)}\n`),
  );
}
