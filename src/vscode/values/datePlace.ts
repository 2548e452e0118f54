import * as vscode from 'vscode';
import type { Catalog, Procedure } from '../../core/catalog/model';
import { isFreeForDate, mayHoldDate } from '../../core/values/dateKinds';
import { isForValue, leafAt, putValue, standingAt, type Entry, type Leaf } from '../../core/values/entryEdit';
import { missingBehindColumn } from '../../core/values/written';
import type { CatalogService } from '../catalog/service';
import type { Targets } from '../commands/targets';
import { isLarge } from '../editor/large';
import type { Schemas } from '../editor/schemas';
import { linesAround } from '../lines';
import type { Choice, Ui } from '../ui';
import { plain } from '../words/plain';
import type { Anchor } from './anchor';
import { editOf, entryAt } from './entryAt';
import { attributesIn, subjectAt, wantsOf, type ValueSubject } from './subject';

export interface DateNeeds {
  readonly ui: Ui;
  readonly targets: Targets;
  readonly catalogs: CatalogService;
  readonly schemas: Schemas;
}

/** Where a date is to be written. */
export interface DatePlace {
  /** For people. */
  readonly name: string;
  /** What the value wants; undefined where nothing is known of it. */
  readonly wants?: ValueSubject['wants'] | undefined;
  /** What writes it there, as the document is now; undefined where it has no place any more. */
  readonly edit: (json: string) => Promise<vscode.WorkspaceEdit | undefined>;
}

/**
 * The value at the cursor, where that is a date or may become one; else what the user picks of the process around the cursor. Where there is
 * nothing to pick, says what to do.
 */
export async function findDatePlace(
  { ui, targets, catalogs, schemas }: DateNeeds,
  document: vscode.TextDocument,
  anchor: Anchor,
): Promise<DatePlace | undefined> {
  const target = await targets.find(document.uri);
  if (target === undefined) return undefined;
  await schemas.isKnown(target.binding);
  const procedure = schemas.procedure(target.binding);
  const { catalog } = catalogs.peek(target.connection);
  const here = procedure && atCursor(document, anchor, procedure, catalog);
  if (here !== undefined) return here;
  const entry = isLarge(document) ? undefined : await entryAt(document, anchor);
  if (entry === undefined) {
    void ui.info(
      isLarge(document)
        ? vscode.l10n.t('This payload is large: put the cursor on the value of a date first.')
        : vscode.l10n.t('Put the cursor on a date, or into the process that the date is for.'),
    );
    return undefined;
  }
  const leaf = leafAt(entry, anchor.offset);
  const choices = [
    ...(procedure === undefined ? [] : attributeChoices(document, anchor, entry, procedure, catalog)),
    ...(leaf === undefined || !isPickable(document, anchor, procedure, catalog)
      ? []
      : [leafChoice(document, anchor, leaf)]),
  ];
  if (choices.length > 0) return ui.pick(choices, { title: vscode.l10n.t('A date for which value?') });
  void ui.info(
    vscode.l10n.t(
      'The attributes of {0} are not known yet. Put the cursor on the value of a date, or refresh the config.',
      plain(target.binding.name),
    ),
  );
  return undefined;
}

/** The value at the cursor: of a date, or a free one that may hold one. */
function atCursor(
  document: vscode.TextDocument,
  anchor: Anchor,
  procedure: Procedure,
  catalog: Catalog | undefined,
): DatePlace | undefined {
  const find = () => subjectAt(document, anchor.position, procedure, catalog);
  const subject = find();
  // What the service calculates is not for sending.
  if (subject?.spot.isScalar !== true || subject.attribute?.derived === true) return undefined;
  const { spot, attribute, wants } = subject;
  const written = document.getText(rangeOf(subject));
  if (!isDate(wants) && !(mayHoldDate(wants) && isFreeForDate(written))) return undefined;
  return {
    name: attribute?.name ?? spot.key,
    wants,
    edit: json => {
      const now = find();
      if (now?.spot.isScalar !== true || now.spot.key !== spot.key || now.spot.place !== spot.place)
        return Promise.resolve(undefined);
      const made = new vscode.WorkspaceEdit();
      made.replace(document.uri, rangeOf(now), spaced(document, rangeOf(now), json));
      return Promise.resolve(made);
    },
  };
}

