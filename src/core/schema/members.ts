import { knowsAllAttributes } from '../catalog/complete';
import type { Attribute, Entity, Procedure } from '../catalog/model';
import type { JsonObject } from '../json';
import { attributeSchema } from './attribute';
import { plain } from './plain';
import type { OptionList } from './optionLists';
import type { SchemaWords } from './words';

/** Where the key sits that one of the two places of a process object must hold. */
export interface Required {
  /** Attributes that must stand in `data`. */
  readonly inData: readonly string[];
  /** The primary key where it is required: in `data`, or at the top level (section 16, 7 of service-facts). */
  readonly primaryKey?: string;
}

type Lists = ReadonlySet<OptionList> | undefined;

/** What a new process must have, as far as the config says. Calculated attributes are never asked for. */
export function requiredOf(procedure: Procedure): Required {
  const all = distinct(procedure.attributes)
    .filter(attribute => attribute.required && !attribute.derived)
    .map(attribute => attribute.shortId);
  const key = procedure.primaryKey;
  if (key === undefined || !all.includes(key)) return { inData: all };
  return { inData: all.filter(shortId => shortId !== key), primaryKey: key };
}

/** The schema of `data`. An unknown key is a warning only where all attributes are known. */
export function dataSchema(procedure: Procedure, words: SchemaWords, lists?: Lists): JsonObject {
  return membersSchema(
    procedure.attributes,
    {
      title: 'data',
      description: words.data(plain(procedure.name)),
      ...(knowsAllAttributes(procedure) ? closed(plain(procedure.name), words) : {}),
    },
    requiredOf(procedure).inData,
    words,
    procedure,
    lists,
  );
}

/**
 * The schema of `record.data`. Nothing is required in it: whether a record that exists already must be given whole is not
 * documented.
 */
export function recordDataSchema(entity: Entity | undefined, words: SchemaWords, lists?: Lists): JsonObject {
  const name = entity === undefined ? undefined : plain(entity.name);
  const known =
    name !== undefined &&
    entity !== undefined &&
    entity.attributes.length > 0 &&
    entity.attributesMissing === undefined;
  const base = {
    title: 'record.data',
    description: words.recordData(name),
    ...(known ? closed(name, words) : {}),
  };
  return membersSchema(entity?.attributes ?? [], base, [], words, {}, lists);
}

function closed(owner: string, words: SchemaWords): JsonObject {
  return { additionalProperties: false, errorMessage: words.unknownAttribute(owner) };
}

function membersSchema(
  attributes: readonly Attribute[],
  base: JsonObject,
  required: readonly string[],
  words: SchemaWords,
  keys: Pick<Procedure, 'primaryKey' | 'primaryIdentifier'>,
  lists: Lists,
): JsonObject {
  return {
    ...base,
    // Apart from the rest, since `errorMessage` beside it speaks of unknown keys.
    allOf: [{ type: 'object' }],
    properties: Object.fromEntries(
      distinct(attributes).map((attribute, index) => {
        const primaryKey = attribute.shortId === keys.primaryKey;
        const primaryIdentifier = attribute.shortId === keys.primaryIdentifier;
        return [
          attribute.shortId,
          attributeSchema(
            attribute,
            { primaryKey, primaryIdentifier, index, ...(lists && { lists }) },
            words,
          ),
        ];
      }),
    ),
    ...(required.length > 0 ? { required } : {}),
  };
}

/** The first attribute of each short id. */
function distinct(attributes: readonly Attribute[]): readonly Attribute[] {
  const seen = new Map<string, Attribute>();
  for (const attribute of attributes) {
    if (!seen.has(attribute.shortId)) seen.set(attribute.shortId, attribute);
  }
  return [...seen.values()];
}
