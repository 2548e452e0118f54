import * as vscode from 'vscode';
import type { CatalogService } from '../catalog/service';
import type { FailureBehind } from '../catalog/state';
import type { FailureReporter } from '../commands/failureReporter';
import { isTokenFailure } from '../commands/failureReporter';
import { Disposables } from '../events';
import { plain } from '../words/plain';
import type { Tokens } from './tokens';

/**
 * Offers *Set Token…* when what is read in the background is refused with 401: once for each token, then never again.
 * @param keptRefused connections whose token was kept although it was refused: for that one nothing is offered
 */
export function offerTokenOnce(
  catalogs: CatalogService,
  tokens: Tokens,
  failures: FailureReporter,
  keptRefused: Set<string>,
): Disposables {
  const held = new Disposables();
  const offered = new Set<string>();
  held.add(tokens.onDidChange(id => offered.delete(id)));
  held.add(
    catalogs.onDidFailBehind(({ connection, what, failure }) => {
      if (failure.kind === 'noToken' || !isTokenFailure(failure) || offered.has(connection.id)) return;
      if (failures.offersToken(connection)) return;
      offered.add(connection.id);
      if (keptRefused.delete(connection.id)) return;
      void failures.report(connection, sentence(what, plain(connection.name)), failure);
    }),
  );
  return held;
}

function sentence(what: FailureBehind['what'], name: string): string {
  switch (what) {
    case 'config':
      return vscode.l10n.t('The config of {0} could not be refreshed.', name);
    case 'users':
      return vscode.l10n.t('The users of {0} could not be read.', name);
    case 'attributes':
      return vscode.l10n.t('The processes of {0} could not be read.', name);
  }
}
