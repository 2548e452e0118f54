import * as vscode from 'vscode';
import type { Choice } from '../../ui';
import { entriesText, requestsText } from '../../words/bulkCounts';
import { numberText } from '../lineWords';
import { carefulOf, sendingFor, type Selection, type Sending } from './sendings';
import type { CheckedFile } from './types';

/** What the user wants of one file. */
export interface Order {
  readonly checked: CheckedFile;
  readonly sending: Sending;
}

/** What the user can do with checked files. */
export type Wish =
  | { readonly kind: 'send'; readonly orders: readonly Order[] }
  /** Ask the service which primary keys exist already. */
  | { readonly kind: 'ask' }
  /** Go to the first finding, or to the reports of several files; send nothing. */
  | { readonly kind: 'fix' }
  | { readonly kind: 'reports' }
  | { readonly kind: 'nothing' };

/** The rows of the list, only those that make sense. No row that sends: nothing can be sent. */
export function choicesFor(checked: readonly CheckedFile[], firstEntries: number): Choice<Wish>[] {
  const offer = new Offer(checked, firstEntries);
  const someExist = checked.some(({ existing }) => existing !== undefined && existing.entries.size > 0);
  const whole = [allRow(offer, checked), ...partRows(offer)].filter(row => row !== undefined);
  const careful = [...newRows(offer), firstRow(offer, checked, firstEntries)].filter(
    row => row !== undefined,
  );
  // What would create entries twice is never the row that Enter takes.
  const rows = someExist ? careful : [...careful, ...whole];
  if (checked.some(canBeAsked)) {
    rows.push({
      label: `$(search) ${vscode.l10n.t('Ask the service which primary keys exist already')}`,
      detail: vscode.l10n.t('{0}, 100 at a time. Nothing is sent.', entriesText(offer.size('all'))),
      value: { kind: 'ask' },
    });
  }
  const findings = sum(checked, findingsOf);
  if (findings > 0) {
    rows.push({
      label: `$(edit) ${vscode.l10n.t('Fix first')}`,
      detail:
        checked.length === 1
          ? vscode.l10n.t('Goes to the first of {0} with a finding. Nothing is sent.', entriesText(findings))
          : vscode.l10n.t(
              'Opens the reports of the files with findings: {0}. Nothing is sent.',
              entriesText(findings),
            ),
      value: { kind: 'fix' },
    });
  }
  if (someExist) {
    if (rows.length === 0) rows.push(nothingRow());
    rows.push(...whole.map(row => ({ ...row, detail: twiceText(offer) })));
  }
  if (checked.length > 1) {
    rows.push({ label: `$(output) ${vscode.l10n.t('Open the reports')}`, value: { kind: 'reports' } });
  }
  return rows;
}

/** How many entries of a file have something to mend: a finding, or the primary key of an earlier one. */
export function findingsOf({ sets }: CheckedFile): number {
  return sets.all.size - sets.valid.size;
}

/** The service can say which of its entries exist, and has not been asked. */
export function canBeAsked({ sets, existing, target }: CheckedFile): boolean {
  return sets.sendable.size > 0 && existing === undefined && target.procedure?.primaryKey !== undefined;
}

/** The orders for each selection, over all files. */
class Offer {
  readonly #orders = new Map<Selection, readonly Order[]>();

  constructor(
    private readonly checked: readonly CheckedFile[],
    private readonly firstEntries: number,
  ) {}

  /** Also of files of which nothing is chosen. */
  of(selection: Selection): readonly Order[] {
    let orders = this.#orders.get(selection);
    orders ??= this.checked.map(checked => ({
      checked,
      sending: sendingFor(checked, selection, this.firstEntries),
    }));
    this.#orders.set(selection, orders);
    return orders;
  }

  size(selection: Selection): number {
    return sum(this.of(selection), ({ sending }) => sending.entries.size);
  }

  leftOut(selection: Selection): number {
    return sum(this.of(selection), ({ sending }) => sending.leftOut.size);
  }

  /** @param which what is left out; absent where nothing is, or where that is not the point */
  row(selection: Selection, label: string, which?: string): Choice<Wish> {
    const leftOut = this.leftOut(selection);
    // A file of which nothing is to be sent gets no run.
    const orders = this.of(selection).filter(({ sending }) => sending.entries.size > 0);
    return {
      label,
      ...(leftOut === 0 || which === undefined
        ? {}
        : { detail: vscode.l10n.t('Leaves out {0}: {1}.', entriesText(leftOut), which) }),
      value: { kind: 'send', orders },
    };
  }
}

