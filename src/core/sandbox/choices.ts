import { isObject, type Json } from '../json';

/**
 * What the documents leave open, one switch for each question: name -> allowed values, the first is the default.
 * Where a document hints at an answer, that answer is the default (sections 2, 7, 12 and 16 of service-facts);
 * all other values are assumptions about how a service might have chosen.
 */
export const sandboxChoices = {
  /** Collections in the config: arrays, maps keyed by uuid, maps whose values do not repeat the uuid. */
  configShape: ['arrays', 'maps', 'mapsWithoutIds'],
  configEnvelope: ['present', 'absent'],
  teamShape: ['object', 'list'],
  /** What a reference from one config object to another holds. */
  references: ['uuid', 'shortId'],
  /** Who ties an attribute to its procedure or entity: refs there, a ref on the attribute, objects in place, nobody. */
  attributeLinks: ['procedure', 'attribute', 'inline', 'none'],
  /** Name of the list of attributes on a procedure or entity. */
  linkField: ['attributes', 'attributeIds'],
  /** States: objects in the procedure, top-level `states` with refs in the procedure, or top-level with a ref back. */
  states: ['procedure', 'topLevel', 'procedureStates'],
  /** Calculated attributes: under `derivedAttributes`, or among the others with a mark. */
  derived: ['derivedAttributes', 'flag'],
  options: ['options', 'enum', 'attributeConfig'],
  names: ['name', 'title', 'label', 'none'],
  /** How an attribute tells its type. */
  typeField: ['typeName', 'typeId', 'attributeTypeName', 'attributeTypeId'],
  /** `stringEnum` as docs:data-model/attribute has it, or `String Enum` as the help pages do. */
  typeWords: ['names', 'labels'],
  /** What an entry of `attributeTypes` goes by. */
  typeEntries: ['shortId', 'name'],
  /** `isRequired`, `isHidden` … or `required`, `hidden` … */
  marks: ['is', 'plain'],
  /** Whether deleted procedures and attributes are in the config, marked. */
  deleted: ['absent', 'present'],
  /** Names with markup, command links and line breaks, to see that nothing renders them. */
  texts: ['plain', 'hostile'],
  /** `created` is 201 with the process, `noContent` 204, `bare` the process without an envelope. */
  createAnswer: ['empty', 'process', 'id', 'bare', 'created', 'noContent'],
  /** Envelope of List, Fetch and List Users. */
  dataEnvelope: ['present', 'absent'],
  /** `_meta` and `_errors` that hold nothing. */
  emptyKeys: ['present', 'absent', 'null'],
  errorShape: ['strings', 'objects', 'message', 'errorObject', 'errorText', 'errors'],
  /** What an error object calls the attribute it is about; `path` gives `data.score`. */
  errorField: ['field', 'attribute', 'path'],
  refusedStatus: ['400', '422'],
  /** `_errors` with HTTP 200: never, as warnings beside data, in place of a 4xx for refused content. */
  okErrors: ['never', 'warnings', 'failure'],
  unknownKeys: ['refused', 'ignored'],
  wrongTypes: ['accepted', 'refused'],
  missingRequired: ['refused', 'accepted'],
  unknownState: ['refused', 'ignored'],
  unknownAssignee: ['refused', 'ignored'],
  duplicateKey: ['refused', 'merged', 'duplicated'],
  stateInAnswers: ['uuid', 'shortId'],
  listMeta: ['present', 'absent'],
  listOrder: ['newest', 'oldest'],
  /** A `limit` above 100. */
  overLimit: ['capped', 'refused'],
  userRole: ['uuid', 'object', 'name'],
} as const;

export type ChoiceName = keyof typeof sandboxChoices;

export type SandboxChoices = { readonly [K in ChoiceName]: (typeof sandboxChoices)[K][number] };

const allowed: Readonly<Record<string, readonly string[]>> = sandboxChoices;

/** The default of every choice. */
export const defaultChoices = Object.fromEntries(
  Object.entries(allowed).map(([name, values]) => [name, values[0]]),
) as SandboxChoices;

/** True for an object that holds nothing but known choices with allowed values. */
export function isChoices(value: Json | undefined): value is Partial<SandboxChoices> {
  return (
    isObject(value) &&
    Object.entries(value).every(
      ([name, chosen]) =>
        Object.hasOwn(allowed, name) && typeof chosen === 'string' && allowed[name]?.includes(chosen),
    )
  );
}
