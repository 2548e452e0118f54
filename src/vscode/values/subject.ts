import type * as vscode from 'vscode';
import type { Attribute, Catalog, Procedure, State } from '../../core/catalog/model';
import { kindOf } from '../../core/schema/kind';
import type { ValueKind } from '../../core/schema/words';
import { runInSlices } from '../../core/slices';
import { findSpot, spotAt, type Spot } from '../../core/values/spot';
import { linesAround } from '../lines';

/** What a value is of. */
export interface ValueSubject {
  readonly spot: Spot;
  /** What it wants; `user` for `assignedTo` and whatever else names a user. */
  readonly wants: ValueKind | 'photos' | 'user';
  /** Absent for a field of the process. */
  readonly attribute?: Attribute;
  /** Of the procedure, where it is the `state` of the process. */
  readonly states?: readonly State[];
}

/** What stands at a position of a payload; undefined where there is no value, or nothing is known about it. */
export function subjectAt(
  document: vscode.TextDocument,
  position: vscode.Position,
  procedure: Procedure,
  catalog: Catalog | undefined,
): ValueSubject | undefined {
  const spot = spotAt(linesAround(document, position.line), position.line, position.character);
  return spot && subjectOf(spot, procedure, catalog);
}

/** As {@link subjectAt}, in slices, for what VS Code asks while somebody types; undefined also where the document has changed meanwhile. */
export async function subjectSoon(
  document: vscode.TextDocument,
  position: vscode.Position,
  procedure: Procedure,
  catalog: Catalog | undefined,
): Promise<ValueSubject | undefined> {
  const { version } = document;
  const spot = await runInSlices(
    findSpot(linesAround(document, position.line), position.line, position.character),
  );
  return spot === undefined || document.version !== version ? undefined : subjectOf(spot, procedure, catalog);
}

function subjectOf(spot: Spot, procedure: Procedure, catalog: Catalog | undefined): ValueSubject | undefined {
  if (spot.place === 'top') {
    if (spot.key === 'state') return { spot, wants: 'state', states: procedure.states };
    if (spot.key === 'nextActionAt') return { spot, wants: 'epoch' };
    return spot.key === 'assignedTo' ? { spot, wants: 'user' } : undefined;
  }
  const attribute = attributesIn(spot.place, procedure, catalog).find(({ shortId }) => shortId === spot.key);
  return attribute && { spot, wants: wantsOf(attribute), attribute };
}

/** The attributes of `data`, or of `record.data`. */
export function attributesIn(
  place: 'data' | 'recordData',
  procedure: Procedure,
  catalog: Catalog | undefined,
): readonly Attribute[] {
  if (place === 'data') return procedure.attributes;
  return catalog?.entities.find(({ key }) => key === procedure.entity)?.attributes ?? [];
}

export function wantsOf(attribute: Attribute): ValueKind | 'photos' {
  const kind = kindOf(attribute);
  return kind === 'username' ? 'user' : kind;
}
