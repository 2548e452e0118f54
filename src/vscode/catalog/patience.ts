import type * as vscode from 'vscode';
import type { CatalogState } from './state';

/** Users complete and check one field: nobody waits for them longer than this, in ms, once the config is there. */
export const usersWaitMs = 3_000;

/**
 * Waits for a refresh, but once there is a catalog no longer than `waitMs`: what is late then (the users) comes behind.
 * @param peek what is known now
 */
export async function notForUsers(
  refreshed: Promise<CatalogState>,
  peek: () => CatalogState,
  onDidChange: vscode.Event<unknown>,
  waitMs: number,
): Promise<CatalogState> {
  let timer: NodeJS.Timeout | undefined;
  const enough = new Promise<CatalogState>(resolve => {
    const look = () => {
      if (timer === undefined && peek().catalog !== undefined)
        timer = setTimeout(() => resolve(peek()), waitMs);
    };
    const listening = onDidChange(look);
    look();
    const end = () => {
      listening.dispose();
      clearTimeout(timer);
    };
    refreshed.then(end, end);
  });
  return Promise.race([refreshed, enough]);
}
