import * as vscode from 'vscode';
import type { BaseUrl } from '../../core/api/baseUrl';
import type { CleanToken } from '../../core/api/token';
import type { Connection, ConnectionKind } from '../../core/connection';
import { plain } from './plain';

function kindText(kind: ConnectionKind): string {
  switch (kind) {
    case 'production':
      return vscode.l10n.t('production');
    case 'test':
      return vscode.l10n.t('test');
    case 'sandbox':
      return vscode.l10n.t('sandbox');
  }
}

/** `Acme, production`: how a connection is named before a send. */
export function connectionText({ name, kind }: Connection): string {
  return kind === 'sandbox'
    ? vscode.l10n.t('sandbox')
    : vscode.l10n.t('{0}, {1}', plain(name), kindText(kind));
}

export function baseUrlProblem(problem: Extract<BaseUrl, { ok: false }>['problem']): string {
  switch (problem) {
    case 'empty':
      return vscode.l10n.t('Type the base URL.');
    case 'notAUrl':
      return vscode.l10n.t('This is not a URL. It looks like https://api.chakrahq.com.');
    case 'notHttps':
      return vscode.l10n.t(
        'Use https: the token must not travel unencrypted. Only an address of this machine may use http.',
      );
    case 'hasCredentials':
      return vscode.l10n.t('Take user name and password out of the URL: the token is asked for next.');
    case 'hasQuery':
      return vscode.l10n.t('Take everything from ? or # on out of the URL.');
  }
}

export function tokenProblem(problem: Extract<CleanToken, { ok: false }>['problem']): string {
  switch (problem) {
    case 'empty':
      return vscode.l10n.t('Type or paste the token.');
    case 'notAToken':
      return vscode.l10n.t(
        'This is not a token: it holds blanks or characters that a token cannot have. Copy it again.',
      );
  }
}
