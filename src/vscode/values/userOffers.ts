import * as vscode from 'vscode';
import type { ApiFailure } from '../../core/api/result';
import type { Catalog, User } from '../../core/catalog/model';
import { plain } from '../words/plain';
import type { Offer } from './completion';

/** Thousands of users are no work for a single slice. */
const usersAtOnce = 100;

/** More are not handed to VS Code at a time: it would take seconds over tens of thousands. */
const mostOffered = 5_000;
/** So many of those then. */
const mostOfMany = 300;

/**
 * The users that can be assigned to; of a team of more than {@link mostOffered} those whose name, username or e-mail holds every word of what is typed.
 * @param typed what of the value stands before the cursor
 */
export function* userOffers(
  catalog: Catalog | undefined,
  typed: string,
): Generator<void, { readonly offers: readonly Offer[]; readonly isPart: boolean }, void> {
  const users = catalog?.users ?? [];
  const isPart = users.length > mostOffered;
  const words = isPart ? wordsOf(typed) : [];
  const shared = sharedNames(users);
  const begins: Offer[] = [];
  const holds: Offer[] = [];
  for (const [index, user] of users.entries()) {
    if (index % usersAtOnce === usersAtOnce - 1) yield;
    const offer = userOffer(user, index, shared);
    if (offer === undefined) continue;
    if (!isPart) {
      begins.push(offer);
      continue;
    }
    const text = ` ${offer.found.toLowerCase()}`;
    if (words.every(word => text.includes(` ${word}`))) begins.push(offer);
    else if (holds.length < mostOfMany && words.every(word => text.includes(word))) holds.push(offer);
    if (begins.length === mostOfMany) break;
  }
  return { offers: isPart ? [...begins, ...holds].slice(0, mostOfMany) : begins, isPart };
}

/** Nobody is looked for by a placeholder. */
function wordsOf(typed: string): readonly string[] {
  if (typed.includes('‹')) return [];
  return typed
    .replace(/^"|"$/g, '')
    .toLowerCase()
    .split(/\s+/)
    .filter(word => word !== '');
}

/** What is said beside users that are not all. */
export function partialText(shown: number, isPart: boolean): string {
  return isPart
    ? vscode.l10n.t('The first {0} that fit: type more of the name', shown)
    : vscode.l10n.t('There are more users than these {0}: type the username', shown);
}

/** What is said in the place of users who could not be read. */
export function unreadText(failure: ApiFailure): string {
  return failure.kind === 'status'
    ? vscode.l10n.t('The users could not be read (status {0}): read them again', failure.status)
    : vscode.l10n.t('The users could not be read: read them again');
}

const sharedOf = new WeakMap<readonly User[], ReadonlySet<string>>();

/** Usernames that more than one user has; which of them a request would mean, nobody knows. */
function sharedNames(users: readonly User[]): ReadonlySet<string> {
  let shared = sharedOf.get(users);
  if (shared === undefined) {
    const seen = new Set<string>();
    const twice = new Set<string>();
    for (const { username, isDeleted } of users) {
      if (username === undefined || isDeleted) continue;
      if (seen.has(username)) twice.add(username);
      seen.add(username);
    }
    sharedOf.set(users, (shared = twice));
  }
  return shared;
}

/** Made once for each user: two thousand of them are offered at every letter that is typed. */
const madeOffers = new WeakMap<User, Offer>();

/**
 * Deleted users get no work; those who cannot log in still do (section 9 of service-facts), so they are marked. Where two have a username, their ids are
 * inserted: a create takes them as well (page api-11530135).
 */
function userOffer(user: User, index: number, shared: ReadonlySet<string>): Offer | undefined {
  const { id, username, isDeleted, isActive } = user;
  const isShared = username !== undefined && shared.has(username);
  const value = isShared ? (id ?? username) : (username ?? id);
  if (value === undefined || isDeleted) return undefined;
  const order = isActive ? index : index + inactiveOffset;
  const known = madeOffers.get(user);
  if (known?.order === order) return known;
  const email = user.email === undefined || user.email === value ? '' : user.email;
  const shown = isShared && value !== username ? `${username} · ${value}` : value;
  const offer: Offer = {
    label: plain(user.name),
    // The row shows this alone; the detail is beside it, for whoever opens that.
    description: isActive ? plain(shown) : vscode.l10n.t('{0} · cannot log in', plain(shown)),
    detail: plain(email),
    json: JSON.stringify(value),
    found: `${user.name} ${isShared ? `${username} ` : ''}${value} ${email}`,
    order,
    kind: vscode.CompletionItemKind.User,
  };
  madeOffers.set(user, offer);
  return offer;
}

/** Behind all who can log in. */
const inactiveOffset = 500_000;
