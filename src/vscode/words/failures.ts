import * as vscode from 'vscode';
import type { ApiFailure, ServiceMessage } from '../../core/api/result';
import { joinSentences } from '../../core/sentences';
import { timeText } from './times';

/** What went wrong and what to do, as sentences. Never a header, never a stack. For what may simply be tried again. */
export function failureText(failure: ApiFailure): string {
  const cause = failureCause(failure);
  const isServers = failure.kind === 'status' && failure.status >= 500;
  if (isServers && failure.retryAfterMs !== undefined) return `${cause} ${waitText(failure.retryAfterMs)}`;
  const tryAgain = failure.kind === 'timeout' || failure.kind === 'cut' || isServers;
  return tryAgain ? `${cause} ${vscode.l10n.t('Try again, or check the network.')}` : cause;
}

/** The same without the advice to try again: a create of unknown outcome must not be repeated lightly. */
export function failureCause(failure: ApiFailure): string {
  switch (failure.kind) {
    case 'noToken':
      return vscode.l10n.t('This connection has no token. Set the token, then try again.');
    case 'cancelled':
      return vscode.l10n.t('Cancelled.');
    case 'unreachable':
      return unreachableText(failure);
    case 'timeout':
      return vscode.l10n.t('The service did not answer within {0} s.', failure.limitMs / 1000);
    case 'cut':
      return vscode.l10n.t('The connection broke before the answer was complete ({0}).', failure.detail);
    case 'tooLarge':
      return vscode.l10n.t(
        'The answer is larger than {0} MB and was not read to its end.',
        Math.round(failure.limitBytes / 1e6),
      );
    case 'redirect':
      return failure.location === ''
        ? vscode.l10n.t(
            'The service sent a redirect ({0}) that is not followed. Check the base URL of the connection.',
            failure.status,
          )
        : vscode.l10n.t(
            'The service sent a redirect ({0}) to {1}, which is not followed. Check the base URL of the connection.',
            failure.status,
            failure.location,
          );
    case 'status':
      return statusText(failure);
    case 'serviceErrors':
      if (failure.messages.length === 0) {
        return vscode.l10n.t(
          'The service answered with status {0} and an error, but does not say which. The answer itself may tell more.',
          failure.status,
        );
      }
      return vscode.l10n.t(
        'The service answered with status {0} and an error: {1}',
        failure.status,
        sentence(messagesText(failure.messages)),
      );
    case 'unreadable':
      if (failure.lacks === 'procedures') {
        return vscode.l10n.t(
          'The config in the answer (status {0}) names no procedure. Try again later; check the base URL and the access role of the API key. It begins: {1}',
          failure.status,
          failure.excerpt === '' ? vscode.l10n.t('(nothing)') : failure.excerpt,
        );
      }
      return vscode.l10n.t(
        'The answer (status {0}, {1}) is not the JSON of the ChakraHQ API. Check the base URL and the proxy. It begins: {2}',
        failure.status,
        failure.contentType === '' ? vscode.l10n.t('no content type') : failure.contentType,
        failure.excerpt === '' ? vscode.l10n.t('(nothing)') : failure.excerpt,
      );
  }
}

/** For the log: nothing of what the service says, since that may repeat what was sent, and no payload is ever logged. */
export function logText(failure: ApiFailure): string {
  const status = 'status' in failure ? ` ${failure.status}` : '';
  const detail = 'detail' in failure ? ` (${withoutCredentials(failure.detail)})` : '';
  return `${failure.kind}${status}${detail}, ${failure.effect}`;
}

/** The service's own words, one after the other; the field first where it names one. */
export function messagesText(messages: readonly ServiceMessage[]): string {
  const shown = messages
    .slice(0, 3)
    .map(({ text, field }) => (field === undefined ? text : `${field}: ${text}`));
  const more = messages.length - shown.length;
  return joinSentences(shown) + (more > 0 ? vscode.l10n.t(' (and {0} more)', more) : '');
}

