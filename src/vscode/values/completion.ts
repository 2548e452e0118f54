import * as vscode from 'vscode';
import type { ApiFailure } from '../../core/api/result';
import type { Catalog } from '../../core/catalog/model';
import { runInSlices } from '../../core/slices';
import { offeredMoments, writtenMoment } from '../../core/values/dates';
import { plain } from '../words/plain';
import { suggestionText } from '../words/queryWords';
import { momentText, shortMomentText, unitOf, valueRange } from './insertDate';
import type { ValueSubject } from './subject';
import { unreadText, userOffers } from './userOffers';

/** What can stand at a place; more of it when more is typed. */
export interface Completed {
  readonly items: readonly vscode.CompletionItem[];
  /** Not all could be offered. */
  readonly isPart: boolean;
}

/** As {@link completeValue}, in slices. */
export async function completeSoon(...given: Parameters<typeof completeValue>): Promise<Completed> {
  return runInSlices(completeValue(...given));
}

/** What can stand as a value that lives in the service, or that nobody types by heart. */
function* completeValue(
  document: vscode.TextDocument,
  position: vscode.Position,
  subject: ValueSubject,
  { catalog, usersFailure }: { readonly catalog?: Catalog; readonly usersFailure?: ApiFailure | undefined },
): Generator<void, Completed, void> {
  const { wants, spot } = subject;
  if (!spot.isScalar && wants !== 'photos') return { items: [], isPart: false };
  const make = maker(document, position, subject);
  if (wants !== 'user') return { items: itemsOf(subject, document, position, make), isPart: false };
  const { offers, isPart, note } = yield* userOffers(catalog, make.typed);
  const items = offers.map(make.value);
  if (items.length === 0 && usersFailure !== undefined)
    items.push(make.command(unreadText(usersFailure), '', 'chakra.refreshCatalog', []));
  else if (note !== undefined) items.push(make.note(note));
  return { items, isPart };
}

function itemsOf(
  subject: ValueSubject,
  document: vscode.TextDocument,
  position: vscode.Position,
  make: ReturnType<typeof maker>,
): readonly vscode.CompletionItem[] {
  switch (subject.wants) {
    case 'state':
      return stateOffers(subject).map(make.value);
    case 'option':
      return optionOffers(subject).map(make.value);
    // How several are written is not documented: in an array, which is likely, each of them is offered.
    case 'options':
      return subject.spot.inArray ? optionOffers(subject).map(make.value) : [];
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

/** Something to insert. */
export interface Offer {
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
  const present = document.getText(replacing);
  const blank =
    isEmpty && document.lineAt(position.line).text.charAt(position.character - 1) === ':' ? ' ' : '';
  return {
    /** What of the value stands before the cursor. */
    typed,
    value: ({ label, description, detail, json, found, order, kind }: Offer): vscode.CompletionItem =>
      Object.assign(
        new vscode.CompletionItem(description === undefined ? label : { label, description }, kind),
        {
          detail,
          insertText: blank + json,
          // VS Code compares with what stands before the cursor, quote and placeholder included.
          filterText: `${typed}${found}`,
          sortText: `!${String(order).padStart(7, '0')}`,
          // Enter on a value that is right leaves it as it is.
          preselect: json === present,
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
