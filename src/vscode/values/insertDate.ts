import * as vscode from 'vscode';
import {
  offeredMoments,
  typedMoments,
  writtenMoment,
  type DateUnit,
  type OfferedMoment,
} from '../../core/values/dates';
import type { CatalogService } from '../catalog/service';
import type { Connections } from '../connections/store';
import type { Bindings } from '../editor/bindings';
import type { Schemas } from '../editor/schemas';
import type { LiveChoice, Ui } from '../ui';
import { plain } from '../words/plain';
import { Anchor } from './anchor';
import { applyWhereItIs } from './applyEdits';
import { subjectAt, type ValueSubject } from './subject';

export interface DateNeeds {
  readonly ui: Ui;
  readonly bindings: Bindings;
  readonly connections: Connections;
  readonly catalogs: CatalogService;
  readonly schemas: Schemas;
}

/** Asks for a date and writes it at the cursor in the unit that the attribute wants. */
export async function insertDate(needs: DateNeeds, at?: vscode.Position): Promise<void> {
  const { ui } = needs;
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) {
    void ui.info(vscode.l10n.t('Open a payload and put the cursor on a date first.'));
    return;
  }
  const { document } = editor;
  const position = at ?? editor.selection.active;
  const subject = dateSubject(needs, document, position);
  const anchor = new Anchor(document, position);
  try {
    const name = subject === undefined ? undefined : plain(subject.attribute?.name ?? subject.spot.key);
    const moment = await askMoment(ui, name);
    if (moment === undefined) return;
    const unit = unitOf(subject) ?? (await askUnit(ui, moment.at, subject));
    if (unit === undefined) return;
    const json = writtenMoment(moment.at, unit);
    const done = await applyWhereItIs(() => {
      // The text may have changed meanwhile: the value is looked for where it is now.
      const now = dateSubject(needs, document, anchor.position);
      const range =
        subject !== undefined && now?.spot.key === subject.spot.key && now.spot.isScalar
          ? valueRange(now)
          : at === undefined
            ? new vscode.Range(editor.selection.start, editor.selection.end)
            : new vscode.Range(anchor.position, anchor.position);
      const edit = new vscode.WorkspaceEdit();
      edit.replace(document.uri, range, spaced(document, range, json));
      return edit;
    });
    if (!done) void ui.warn(vscode.l10n.t('The date could not be written into the document: {0}', json));
  } finally {
    anchor.dispose();
  }
}

function dateSubject(
  { bindings, connections, catalogs, schemas }: Omit<DateNeeds, 'ui'>,
  document: vscode.TextDocument,
  position: vscode.Position,
): ValueSubject | undefined {
  const binding = bindings.get(document.uri);
  const procedure = binding && schemas.procedure(binding);
  const connection = binding && connections.find(binding.connectionId);
  if (procedure === undefined || connection === undefined) return undefined;
  return subjectAt(document, position, procedure, catalogs.peek(connection).catalog);
}

export function valueRange({ spot: { value } }: ValueSubject): vscode.Range {
  return new vscode.Range(value.line, value.start, value.line, value.end);
}

/** Right behind a colon a blank is missing. */
function spaced(document: vscode.TextDocument, { start, isEmpty }: vscode.Range, json: string): string {
  const isBehindColon = isEmpty && document.lineAt(start.line).text.charAt(start.character - 1) === ':';
  return isBehindColon ? ` ${json}` : json;
}

/** The unit that the attribute surely wants; undefined where the documents do not say it. */
export function unitOf(subject: ValueSubject | undefined): DateUnit | undefined {
  if (subject?.wants === 'epoch') return 'ms';
  return subject?.wants === 'isoDateTime' ? 'isoTime' : undefined;
}

async function askMoment(ui: Ui, name: string | undefined): Promise<OfferedMoment | undefined> {
  type Row = OfferedMoment | undefined;
  return ui.live<Row>({
    title:
      name === undefined
        ? vscode.l10n.t(
            'Date and time, written at the cursor: it is at no attribute that is known to be a date',
          )
        : vscode.l10n.t('Date and time for {0}', name),
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

async function askUnit(ui: Ui, at: number, subject: ValueSubject | undefined): Promise<DateUnit | undefined> {
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
        subject === undefined
          ? vscode.l10n.t('The cursor is at no attribute that is known to be a date')
          : vscode.l10n.t('The documents do not say which of these the service takes for this type'),
    },
  );
}
