import type * as vscode from 'vscode';
import type { Attribute, Catalog, Procedure } from '../../core/catalog/model';
import { kindOf } from '../../core/schema/kind';
import type { ValueKind } from '../../core/schema/words';
import { spotAt, type Spot } from '../../core/values/spot';

/** What a value is of. */
export interface ValueSubject {
  readonly spot: Spot;
  /** What it wants; `user` for `assignedTo`. */
  readonly wants: ValueKind | 'photos' | 'user';
  /** Absent for a field of the process. */
  readonly attribute?: Attribute;
}

/** What stands at a position of a payload; undefined where there is no value, or nothing is known about it. */
export function subjectAt(
  document: vscode.TextDocument,
  position: vscode.Position,
  procedure: Procedure,
  catalog: Catalog | undefined,
): ValueSubject | undefined {
  const lineAt = (line: number) => (line < document.lineCount ? document.lineAt(line).text : undefined);
  const spot = spotAt(lineAt, position.line, position.character);
  if (spot === undefined) return undefined;
  if (spot.place === 'top') {
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
  return attribute.type === 'multiPhotos' ? 'photos' : kindOf(attribute);
}