function unreachableText(failure: Extract<ApiFailure, { kind: 'unreachable' }>): string {
  const detail = withoutCredentials(failure.detail);
  switch (failure.reason) {
    case 'dns':
      return vscode.l10n.t(
        'The name of the service cannot be resolved ({0}). Check the base URL and the network.',
        detail,
      );
    case 'refused':
      return vscode.l10n.t(
        'Nothing answers at the address of the service ({0}). Check the base URL and the port.',
        detail,
      );
    case 'tls':
      return vscode.l10n.t(
        'The certificate of the service is not trusted or not valid ({0}). Check the base URL, or add your certificate authority to the system.',
        detail,
      );
    case 'proxy':
      return vscode.l10n.t(
        'The proxy did not let the request through ({0}). Check the setting http.proxy.',
        detail,
      );
    case 'network':
      return vscode.l10n.t(
        'The service cannot be reached ({0}). Check the network, the proxy and the base URL.',
        detail,
      );
  }
}

/** VS Code 1.104 names a proxy with its user and password; 1.139 does not. */
function withoutCredentials(detail: string): string {
  return detail.replace(/\S+@/g, '');
}

function statusText(failure: Extract<ApiFailure, { kind: 'status' }>): string {
  const said = failure.messages.length > 0 ? messagesText(failure.messages) : failure.excerpt;
  const words = said === '' ? '' : ` ${vscode.l10n.t('The service says: {0}', sentence(said))}`;
  return statusCause(failure) + words;
}

function statusCause(failure: Extract<ApiFailure, { kind: 'status' }>): string {
  const { status, retryAfterMs, request } = failure;
  if (status === 401) {
    return vscode.l10n.t(
      'The service refused the token (401): it is missing, wrong or revoked. Set the token.',
    );
  }
  if (status === 403) {
    return vscode.l10n.t('The service refuses this to the key (403). Check the access role of the API key.');
  }
  if (status === 404 && request.endsWith('/v1/ext/config')) {
    return vscode.l10n.t(
      'There is no config (404): most likely no ChakraHQ API answers at this base URL. Check it with Edit Connection…, then the access role of the API key.',
    );
  }
  if (status === 404 && isOf(request, 'photo')) {
    return vscode.l10n.t(
      'There is no upload of photos here (404), or the role of the API key does not see it. Check the base URL and the access role of the API key.',
    );
  }
  if (status === 404 && isOf(request, 'users')) {
    return vscode.l10n.t(
      'There is no list of users here (404), or the role of the API key does not see it. Check the base URL and the access role of the API key.',
    );
  }
  if (status === 404) {
    return vscode.l10n.t(
      'Not found (404): the procedure or process does not exist, or the role of the API key cannot see it.',
    );
  }
  if (status === 413 && isOf(request, 'photo'))
    return vscode.l10n.t('The photo is too large for the service (413). Choose a smaller one.');
  if (status === 415 && isOf(request, 'photo'))
    return vscode.l10n.t(
      'The service does not take this type of file (415). Choose another one, for example a PNG or JPEG.',
    );
  if (status === 413) return vscode.l10n.t('The payload is too large for the service (413).');
  if (status === 429) {
    return retryAfterMs === undefined
      ? vscode.l10n.t('Too many requests (429). Wait a little, then try again.')
      : `${vscode.l10n.t('Too many requests (429).')} ${waitText(retryAfterMs)}`;
  }
  if (status >= 500) return vscode.l10n.t('The service failed (status {0}).', status);
  return vscode.l10n.t('The service refused the request (status {0}).', status);
}

/** A request as a failure has it: `POST /v1/ext/photo/…`. */
function isOf(request: string, resource: 'photo' | 'users'): boolean {
  return request.includes(`/v1/ext/${resource}`);
}

/** A wait in the unit in which people think of it; a service may ask for years. */
function waitText(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds <= 90) return vscode.l10n.t('Try again in {0} s.', seconds);
  if (seconds <= 90 * 60) return vscode.l10n.t('Try again in {0} min.', Math.ceil(seconds / 60));
  if (seconds <= 24 * 3600) return vscode.l10n.t('Try again in {0} h.', Math.ceil(seconds / 3600));
  return vscode.l10n.t('The service asks to wait until {0}.', timeText(Date.now() + ms));
}

function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
