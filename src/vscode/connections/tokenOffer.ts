import * as vscode from 'vscode';
import type { CatalogService } from '../catalog/service';
import type { FailureReporter } from '../commands/failureReporter';
import { isTokenFailure } from '../commands/failureReporter';
import { Disposables } from '../events';
import { plain } from '../words/plain';
import type { Tokens } from './tokens';

/** Offers *Set Token…* when a refresh in the background is refused with 401: once for each token, then never again. */
export function offerTokenOnce(
  catalogs: CatalogService,
  tokens: Tokens,
  failures: FailureReporter,
): Disposables {
  const held = new Disposables();
  const offered = new Set<string>();
  held.add(tokens.onDidChange(id => offered.delete(id)));
  held.add(
    catalogs.onDidFailBehind(({ connection, failure }) => {
      if (failure.kind === 'noToken' || !isTokenFailure(failure) || offered.has(connection.id)) return;
      if (failures.offersToken(connection)) return;
      offered.add(connection.id);
      const what = vscode.l10n.t('The config of {0} could not be refreshed.', plain(connection.name));
      void failures.report(connection, what, failure);
    }),
  );
  return held;
}
