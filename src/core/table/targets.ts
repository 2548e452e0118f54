import { bareAttribute, type Attribute, type Catalog, type Procedure } from '../catalog/model';
import { statuses } from '../catalog/process';
import { kindOf } from '../schema/kind';
import type { ValueKind } from '../schema/words';
import { fields, type CellKind, type CellRule, type Field, type Target } from './model';

/** A place in a process object that a column can fill. */
export interface TargetInfo {
  readonly target: Target;
  /** The attribute; of a field beside `data`, none. */
  readonly attribute?: Attribute;
  readonly rule: CellRule;
}

/** Everything that a column can become in a procedure: the primary key, attributes, fields, attributes of the record. */
export function targetsOf(procedure: Procedure, catalog: Catalog): TargetInfo[] {
  const entity = catalog.entities.find(({ key }) => key === procedure.entity);
  const attributes = distinct(procedure.attributes);
  const key = procedure.primaryKey;
  const keyAttribute =
    key === undefined ? undefined : (attributes.find(({ shortId }) => shortId === key) ?? bareAttribute(key));
  const beside = keyAttribute === undefined ? [] : [infoOf('key', keyAttribute)];
  const inside = attributes.map(attribute => infoOf('data', attribute));
  return [
    // Beside `data` as the samples of Bulk Create have it, unless a setting says otherwise; the place that comes first is the default.
    ...(procedure.keyPlace === 'data' ? [...inside, ...beside] : [...beside, ...inside]),
    ...fields.map(field => ({
      target: { at: 'field' as const, shortId: field },
      rule: fieldRule(field, procedure, catalog),
    })),
    ...distinct(entity?.attributes ?? []).map(attribute => infoOf('record', attribute)),
  ];
}

/** An attribute that the config does not name: its values are text. */
export function unknownTarget(at: 'data' | 'record', shortId: string): TargetInfo {
  return infoOf(at, bareAttribute(shortId));
}

export function sameTarget(a: Target, b: Target): boolean {
  return a.at === b.at && a.shortId === b.shortId;
}

function infoOf(at: 'key' | 'data' | 'record', attribute: Attribute): TargetInfo {
  return { target: { at, shortId: attribute.shortId }, attribute, rule: attributeRule(attribute) };
}

/** How values are written, by their kind. What is not here has no documented form: it stays what the cell is. */
const cellKinds: Readonly<Partial<Record<ValueKind, CellKind>>> = {
  text: 'text',
  audio: 'text',
  email: 'text',
  phone: 'text',
  photo: 'text',
  longText: 'text',
  url: 'text',
  html: 'text',
  otp: 'text',
  isoDateTime: 'isoDateTime',
  integer: 'number',
  number: 'number',
  epoch: 'epoch',
  date: 'date',
  time: 'time',
  boolean: 'boolean',
  option: 'option',
  options: 'options',
  object: 'object',
  // By their names lists of texts.
  photos: 'list',
  texts: 'list',
};

function attributeRule(attribute: Attribute): CellRule {
  const kind = cellKinds[kindOf(attribute)] ?? 'any';
  const numeric = /integer|float/i.test(attribute.type);
  const { options = [] } = attribute;
  if (!['option', 'options', 'any'].includes(kind) || options.length === 0)
    return { kind, ...(numeric ? { numeric } : {}) };
  const choices = options.map(({ value, label }) => ({ value, words: label === undefined ? [] : [label] }));
  return { kind, choices, ...(numeric ? { numeric } : {}) };
}

/** The fields beside `data` (page api-11530135). */
function fieldRule(field: Field, procedure: Procedure, catalog: Catalog): CellRule {
  switch (field) {
    case 'status':
      return {
        kind: 'option',
        choices: statuses.map(value => ({ value, words: [] })),
      };
    case 'state':
      if (procedure.states.length === 0) return { kind: 'text' };
      return {
        kind: procedure.statesMissing === undefined ? 'option' : 'any',
        choices: procedure.states.map(({ shortId, name, id }) => ({
          value: shortId,
          words: [name, ...(id === undefined ? [] : [id])],
        })),
      };
    case 'assignedTo':
      return usersRule(catalog);
    case 'nextActionAt':
      return { kind: 'epoch' };
  }
}

/** Usernames or ids (page api-11530135); people also write names and addresses. */
function usersRule({ users }: Catalog): CellRule {
  const choices = users
    .filter(({ isDeleted }) => !isDeleted)
    .flatMap(({ id, username, name, email }) => {
      const value = username ?? id;
      if (value === undefined) return [];
      return [{ value, words: [id, email, name].filter(word => word !== undefined) }];
    });
  return choices.length === 0 ? { kind: 'text' } : { kind: 'option', choices };
}

/** The first attribute of each short id. */
function distinct(attributes: readonly Attribute[]): Attribute[] {
  const byId = new Map<string, Attribute>();
  for (const attribute of attributes)
    if (!byId.has(attribute.shortId)) byId.set(attribute.shortId, attribute);
  return [...byId.values()];
}
