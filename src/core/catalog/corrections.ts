import { isArray, isObject, type Json, type JsonObject } from '../json';
import { bareAttribute, type Attribute, type Catalog, type Option, type Procedure } from './model';
import { attributeType, dataTypeOf, isEnumType } from './types';

/** What a user says of an attribute; what is absent stays as the config has it. */
export interface AttributeCorrection {
  readonly name?: string;
  readonly description?: string;
  /** Canonical where the word is known, else the user's word. */
  readonly type?: string;
  readonly required?: boolean;
  readonly derived?: boolean;
  /** Empty: there are no known options. */
  readonly options?: readonly Option[];
}

/** What a user says of a procedure. */
export interface ProcedureCorrection {
  /** A procedure that the config does not show is added where it has one. */
  readonly name?: string;
  /** Null: there is none. */
  readonly primaryKey?: string | null;
  /** Where entries of a bulk file are to have it (both places are accepted, section 16, 7 of service-facts). */
  readonly keyPlace?: 'topLevel' | 'data';
  readonly attributes: ReadonlyMap<string, AttributeCorrection>;
}

/** By short id of the procedure. */
export type Corrections = ReadonlyMap<string, ProcedureCorrection>;

const noCorrections: Corrections = new Map();

/**
 * Reads the setting `chakra.procedures`. Whatever is not as the setting's schema has it is left out: the settings editor marks it.
 * @param value as VS Code gives it, merged over all scopes
 */
export function readCorrections(value: unknown): Corrections {
  if (!isObject(value)) return noCorrections;
  const all = new Map<string, ProcedureCorrection>();
  for (const [shortId, one] of Object.entries(value)) {
    if (shortId === '' || !isObject(one)) continue;
    all.set(shortId, readProcedure(one));
  }
  return all;
}

function readProcedure(value: JsonObject): ProcedureCorrection {
  const { name, primaryKey, primaryKeyPlace: place, attributes } = value;
  const read = new Map<string, AttributeCorrection>();
  for (const [shortId, one] of Object.entries(isObject(attributes) ? attributes : {})) {
    if (shortId !== '' && isObject(one)) read.set(shortId, readAttribute(one));
  }
  return {
    ...(isText(name) && { name }),
    ...((isText(primaryKey) || primaryKey === null) && { primaryKey }),
    ...((place === 'topLevel' || place === 'data') && { keyPlace: place }),
    attributes: read,
  };
}

function readAttribute({
  name,
  description,
  type,
  required,
  derived,
  options,
}: JsonObject): AttributeCorrection {
  return {
    ...(isText(name) && { name }),
    ...(isText(description) && { description }),
    ...(isText(type) && { type: attributeType(type)?.type ?? type }),
    ...(typeof required === 'boolean' && { required }),
    ...(typeof derived === 'boolean' && { derived }),
    ...(isArray(options) && { options: options.flatMap(readOption) }),
  };
}

function readOption(item: Json): Option[] {
  if (typeof item === 'string' || typeof item === 'number') return [{ value: item }];
  if (!isObject(item)) return [];
  const { value, label, description } = item;
  if (typeof value !== 'string' && typeof value !== 'number') return [];
  return [{ value, ...(isText(label) && { label }), ...(isText(description) && { description }) }];
}

function isText(value: Json | undefined): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

/** The catalog as the user has corrected it; the very same one where there is nothing to correct. */
export function corrected(catalog: Catalog, corrections: Corrections): Catalog {
  if (corrections.size === 0) return catalog;
  const known = new Set(catalog.procedures.map(({ shortId }) => shortId));
  const added = [...corrections]
    .filter(([shortId, { name }]) => !known.has(shortId) && name !== undefined)
    .map(([shortId]) => unknownProcedure(shortId));
  if (added.length === 0 && ![...corrections.keys()].some(shortId => known.has(shortId))) return catalog;
  const procedures = [...catalog.procedures, ...added].map(procedure => {
    const correction = corrections.get(procedure.shortId);
    return correction === undefined ? procedure : correctProcedure(procedure, correction);
  });
  return { ...catalog, procedures };
}

function unknownProcedure(shortId: string): Procedure {
  return { key: shortId, shortId, name: shortId, attributes: [], attributesFrom: 'none', states: [] };
}

function correctProcedure(procedure: Procedure, correction: ProcedureCorrection): Procedure {
  const { name, primaryKey, keyPlace, attributes } = correction;
  const { primaryKey: before, ...rest } = procedure;
  const key = primaryKey === undefined ? before : (primaryKey ?? undefined);
  const isLearning = procedure.attributesFrom === 'none' && attributes.size > 0;
  return {
    ...rest,
    ...(name !== undefined && { name }),
    ...(key !== undefined && { primaryKey: key }),
    ...(keyPlace !== undefined && { keyPlace }),
    // What a user names is not all there is.
    ...(isLearning && { attributesFrom: 'list' as const }),
    attributes: correctAttributes(procedure.attributes, attributes),
    corrected: true,
  };
}

function correctAttributes(
  attributes: readonly Attribute[],
  corrections: ReadonlyMap<string, AttributeCorrection>,
): readonly Attribute[] {
  if (corrections.size === 0) return attributes;
  const known = new Set(attributes.map(({ shortId }) => shortId));
  const added = [...corrections.keys()].filter(shortId => !known.has(shortId)).map(bareAttribute);
  return [...attributes, ...added].map(attribute => {
    const correction = corrections.get(attribute.shortId);
    return correction === undefined ? attribute : correctAttribute(attribute, correction);
  });
}

function correctAttribute(attribute: Attribute, correction: AttributeCorrection): Attribute {
  const { type: word, options, ...texts } = correction;
  const { dataType: typed, options: listed, learnt, ...rest } = attribute;
  const shown = options?.map(option => asListed(option, listed)) ?? listed;
  const type =
    word ??
    (options === undefined || options.length === 0 ? attribute.type : enumOf(attribute.type, options));
  const dataType = type === attribute.type ? typed : (attributeType(type)?.dataType ?? dataTypeOf(type));
  // Of what was only seen in processes the user now knows better; their words alone do not say what values it takes.
  const isKnown = word !== undefined || options !== undefined;
  return {
    ...rest,
    ...texts,
    type,
    ...(dataType !== undefined && { dataType }),
    ...(shown !== undefined && shown.length > 0 && { options: shown }),
    ...(learnt === true && !isKnown && { learnt }),
    corrected: true,
  };
}

/** A bare value that the config knows keeps what the config says of it: who takes one option away renames none of the others. */
function asListed(option: Option, listed: readonly Option[] | undefined): Option {
  if (option.label !== undefined) return option;
  return { ...listed?.find(({ value }) => value === option.value), ...option };
}

/** Who gives options says that there is a choice: an enum type stays, anything else becomes the one that fits the values. */
function enumOf(type: string, options: readonly Option[]): string {
  if (isEnumType(type)) return type;
  if (!options.every(({ value }) => typeof value === 'number')) return 'stringEnum';
  return options.every(({ value }) => Number.isInteger(value)) ? 'integerEnum' : 'floatEnum';
}