function firstRow(offer: Offer, checked: readonly CheckedFile[], count: number): Choice<Wish> | undefined {
  const careful = sum(checked, one => carefulOf(one).size);
  const later = careful - offer.size('first');
  if (later === 0) return undefined;
  const isAll = careful === offer.size('all');
  const number = numberText(count);
  const text =
    checked.length === 1
      ? isAll
        ? vscode.l10n.t('Send the first {0}', number)
        : vscode.l10n.t('Send the first {0} without a finding', number)
      : isAll
        ? vscode.l10n.t('Send the first {0} of each file', number)
        : vscode.l10n.t('Send the first {0} of each file without a finding', number);
  return {
    ...offer.row('first', `$(beaker) ${text}`),
    detail: vscode.l10n.t(
      'Look at what becomes of them; the other {0} can follow with Send the Rest.',
      numberText(later),
    ),
  };
}

function nothingRow(): Choice<Wish> {
  return {
    label: `$(circle-slash) ${vscode.l10n.t('Send nothing')}`,
    detail: vscode.l10n.t('All that could be sent exist already.'),
    value: { kind: 'nothing' },
  };
}

function twiceText(offer: Offer): string {
  const twice = entriesText(offer.size('all') - offer.size('new'));
  return vscode.l10n.t('Also those that exist already, {0}: they may be created twice.', twice);
}

function* newRows(offer: Offer): Iterable<Choice<Wish>> {
  const [all, fresh, valid] = [offer.size('all'), offer.size('new'), offer.size('newValid')];
  if (fresh === all || fresh === 0) return;
  yield offer.row(
    'new',
    `$(diff-added) ${vscode.l10n.t('Send only new ones: {0}', entriesText(fresh))}`,
    vscode.l10n.t('those that exist already or cannot be sent'),
  );
  if (valid === 0 || valid === fresh) return;
  yield offer.row(
    'newValid',
    `$(diff-added) ${vscode.l10n.t('Send only new and valid ones: {0}', entriesText(valid))}`,
    vscode.l10n.t('those that exist already or have a finding'),
  );
}

function allRow(offer: Offer, checked: readonly CheckedFile[]): Choice<Wish> | undefined {
  const size = offer.size('all');
  if (size === 0) return undefined;
  if (offer.leftOut('all') > 0) {
    return offer.row(
      'all',
      `$(cloud-upload) ${vscode.l10n.t('Send all that can be sent: {0}', entriesText(size))}`,
      vscode.l10n.t('those that cannot be sent as they stand'),
    );
  }
  const findings = sum(checked, findingsOf);
  const requests = sum(checked, ({ outcome }) => outcome.report.requests.all.requests);
  return {
    ...offer.row('all', `$(cloud-upload) ${vscode.l10n.t('Send all: {0}', entriesText(size))}`),
    detail:
      findings === 0
        ? vscode.l10n.t('In {0}.', requestsText(requests))
        : vscode.l10n.t(
            'Also those with a finding, {0}: what becomes of them is up to the service.',
            entriesText(findings),
          ),
  };
}

/** Without the repeats, and without any finding: repeats are findings, too. */
function* partRows(offer: Offer): Iterable<Choice<Wish>> {
  const [all, unrepeated, valid] = [offer.size('all'), offer.size('unrepeated'), offer.size('valid')];
  if (unrepeated > 0 && unrepeated < all) {
    yield offer.row(
      'unrepeated',
      `$(list-filter) ${vscode.l10n.t('Send without the repeats: {0}', entriesText(unrepeated))}`,
      offer.leftOut('all') === 0
        ? vscode.l10n.t('those with the primary key of an earlier entry')
        : vscode.l10n.t('those with the primary key of an earlier entry, or that cannot be sent'),
    );
  }
  if (valid > 0 && valid < unrepeated) {
    yield offer.row(
      'valid',
      `$(pass) ${vscode.l10n.t('Send only the valid ones: {0}', entriesText(valid))}`,
      vscode.l10n.t('those with a finding'),
    );
  }
}

function sum<T>(list: readonly T[], count: (one: T) => number): number {
  return list.reduce((total, one) => total + count(one), 0);
}
