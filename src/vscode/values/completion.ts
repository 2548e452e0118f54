import * as vscode from 'vscode';
import type { Catalog, User } from '../../core/catalog/model';
import { runInSlices } from '../../core/slices';
import { offeredMoments, writtenMoment } from '../../core/values/dates';
import { plain } from '../words/plain';
import { suggestionText } from '../words/queryWords';
import { momentText, shortMomentText, unitOf, valueRange } from './insertDate';
import type { ValueSubject } from './subject';

/** As {@link completeValue}, in slices. */
export async function completeSoon(
  ...given: Parameters<typeof completeValue>
): Promise<vscode.CompletionItem[]> {
  return runInSlices(completeValue(...given));
}

/** Thousands of users are no work for a single slice. */
const usersAtOnce = 100;

/** What can stand as a value that lives in the service, or that nobody types by heart. */
function* completeValue(
  document: vscode.TextDocument,
  position: vscode.Position,
  subject: ValueSubject,
  catalog: Catalog | undefined,
): Generator<void, vscode.CompletionItem[], void> {
  const { wants, spot } = subject;
  if (!spot.isScalar && wants !== 'photos') return [];
  const make = maker(document, position, subject);
  switch (wants) {
    case 'user': {
      const items: vscode.CompletionItem[] = [];
      for (const [index, user] of (catalog?.users ?? []).entries()) {
        if (index % usersAtOnce === usersAtOnce - 1) yield;
        const offer = userOffer(user, index);
        if (offer !== undefined) items.push(make.value(offer));
      }
      return catalog?.usersPartial ? [...items, make.note(morePeople(items.length))] : items;
    }
    case 'state':
      return stateOffers(subject).map(make.value);
    case 'option':
      return optionOffers(subject).map(make.value);
    // How several are written is not documented: in an array, which is likely, each of them is offered.
    case 'options':
      return spot.inArray ? optionOffers(subject).map(make.value) : [];
    case 'photo':
    case 'photos':
      return [
        make.command(vscode.l10n.t('Upload Photo…'), '', 'chakra.uploadPhoto', [document.uri, position]),
      ];
    case 'epoch':
    case 'isoDateTime':
    case 'date': {
      const unit = unitOf(subject);
      const items =
        unit === undefined
          ? []
          : offeredMoments(Date.now()).map(({ label, at }, index) =>
              make.value({
                label,
                description: shortMomentText(at),
                detail: momentText(at),
                json: writtenMoment(at, unit),
                found: label,
                order: index,
                kind: vscode.CompletionItemKind.Event,
              }),
            );
      const pick = make.command(vscode.l10n.t('Another Date…'), vscode.l10n.t('date'), 'chakra.insertDate', [
        position,
      ]);
      return [...items, pick];
    }
    default:
      return [];
  }
}

/** In the config's order, which the JSON editor's own list would not keep; those that it names in a role are marked. */
function stateOffers({ states = [] }: ValueSubject): readonly Offer[] {
  return [...new Map(states.map(state => [state.shortId, state])).values()].map(
    ({ shortId, name, role, description }, order) => {
      const called = name === shortId ? '' : name;
      return {
        label: plain(shortId),
        description: suggestionText({ name: called, ...(role === undefined ? {} : { note: role }) }).trim(),
        detail: plain(description ?? ''),
        json: JSON.stringify(shortId),
        found: `${shortId} ${called}`,
        order,
        kind: vscode.CompletionItemKind.EnumMember,
      };
    },
  );
}

/** In the config's order, found by what they are called, too: `2` says nothing. */
function optionOffers({ attribute }: ValueSubject): readonly Offer[] {
  if (attribute === undefined || attribute.learnt === true) return [];
  const options = new Map((attribute.options ?? []).map(option => [option.value, option]));
  return [...options.values()].map(({ value, label, description }, order) => {
    const called = label === undefined || label === String(value) ? '' : plain(label);
    return {
      label: plain(String(value)),
      description: called,
      detail: plain(description ?? ''),
      json: JSON.stringify(value),
      found: `${value} ${called}`,
      order,
      kind: vscode.CompletionItemKind.EnumMember,
    };
  });
}

/** How further pages of users are asked for is not documented: whoever is on one is typed. */
function morePeople(shown: number): string {
  return vscode.l10n.t('There are more users than these {0}: type the username', shown);
}

/** Made once for each user: two thousand of them are offered at every letter that is typed. */
const userOffers = new WeakMap<User, Offer>();

/** Deleted users get no work; those who cannot log in still do (section 9 of service-facts), so they are marked. */
function userOffer(user: User, index: number): Offer | undefined {
  const value = user.username ?? user.id;
  if (value === undefined || user.isDeleted) return undefined;
  const order = user.isActive ? index : index + inactiveOffset;
  const known = userOffers.get(user);
  if (known?.order === order) return known;
  const email = user.email === undefined || user.email === value ? '' : user.email;
  const offer: Offer = {
    label: plain(user.name),
    // The row shows this alone; the detail is beside it, for whoever opens that.
    description: user.isActive ? plain(value) : vscode.l10n.t('{0} · cannot log in', plain(value)),
    detail: plain(email),
    json: JSON.stringify(value),
    found: `${user.name} ${value} ${email}`,
    order,
    kind: vscode.CompletionItemKind.User,
  };
  userOffers.set(user, offer);
  return offer;
}

/** Behind all who can log in. */
const inactiveOffset = 500_000;

interface Offer {
  readonly label: string;
  readonly description?: string;
  readonly detail: string;
  /** What is inserted. */
  readonly json: string;
  /** What it is found by. */
  readonly found: string;
  readonly order: number;
  readonly kind: vscode.CompletionItemKind;
}

/** Makes items that replace the whole value, whatever of it stands there, and wherever in it the cursor is. */
function maker(document: vscode.TextDocument, position: vscode.Position, subject: ValueSubject) {
  const whole = valueRange(subject);
  const isEmpty = whole.isEmpty;
  const replacing = isEmpty ? new vscode.Range(position, position) : whole;
  const typed = document.getText(new vscode.Range(replacing.start, position));
  const blank =
    isEmpty && document.lineAt(position.line).text.charAt(position.character - 1) === ':' ? ' ' : '';
  return {
    value: ({ label, description, detail, json, found, order, kind }: Offer): vscode.CompletionItem =>
      Object.assign(
        new vscode.CompletionItem(description === undefined ? label : { label, description }, kind),
        {
          detail,
          insertText: blank + json,
          // VS Code compares with what stands before the cursor, quote and placeholder included.
          filterText: `${typed}${found}`,
          sortText: `!${String(order).padStart(7, '0')}`,
          range: replacing,
        },
      ),
    /** Whatever is typed, at the end; taking it changes nothing. */
    note: (text: string): vscode.CompletionItem =>
      Object.assign(new vscode.CompletionItem(text, vscode.CompletionItemKind.Text), {
        insertText: '',
        filterText: typed,
        sortText: '!9999999',
        range: new vscode.Range(position, position),
      }),
    command: (title: string, found: string, command: string, args: unknown[]): vscode.CompletionItem =>
      Object.assign(new vscode.CompletionItem(title, vscode.CompletionItemKind.Event), {
        insertText: '',
        filterText: `${typed}${title} ${found}`,
        sortText: '!9999999',
        range: new vscode.Range(position, position),
        command: { title, command, arguments: args },
      }),
  };
}
