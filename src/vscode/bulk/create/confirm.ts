import * as vscode from 'vscode';
import type { Connection } from '../../../core/connection';
import type { Tally } from '../../../core/bulk/records';
import { entriesText, processesText, requestsText } from '../../words/bulkCounts';
import { connectionText } from '../../words/connectionWords';
import { plain } from '../../words/plain';
import { timeText } from '../../words/times';
import { numberText } from '../lineWords';
import type { RunView } from '../types';
import type { Sending } from './sendings';
import { nameOf } from '../names';
import { procedureOf, type CheckedFile } from './types';

/** A file that is about to be sent. */
export interface Planned {
  readonly checked: CheckedFile;
  readonly sending: Sending;
  readonly requests: number;
  /** Runs of the same bytes, or of the same file, to the same place, to which something has happened since then; newest first. */
  readonly earlier: readonly RunView[];
  /** Epoch ms. */
  readonly since: number;
}

/** The one question before anything goes out: exactly what is sent where, and every reason to hesitate. */
export function confirmation(
  planned: readonly Planned[],
  active: Connection | undefined,
): { readonly message: string; readonly detail: string } {
  const several = planned.length > 1;
  const detail = [
    ...productionReasons(planned),
    ...(several ? planned.map(fileLine) : []),
    ...planned.flatMap(one => {
      const reasons = reasonsOf(one, active);
      return several ? reasons.map(reason => `${nameOf(one.checked.target.file)}: ${reason}`) : reasons;
    }),
  ];
  return { message: messageOf(planned), detail: detail.join('\n\n') };
}

function messageOf(planned: readonly Planned[]): string {
  const sum = (count: (one: Planned) => number) => planned.reduce((total, one) => total + count(one), 0);
  const created = processesText(sum(({ sending }) => sending.entries.size));
  const places = new Set(planned.map(placeOf));
  const [place = ''] = places;
  const asked =
    places.size > 1
      ? vscode.l10n.t('Create {0} in {1} procedures, from {2} files?', created, places.size, planned.length)
      : planned.length > 1
        ? vscode.l10n.t('Create {0} in {1}, from {2} files?', created, place, planned.length)
        : vscode.l10n.t('Create {0} in {1}?', created, place);
  const leftOut = sum(({ sending }) => sending.leftOut.size);
  const later = sum(laterOf);
  return [
    asked,
    vscode.l10n.t('{0}.', requestsText(sum(({ requests }) => requests))),
    ...(later === 0 ? [] : [vscode.l10n.t('{0} can follow afterwards.', entriesText(later))]),
    ...(leftOut === 0
      ? []
      : [
          leftOut === 1
            ? vscode.l10n.t('1 entry is left out.')
            : vscode.l10n.t('{0} entries are left out.', numberText(leftOut)),
        ]),
  ].join(' ');
}

/** `Lead (Acme, production)` */
function placeOf({ checked: { target } }: Planned): string {
  return vscode.l10n.t('{0} ({1})', plain(procedureOf(target).name), connectionText(target.connection));
}

function laterOf({ checked, sending }: Planned): number {
  return checked.sets.all.size - sending.entries.size - sending.leftOut.size;
}

function fileLine(planned: Planned): string {
  return vscode.l10n.t(
    '{0}: {1} in {2}.',
    nameOf(planned.checked.target.file),
    processesText(planned.sending.entries.size),
    placeOf(planned),
  );
}

function productionReasons(planned: readonly Planned[]): readonly string[] {
  const connections = planned.map(({ checked }) => checked.target.connection);
  const names = new Set(
    connections.filter(({ kind }) => kind === 'production').map(({ name }) => plain(name)),
  );
  return [...names].map(name =>
    vscode.l10n.t(
      '{0} is a PRODUCTION connection: this creates real data. What has been created cannot be taken back from here.',
      name,
    ),
  );
}

function reasonsOf(planned: Planned, active: Connection | undefined): readonly string[] {
  const { checked, sending, earlier } = planned;
  const { target, sets, unchecked } = checked;
  const { connection } = target;
  const flawed = sending.entries.size - sending.entries.intersect(sets.unflawed).size;
  const repeated = sending.entries.intersect(sets.repeats).size;
  return [
    ...earlierTexts(earlier, checked.outcome.sha256),
    ...(active?.id === connection.id
      ? []
      : [
          vscode.l10n.t(
            'The file belongs to {0}, which is not the active connection of this window.',
            plain(connection.name),
          ),
        ]),
    ...(unchecked === undefined
      ? []
      : [vscode.l10n.t('Nothing was checked against the config of the procedure.')]),
    ...(flawed === 0
      ? []
      : [vscode.l10n.t('With something wrong, and sent all the same: {0}.', entriesText(flawed))]),
    ...(repeated === 0
      ? []
      : [vscode.l10n.t('With the primary key of an earlier entry: {0}.', entriesText(repeated))]),
  ];
}

/** The latest run of the same bytes, and the latest of the same file when it held other ones. */
function earlierTexts(earlier: readonly RunView[], sha256: string): readonly string[] {
  const isSame = ({ book }: RunView) => book.run.file.sha256 === sha256;
  const bytes = earlier.find(isSame);
  const file = earlier.find(run => !isSame(run));
  return [
    ...(bytes === undefined
      ? []
      : [
          vscode.l10n.t(
            'The same content was sent there already ({0}): {1}. Sending it again may create entries twice.',
            timeText(bytes.book.run.at),
            tallyText(bytes.book.tally),
          ),
        ]),
    ...(file === undefined
      ? []
      : [
          vscode.l10n.t(
            'This file was sent there already, with another content ({0}): {1}. What is still in it may be created twice.',
            timeText(file.book.run.at),
            tallyText(file.book.tally),
          ),
        ]),
  ];
}

/** `9,990 succeeded, 10 did not` in the order of what matters to whoever sends again. */
function tallyText(tally: Tally): string {
  const parts: [number, (count: string) => string][] = [
    [tally.succeeded, count => vscode.l10n.t('{0} created', count)],
    [tally.unknown + tally.untracked, count => vscode.l10n.t('{0} with unknown outcome', count)],
    [tally.unmatched, count => vscode.l10n.t('{0} processed, but not told apart', count)],
    [tally.pending, count => vscode.l10n.t('{0} still under way', count)],
    [tally.failed + tally.invalid + tally.refused, count => vscode.l10n.t('{0} failed', count)],
    [tally.skipped, count => vscode.l10n.t('{0} not sent', count)],
  ];
  const said = parts.filter(([count]) => count > 0).map(([count, text]) => text(numberText(count)));
  return said.length === 0 ? vscode.l10n.t('nothing was sent') : said.join(', ');
}
