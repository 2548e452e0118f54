import type { Page } from 'playwright-core';
import { eventually } from './wait';

/**
 * Waits until VS Code has written down that an editor is open. In a browser it does so when it is idle, and no longer when the page goes.
 */
export async function waitUntilRemembered(page: Page, title: string): Promise<void> {
  await eventually(
    `"${title}" among the editors that VS Code will open again`,
    () => page.evaluate(readEditorState),
    state => state.includes(title),
  );
}

/** What the databases of the window hold of its editors; runs in the page. */
async function readEditorState(): Promise<string> {
  const done = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(new Error(request.error?.message ?? 'the database cannot be read'));
    });
  const values: string[] = [];
  for (const { name = '' } of await indexedDB.databases()) {
    if (!name.startsWith('vscode-web-state-db')) continue;
    const database = await done(indexedDB.open(name));
    for (const table of database.objectStoreNames) {
      const key = 'memento/workbench.parts.editor';
      values.push(String(await done(database.transaction(table).objectStore(table).get(key))));
    }
    database.close();
  }
  return values.join('\n');
}
