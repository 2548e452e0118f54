import type { Uri } from 'vscode';
import type { Catalog, Procedure } from '../../core/catalog/model';
import type { Connection } from '../../core/connection';
import { hasHeader } from '../../core/table/detect';
import type { Corrections, Look } from '../../core/table/look';
import { mapColumns, type Mapping } from '../../core/table/mapping';
import type { PlannedColumn, Reading } from '../../core/table/model';
import { doubtsOf, type Doubts } from '../../core/table/questions';
import { targetsOf, type TargetInfo } from '../../core/table/targets';
import type { TableMemory } from './memory';

/** Where payloads go. */
export interface Goal {
  readonly connection: Connection;
  readonly procedure: Procedure;
  readonly catalog: Catalog;
}

/** Where the payload of a table is written; `isAgreed`: the user said so in a dialog, which asked before overwriting. */
export interface Place {
  readonly file: Uri;
  readonly isAgreed: boolean;
}

/** What was said of cells that can be read in two ways; `text`: they stay as they are. What is not here is asked before the payload is made. */
export type Said = { readonly [K in keyof Reading]?: Reading[K] | 'text' };

/** A table on its way to a payload: what was found in it, and what the user said. */
export interface Setup {
  readonly table: Uri;
  readonly goal: Goal;
  readonly look: Look;
  readonly corrections: Corrections;
  /** As the first row has them; empty where it has none. One for each column. */
  readonly names: readonly string[];
  readonly targets: readonly TargetInfo[];
  readonly mapping: Mapping;
  readonly reading: Said;
  readonly place: Place;
  /** The mapping was made by the user, for a table with the same columns. */
  readonly isRemembered: boolean;
}

type Given = Pick<Setup, 'table' | 'goal' | 'corrections' | 'place'>;

/** A table as it was found: the columns mapped as the user did it for the same columns before, else by their names. */
export function setupOf(given: Given, found: Look, memory: TableMemory): Setup {
  const { goal, corrections } = given;
  const first = found.rows[0]?.cells ?? [];
  const targets = targetsOf(goal.procedure, goal.catalog);
  const mapped = mapColumns(first, targets, goal.procedure);
  const header = corrections.header ?? hasHeader(first, knownTo(goal));
  const names = first.map(cell => (header ? cell.trim() : ''));
  const look = { ...found, format: { ...found.format, header } };
  const remembered = memory.find(goal, names, targets);
  const setup = {
    ...given,
    look,
    names,
    targets,
    mapping: remembered?.mapping ?? (header ? mapped : names.map(() => undefined)),
    isRemembered: remembered !== undefined,
  };
  return { ...setup, reading: notRefuted(remembered?.reading ?? {}, doubts(setup)) };
}

/** What was said of an earlier table, without what the cells of this one contradict: that is asked anew. */
function notRefuted(said: Said, { dates, decimal }: Doubts): Said {
  const { dates: order, decimal: mark, ...rest } = said;
  const isRefuted = (shown: string | undefined, held: string) =>
    shown !== undefined && held !== 'text' && shown !== held;
  return {
    ...rest,
    ...(order !== undefined && !isRefuted(dates?.shown, order) && { dates: order }),
    ...(mark !== undefined && !isRefuted(decimal?.shown, mark) && { decimal: mark }),
  };
}

/** As the conversion takes it. */
export function readingOf({ dates, zone, decimal }: Said): Reading {
  return {
    ...(dates !== undefined && dates !== 'text' && { dates }),
    ...(zone !== undefined && zone !== 'text' && { zone }),
    ...(decimal !== undefined && decimal !== 'text' && { decimal }),
  };
}

/** Says of a name whether it is one of the procedure's own; where nothing is known of it, none is. */
export function knownTo({
  procedure,
  catalog,
}: Pick<Goal, 'procedure' | 'catalog'>): (name: string) => boolean {
  const targets = targetsOf(procedure, catalog);
  const known = procedure.attributesFrom === 'none' ? ({ attributesFrom: 'list' } as const) : procedure;
  return name => mapColumns([name], targets, known)[0] !== undefined;
}

/** The rows of the sample that make entries. */
export function sampleRows({ look }: Pick<Setup, 'look'>): readonly (readonly string[])[] {
  return look.rows.slice(look.format.header ? 1 : 0).map(({ cells }) => cells);
}

export function doubts(setup: Pick<Setup, 'look' | 'mapping'>): Doubts {
  return doubtsOf(sampleRows(setup), setup.mapping);
}

export function plannedColumns({ mapping }: Pick<Setup, 'mapping'>): PlannedColumn[] {
  return mapping.flatMap((info, column) =>
    info === undefined ? [] : [{ column, target: info.target, rule: info.rule }],
  );
}

/** `A` … `Z`, `AA`: as spreadsheets name columns. @param column from 0 */
export function letters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : letters(Math.floor(column / 26) - 1) + last;
}
