import * as vscode from 'vscode';
import type { ApiFailure } from '../../core/api/result';
import type { Catalog, User } from '../../core/catalog/model';
import { bestMatches, type Candidate } from '../../core/values/matches';
import { plain } from '../words/plain';
import type { Offer } from './completion';

/** Thousands of users are no work for a single slice. */
const usersAtOnce = 200;

/** VS Code takes 0.1 ms for each, at every letter: of more users those are offered that fit what is typed, and it asks again at the next letter. */
const mostOffered = 300;

/** Users for a place, and how many there are of them. */
export interface UserOffers {
  readonly offers: readonly Offer[];
  /** Not all who can be assigned to: typing more finds others. */
  readonly isPart: boolean;
  /** What the list says of itself at its end. */
  readonly note?: string;
}

/**
 * The users that can be assigned to; of a team of more than {@link mostOffered} those that fit what is typed. Who fits best comes first.
 * @param typed what of the value stands before the cursor
 */
export function* userOffers(catalog: Catalog | undefined, typed: string): Generator<void, UserOffers, void> {
  const all = yield* assignable(catalog?.users ?? []);
  const isPart = all.length > mostOffered;
  const { found, isCut, isUnfit } = yield* bestMatches(all, typed, mostOffered);
  // One who stands there already may be replaced by anybody.
  const shown = isPart ? found : [...new Set([...found, ...all])];
  // VS Code sorts by this order alone, since all of them begin with what is typed.
  const offers = shown.map(({ offer }, order) => ({ ...offer, order }));
  const isPartial = catalog?.usersPartial === true;
  const note = noteOf(shown.length, { isCut, isUnfit: isUnfit && isPart, isPartial });
  return { offers, isPart, ...(note === undefined ? {} : { note }) };
}

function noteOf(
  shown: number,
  { isCut, isUnfit, isPartial }: Readonly<Record<'isCut' | 'isUnfit' | 'isPartial', boolean>>,
): string | undefined {
  if (isUnfit) return vscode.l10n.t('Nobody fits what is typed: these are the first {0}', shown);
  if (isCut) return vscode.l10n.t('The first {0} that fit: type more of the name', shown);
  return isPartial
    ? vscode.l10n.t('There are more users than these {0}: type the username', shown)
    : undefined;
}

/** What is said in the place of users who could not be read. */
export function unreadText(failure: ApiFailure): string {
  return failure.kind === 'status'
    ? vscode.l10n.t('The users could not be read (status {0}): read them again', failure.status)
    : vscode.l10n.t('The users could not be read: read them again');
}

interface Assignable extends Candidate {
  readonly offer: Offer;
}

const assignableOf = new WeakMap<readonly User[], readonly Assignable[]>();

/** Made once of each team: it is asked for at every letter that is typed. Who can log in comes first. */
function* assignable(users: readonly User[]): Generator<void, readonly Assignable[], void> {
  const known = assignableOf.get(users);
  if (known !== undefined) return known;
  const shared = sharedNames(users);
  const made: Assignable[] = [];
  for (const isActive of [true, false]) {
    for (const [index, user] of users.entries()) {
      if (index % usersAtOnce === usersAtOnce - 1) yield;
      const one =
        user.isDeleted || user.isActive !== isActive ? undefined : userOffer(user, made.length, shared);
      if (one !== undefined) made.push(one);
    }
  }
  assignableOf.set(users, made);
  return made;
}

/** Usernames that more than one user has; which of them a request would mean, nobody knows. */
function sharedNames(users: readonly User[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const { username, isDeleted } of users) {
    if (username === undefined || isDeleted) continue;
    if (seen.has(username)) twice.add(username);
    seen.add(username);
  }
  return twice;
}

/**
 * Deleted users get no work; those who cannot log in still do (section 9 of service-facts), so they are marked. Where two have a username, their ids are
 * inserted: a create takes them as well (page api-11530135).
 */
function userOffer(user: User, order: number, shared: ReadonlySet<string>): Assignable | undefined {
  const { id, username, isActive } = user;
  const isShared = username !== undefined && shared.has(username);
  const value = isShared ? (id ?? username) : (username ?? id);
  if (value === undefined) return undefined;
  const email = user.email === undefined || user.email === value ? '' : user.email;
  const shown = isShared && value !== username ? `${username} · ${value}` : value;
  const found = `${user.name} ${isShared ? `${username} ` : ''}${value} ${email}`;
  const offer: Offer = {
    label: plain(user.name),
    // The row shows this alone; the detail is beside it, for whoever opens that.
    description: isActive ? plain(shown) : vscode.l10n.t('{0} · cannot log in', plain(shown)),
    detail: plain(email),
    json: JSON.stringify(value),
    found,
    order,
    kind: vscode.CompletionItemKind.User,
  };
  return { offer, value, text: found.toLowerCase() };
}