function isDate(wants: ValueSubject['wants']): boolean {
  return wants === 'epoch' || wants === 'isoDateTime' || wants === 'date';
}

function rangeOf({ spot: { value } }: ValueSubject): vscode.Range {
  return new vscode.Range(value.line, value.start, value.line, value.end);
}

/** Where nothing stood yet: right behind a colon a blank is missing, and before the next key a comma. */
function spaced(document: vscode.TextDocument, { start, isEmpty }: vscode.Range, json: string): string {
  if (!isEmpty) return json;
  const { line, character } = start;
  const isBehindColon = document.lineAt(line).text.charAt(character - 1) === ':';
  const comma = missingBehindColumn(linesAround(document, line), line, character) ?? '';
  return `${isBehindColon ? ' ' : ''}${json}${comma}`;
}

/** All dates of the process, those that it holds first, each with what it would replace. */
function attributeChoices(
  document: vscode.TextDocument,
  anchor: Anchor,
  entry: Entry,
  procedure: Procedure,
  catalog: Catalog | undefined,
): readonly Choice<DatePlace>[] {
  const attributes = (['data', 'recordData'] as const).flatMap(place =>
    attributesIn(place, procedure, catalog)
      .filter(attribute => !attribute.derived && isDate(wantsOf(attribute)))
      .map(attribute => ({
        ...{ place, key: attribute.shortId, name: attribute.name, wants: wantsOf(attribute) },
      })),
  );
  const field = { place: 'top', key: 'nextActionAt', name: 'nextActionAt', wants: 'epoch' } as const;
  return [...attributes, field]
    .map(at => ({ at, written: standingAt(entry, at) }))
    .filter(({ at }) => isForValue(entry, at))
    .sort((a, b) => Number(b.written !== undefined) - Number(a.written !== undefined))
    .map(({ at, written }) => ({
      label: plain(at.key),
      description: [
        at.name === at.key ? '' : plain(at.name),
        at.place === 'recordData' ? 'record.data' : '',
        written === undefined || written === '' ? '' : insteadText(written),
      ]
        .filter(part => part !== '')
        .join(' · '),
      value: {
        name: at.name,
        wants: at.wants,
        edit: async (json: string) => {
          const now = await entryAt(document, anchor);
          return editOf(document, now && putValue(now, at, json));
        },
      },
    }));
}

/** What stands at the cursor is no date, but the user may know better. */
function leafChoice(document: vscode.TextDocument, anchor: Anchor, leaf: Leaf): Choice<DatePlace> {
  const name = leaf.path.join('.');
  return {
    label: plain(name),
    description: `${vscode.l10n.t('the value at the cursor')} · ${insteadText(leaf.json)}`,
    value: {
      name,
      edit: async json => {
        const entry = await entryAt(document, anchor);
        const now = entry && leafAt(entry, anchor.offset);
        const isSame = now?.path.join('\n') === leaf.path.join('\n');
        return editOf(document, now && isSame ? [{ ...now, text: json }] : undefined);
      },
    },
  };
}

/** Not a value that is known to be none of those that hold dates, and no key of a calculated one. */
function isPickable(
  document: vscode.TextDocument,
  anchor: Anchor,
  procedure: Procedure | undefined,
  catalog: Catalog | undefined,
): boolean {
  const subject = procedure && subjectAt(document, anchor.position, procedure, catalog);
  return subject === undefined || (mayHoldDate(subject.wants) && subject.attribute?.derived !== true);
}

function insteadText(written: string): string {
  const most = 40;
  return vscode.l10n.t(
    'instead of {0}',
    plain(written.length > most ? `${written.slice(0, most)}…` : written),
  );
}
