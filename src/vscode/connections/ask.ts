import * as vscode from 'vscode';
import { isTokenFailure } from '../commands/failureReporter';
import { readBaseUrl } from '../../core/api/baseUrl';
import { cleanToken } from '../../core/api/token';
import type { Connection, ConnectionKind } from '../../core/connection';
import { defaultBaseUrl } from '../../core/connection';
import type { Choice, Ui } from '../ui';
import { baseUrlProblem, tokenProblem } from '../words/connectionWords';
import { failureText } from '../words/failures';
import { plain } from '../words/plain';
import type { Gateway } from './gateway';

/** Asks for the name of a connection; undefined when the user cancels. */
export async function askName(
  ui: Ui,
  taken: readonly string[],
  current?: string,
): Promise<string | undefined> {
  const typed = await ui.input({
    title: vscode.l10n.t('Name of the connection'),
    prompt: vscode.l10n.t('For you: shown in the status bar and before every send.'),
    placeholder: vscode.l10n.t('For example: Acme'),
    ...(current === undefined ? {} : { value: current }),
    validate: text => {
      const name = text.trim();
      if (name === '') return vscode.l10n.t('Type a name.');
      if (name.length > 60) return vscode.l10n.t('Type a name of at most 60 characters.');
      return taken.includes(name)
        ? vscode.l10n.t('There is a connection of this name already. Type another name.')
        : undefined;
    },
  });
  return typed?.trim();
}

/** Asks for the base URL: https only, except for an address of this machine. */
export async function askBaseUrl(
  ui: Ui,
  current = defaultBaseUrl,
): Promise<{ url: string; origin: string } | undefined> {
  const typed = await ui.input({
    title: vscode.l10n.t('Base URL of the API'),
    prompt: vscode.l10n.t('The token is sent to this origin and to no other.'),
    value: current,
    validate: text => {
      const read = readBaseUrl(text);
      return read.ok ? undefined : baseUrlProblem(read.problem);
    },
  });
  if (typed === undefined) return undefined;
  const read = readBaseUrl(typed);
  return read.ok ? { url: read.url, origin: read.origin } : undefined;
}

type OwnKind = Exclude<ConnectionKind, 'sandbox'>;

/** Asks whether the connection leads to data that matters. What it is now stands first, so that Enter changes nothing. */
export async function askKind(ui: Ui, current?: ConnectionKind): Promise<OwnKind | undefined> {
  const kinds: readonly Choice<OwnKind>[] = [
    {
      label: vscode.l10n.t('Production'),
      detail: vscode.l10n.t('Real data: marked in the status bar, and asked about before every send.'),
      value: 'production',
    },
    { label: vscode.l10n.t('Test'), detail: vscode.l10n.t('A team for trying things out.'), value: 'test' },
  ];
  const now = kinds
    .filter(({ value }) => value === current)
    .map(kind => ({ ...kind, description: vscode.l10n.t('as it is now') }));
  return ui.pick<OwnKind>([...now, ...kinds.filter(({ value }) => value !== current)], {
    title: vscode.l10n.t('Kind of the connection'),
  });
}

/** Chosen where the service could not be asked: the base URL may be what is wrong. */
export const changeUrl = Symbol('changeUrl');

/**
 * Asks for a token and checks it with Fetch Config before it is kept.
 * One that fails the check can be kept or typed again; undefined when the user cancels.
 */
export async function askToken(ui: Ui, gateway: Gateway, connection: Connection): Promise<string | undefined>;
export async function askToken(
  ui: Ui,
  gateway: Gateway,
  connection: Connection,
  mayChange: typeof changeUrl,
): Promise<string | typeof changeUrl | undefined>;
export async function askToken(
  ui: Ui,
  gateway: Gateway,
  connection: Connection,
  mayChange?: typeof changeUrl,
): Promise<string | typeof changeUrl | undefined> {
  const change = vscode.l10n.t('Change Base URL');
  const keep = vscode.l10n.t('Keep It');
  const again = vscode.l10n.t('Type Again');
  for (;;) {
    const typed = await ui.input({
      title: vscode.l10n.t('Token of {0}', plain(connection.name)),
      prompt: vscode.l10n.t(
        'The access token of an API key, from the admin pages. It is kept in the secret storage of VS Code.',
      ),
      password: true,
      validate: text => {
        const clean = cleanToken(text);
        return clean.ok ? undefined : tokenProblem(clean.problem);
      },
    });
    const clean = typed === undefined ? undefined : cleanToken(typed);
    if (clean?.ok !== true) return undefined;
    const checked = await ui.progress(
      vscode.l10n.t('Checking the token with {0}…', plain(connection.name)),
      async signal => gateway.check(connection, clean.token, signal),
    );
    if (checked.ok) return clean.token;
    const reason =
      checked.failure.kind === 'cancelled'
        ? vscode.l10n.t('The check was cancelled.')
        : failureText(checked.failure);
    const refused =
      checked.failure.kind === 'status' && (checked.failure.status === 401 || checked.failure.status === 403);
    const answer = await ui.confirm(
      plain(refused ? reason : vscode.l10n.t('The token could not be checked. {0}', reason)),
      vscode.l10n.t('Nothing is kept yet.'),
      ...(refused || mayChange === undefined ? [] : [change]),
      again,
      keep,
    );
    if (answer === change) return mayChange;
    if (answer === keep) {
      if (isTokenFailure(checked.failure)) gateway.keptRefused.add(connection.id);
      return clean.token;
    }
    if (answer !== again) return undefined;
  }
}
