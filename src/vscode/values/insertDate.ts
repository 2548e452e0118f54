import * as vscode from 'vscode';
import {
  offeredMoments,
  typedMoments,
  writtenMoment,
  type DateUnit,
  type OfferedMoment,
} from '../../core/values/dates';
import { copy } from '../clipboard';
import type { LiveChoice, Ui } from '../ui';
import { plain } from '../words/plain';
import { Anchor } from './anchor';
import { applyWhereItIs } from './applyEdits';
import { findDatePlace, type DateNeeds, type DatePlace } from './datePlace';
import type { ValueSubject } from './subject';

/** Asks for a date and writes it in the unit that the attribute wants: at the value at the cursor, else where the user says. */
export async function insertDate(needs: DateNeeds, at?: vscode.Position): Promise<void> {
  const { ui } = needs;
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) {
    void ui.info(vscode.l10n.t('Open a payload and put the cursor on a date first.'));
    return;
  }
  const { document } = editor;
  const anchor = new Anchor(document, at ?? editor.selection.active);
  try {
    const place = await findDatePlace(needs, document, anchor);
    const moment = place && (await askMoment(ui, place.name));
    if (place === undefined || moment === undefined) return;
    const unit = unitOf(place) ?? (await askUnit(ui, moment.at, place));
    if (unit === undefined) return;
    const json = writtenMoment(moment.at, unit);
    // The text may have changed meanwhile: the value is looked for where it is now.
    const done = await applyWhereItIs(async () => {
      const edit = document.isClosed ? undefined : await place.edit(json);
      // Nor may the edit open again what was closed meanwhile.
      return document.isClosed ? undefined : edit;
    });
    if (!done) await sayUnwritten(ui, place, json);
  } finally {
    anchor.dispose();
  }
}

async function sayUnwritten(ui: Ui, { name }: DatePlace, json: string): Promise<void> {
  const copyDate = vscode.l10n.t('Copy Date');
  const said = vscode.l10n.t(
    'The payload has no place for the date any more: {0}. Put it into {1} by hand.',
    json,
    plain(name),
  );
  if ((await ui.warn(said, copyDate)) === copyDate) await copy(json);
}

export function valueRange({ spot: { value } }: ValueSubject): vscode.Range {
  return new vscode.Range(value.line, value.start, value.line, value.end);
}

/** The unit that the attribute surely wants; undefined where the documents do not say it. */
export function unitOf(
  subject: { readonly wants?: ValueSubject['wants'] | undefined } | undefined,
): DateUnit | undefined {
  if (subject?.wants === 'epoch') return 'ms';
  return subject?.wants === 'isoDateTime' ? 'isoTime' : undefined;
}

async function askMoment(ui: Ui, name: string): Promise<OfferedMoment | undefined> {
  type Row = OfferedMoment | undefined;
  return ui.live<Row>({
    title: vscode.l10n.t('Date and time for {0}', plain(name)),
    placeholder: vscode.l10n.t('in 2 hours, tomorrow 9:00, 2026-12-24 18:00'),
    filters: false,
    onText: list => {
      const now = Date.now();
      const typed = typedMoments(list.text, now);
      const wanted = list.text.trim().toLowerCase();
      const offered = offeredMoments(now).filter(({ label }) => label.includes(wanted));
      const rows: readonly LiveChoice<Row>[] = [...typed, ...offered].map(moment => ({
        label: plain(moment.label),
        description: momentText(moment.at),
        value: moment,
      }));
      const nothing: LiveChoice<Row> = {
        label: `$(info) ${vscode.l10n.t('Type a date: 2026-12-24, 2026-12-24 18:00, friday 9:00, in 3 days')}`,
        value: undefined,
      };
      list.show(rows.length > 0 ? rows : [nothing]);
    },
    onPick: row => row !== undefined,
  });
}

/** For people: by this machine's zone. */
export function momentText(at: number): string {
  return new Date(at).toLocaleString([], { dateStyle: 'full', timeStyle: 'short' });
}

/** The same for a narrow column. */
export function shortMomentText(at: number): string {
  const shown = {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: 'numeric',
    minute: '2-digit',
  } as const;
  return new Date(at).toLocaleString([], shown);
}

async function askUnit(ui: Ui, at: number, { wants }: DatePlace): Promise<DateUnit | undefined> {
  const units: readonly DateUnit[] = ['ms', 'isoDay', 'isoTime'];
  const names: Readonly<Record<DateUnit, string>> = {
    ms: vscode.l10n.t('epoch milliseconds'),
    isoDay: vscode.l10n.t('the day as text'),
    isoTime: vscode.l10n.t('date and time as text, UTC'),
  };
  return ui.pick(
    units.map(unit => ({ label: writtenMoment(at, unit), description: names[unit], value: unit })),
    {
      title: vscode.l10n.t('Write the date in which way?'),
      placeholder:
        wants === undefined
          ? vscode.l10n.t('The config does not say what this value wants')
          : vscode.l10n.t('The documents do not say which of these the service takes for this type'),
    },
  );
}
