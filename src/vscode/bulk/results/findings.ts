import * as vscode from 'vscode';
import { entriesWith } from '../../../core/bulk/book/entryTable';
import { familyVerdicts } from '../../../core/bulk/book/family';
import type { ReportRow } from '../../../core/bulk/book/changes';
import type { Cause } from '../../../core/bulk/book/types';
import { EntrySet } from '../../../core/bulk/entrySet';
import { columnsOf } from '../../../core/bulk/scan/place';
import { readFully } from '../../../core/bulk/scan/source';
import { Slices } from '../../../core/slices';
import type { Procedure } from '../../../core/catalog/model';
import { isTooLarge } from '../largeFile';
import { numberText } from '../lineWords';
import type { PlacedProblem } from '../../problems/placed';
import type { FamilyView, RunService } from '../types';
import { entryRange, entryWhole, fieldRange, type PlacedEntry } from './entryRange';
import { badVerdicts, familyCauses, familyRows } from './familyRows';
import { causeText, resultText } from './resultText';
import type { RunFileOpened } from './runFile';

/** VS Code shows no more of one file. */
export const mostProblems = 1_000;
const causesOnTop = 3;
/** More of an entry is not read to find an attribute: it is parsed in one go, on a thread that others use, too. */
const largestSearched = 128 * 1024;

/** Of which entries Problems are made, and where these stand in the file at hand. */
export interface ProblemEntries {
  readonly entries: EntrySet;
  /** The number of the entry in the file at hand, of its number in the file of the family. */
  readonly numberIn: (entry: number) => number;
}

/**
 * The results of a family as Problems, at most {@link mostProblems}: one for each entry that did not succeed, on the attribute that the service names
 * or on the entry's first line. When there are more, the most frequent causes with their counts come first. Throws what the file and the journals throw.
 */
export async function findProblems(
  family: FamilyView,
  records: RunService['records'],
  file: Pick<RunFileOpened, 'source' | 'index'>,
  procedure: Procedure | undefined,
  of: ProblemEntries = { entries: badEntries(family), numberIn: entry => entry },
): Promise<PlacedProblem[]> {
  const bad = of.entries;
  if (bad.size === 0) return [];
  const all = bad.size > mostProblems ? await familyCauses(family, records) : [];
  const causes = all
    .filter(({ first: [first] }) => first !== undefined && bad.has(first))
    .slice(0, causesOnTop);
  const notes = isTooLarge(file.source.size) ? [tooLargeProblem()] : [];
  const shown = bad.take(mostProblems - causes.length - notes.length);
  const rows = new Map<number, ReportRow>();
  for await (const batch of familyRows(family.runs, records, entry => shown.has(entry))) {
    for (const row of batch) rows.set(row.entry, row);
  }
  const wanted = EntrySet.of([...rows.keys(), ...causes.flatMap(({ first }) => first.slice(0, 1))]);
  const ofCauses: PlacedProblem[] = [];
  const ofRows: PlacedProblem[] = [];
  const slices = new Slices();
  for await (const [entry, place] of placesOf([...wanted], of.numberIn, file)) {
    if (slices.due) await slices.rest();
    for (const cause of causes) {
      if (cause.first[0] === entry) ofCauses.push(problemOfCause(cause, bad.size, place));
    }
    const row = rows.get(entry);
    if (row !== undefined) ofRows.push(problemOf(row, place, procedure));
  }
  return [...notes, ...ofCauses, ...ofRows];
}

/** Stands on the first line, so that it is the first one: a click on any other leads to an editor that shows nothing. */
function tooLargeProblem(): PlacedProblem {
  const text = vscode.l10n.t(
    'The file is too large to be shown in an editor, so its Problems lead nowhere. The report does: Chakra: Open Report of Run opens each entry alone.',
  );
  const about = new vscode.Range(0, 0, 0, 1);
  return { problem: problem(about, text, vscode.DiagnosticSeverity.Error), about, isValue: false };
}

/** The entries that did not succeed, of those that were sent. */
export function badEntries({ runs }: FamilyView): EntrySet {
  return entriesWith(familyVerdicts(runs.map(({ book }) => book)), badVerdicts);
}

/** Each entry with its place and its text (the begin of a large one). */
async function* placesOf(
  entries: readonly number[],
  numberIn: ProblemEntries['numberIn'],
  { source, index }: Pick<RunFileOpened, 'source' | 'index'>,
): AsyncGenerator<[entry: number, place: PlacedEntry], void, void> {
  const offsets = entries.map(entry => index.offset(numberIn(entry)));
  const columns = await columnsOf(source, offsets);
  const decoder = new TextDecoder();
  for (const [at, entry] of entries.entries()) {
    const number = numberIn(entry);
    const length = index.length(number);
    const bytes = new Uint8Array(Math.min(length, largestSearched));
    await readFully(source, bytes, index.offset(number));
    const text = decoder.decode(bytes);
    const column = (columns[at] ?? 1) - 1;
    yield [entry, { text, whole: length === bytes.length, line: index.line(number) - 1, column }];
  }
}

function problemOf(row: ReportRow, place: PlacedEntry, procedure: Procedure | undefined): PlacedProblem {
  const { field } = row;
  const named = field === undefined ? undefined : fieldRange(place, field, procedure);
  const text = resultText(row, named === undefined ? field : undefined);
  const severity = severityOf(row.verdict);
  return named === undefined
    ? ofEntry(place, text, severity)
    : { problem: problem(named, text, severity), about: named, isValue: true };
}

function problemOfCause(cause: Cause, all: number, place: PlacedEntry): PlacedProblem {
  const text = vscode.l10n.t(
    '{0} of {1} entries without success: {2}',
    numberText(cause.count),
    numberText(all),
    causeText(cause),
  );
  return ofEntry(place, text, severityOf(cause.verdict));
}

function ofEntry(place: PlacedEntry, text: string, severity: vscode.DiagnosticSeverity): PlacedProblem {
  return { problem: problem(entryRange(place), text, severity), about: entryWhole(place), isValue: false };
}

function problem(range: vscode.Range, text: string, severity: vscode.DiagnosticSeverity): vscode.Diagnostic {
  const made = new vscode.Diagnostic(range, text, severity);
  made.source = 'Chakra';
  return made;
}

/** What certainly was not created is an error; what may have been, a warning. */
function severityOf(verdict: ReportRow['verdict']): vscode.DiagnosticSeverity {
  return verdict === 'failed' || verdict === 'invalid' || verdict === 'refused'
    ? vscode.DiagnosticSeverity.Error
    : vscode.DiagnosticSeverity.Warning;
}
