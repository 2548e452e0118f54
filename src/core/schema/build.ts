import { knowsAllAttributes } from '../catalog/complete';
import { bareAttribute, type Catalog, type Procedure } from '../catalog/model';
import { processFields } from '../catalog/process';
import { isObject, type JsonObject } from '../json';
import { listKey } from '../payload/listKey';
import { attributeSchema } from './attribute';
import { assignedToSchema, nextActionAtSchema, stateSchema, statusSchema } from './fields';
import { dataSchema, recordDataSchema, requiredOf } from './members';
import { listsFor } from './optionLists';
import { plain } from './plain';
import { buildDraft } from './template';
import type { SchemaWords } from './words';

export type { SchemaWords } from './words';

const draft07 = 'http://json-schema.org/draft-07/schema#';

/**
 * The JSON Schema (draft-07) of what is sent to create in a procedure: one process object, or an array of them. Made for VS
 * Code's JSON editor: no `$id`, only local references with nothing beside them, no `anyOf` around the whole so that a
 * message says exactly what is wrong, and plain descriptions, since all names come from the service. No pattern comes from there.
 * No `if` around the whole either: within one the JSON editor checks all entries at each completion, and not only that at the cursor.
 * @param takesList the list of processes may also stand in an object, as Bulk Create reads it from a file: `{ "processes": [ … ] }`
 */
export function buildSchema(
  procedure: Procedure,
  catalog: Catalog,
  words: SchemaWords,
  takesList = true,
): JsonObject {
  const name = plain(procedure.name);
  const entity = catalog.entities.find(candidate => candidate.key === procedure.entity);
  const { one, many } = snippets(procedure, words, name);
  const { lists, definitions } = listsFor(procedure, entity?.attributes ?? [], catalog.users, words);
  // The states of the record's own attributes are those of nobody knows what.
  const recordLists = new Set([...lists].filter(list => list !== 'stateOptions'));
  const items = {
    allOf: [
      { type: 'object', errorMessage: words.notAProcess(), defaultSnippets: [one] },
      { $ref: '#/definitions/entry' },
    ],
  };
  return {
    $schema: draft07,
    title: name,
    description: words.process(name),
    // Each of these speaks of objects alone, or of arrays alone.
    allOf: [
      { type: ['object', 'array'], errorMessage: words.notAProcess() },
      { $ref: '#/definitions/process' },
    ],
    items,
    defaultSnippets: [one, many],
    definitions: {
      process: takesList
        ? orList(processSchema(procedure, words, false))
        : processSchema(procedure, words, false),
      ...(takesList
        ? {
            processes: {
              title: listKey,
              description: words.processes(name),
              type: 'array',
              items,
              doNotSuggest: true,
            },
          }
        : {}),
      entry: processSchema(procedure, words, true),
      data: dataSchema(procedure, words, lists),
      record: {
        title: 'record',
        description: words.record(),
        // "Any of" with only the object shown (page api-11530135); an id or null may be the others (section 2 of service-facts).
        type: ['object', 'string', 'null'],
        properties: { data: { $ref: '#/definitions/recordData' } },
        required: ['data'],
        defaultSnippets: [{ label: '{ "data": {} }', body: { data: '^{$1}' } }],
      },
      recordData: recordDataSchema(entity, words, recordLists),
      status: statusSchema(words),
      state: stateSchema(procedure, words),
      nextActionAt: nextActionAtSchema(words),
      // Of users who are not all known none is called wrong.
      assignedTo: assignedToSchema(catalog.usersPartial ? [] : catalog.users, words),
      ...definitions,
    },
  };
}

/** What is served while the real schema is not there: everything passes. */
export function waitingSchema(words: SchemaWords): JsonObject {
  return { $schema: draft07, description: words.waiting() };
}

/**
 * The fields of a process. In an array (`entry`) the primary key is offered at the top level, as Bulk Create's samples have
 * it (page api-11531004); in a single object it passes there too (section 16, 7 of service-facts).
 */
function processSchema(procedure: Procedure, words: SchemaWords, isEntry: boolean): JsonObject {
  const required = requiredOf(procedure);
  const key = procedure.primaryKey;
  const properties: JsonObject = {
    ...(isEntry
      ? topLevelKeys(procedure, words)
      : key === undefined
        ? {}
        : { [key]: { ...keyAtTop(procedure, key, words), doNotSuggest: true } }),
    ...Object.fromEntries(processFields.map(field => [field, { $ref: `#/definitions/${field}` }])),
    $schema: { doNotSuggest: true, description: words.schemaKey() },
  };
  // A key that the config does not name may be any attribute; where those are not known either, nothing can be said.
  const open = isEntry && key === undefined && !knowsAllAttributes(procedure);
  return {
    properties,
    ...(open ? {} : { additionalProperties: false, errorMessage: words.unknownField() }),
    ...(required.inData.length > 0 ? { required: ['data'] } : {}),
    ...(required.primaryKey === undefined
      ? {}
      : keySomewhere(required.primaryKey, required.inData.length === 0)),
    ...(isEntry && key !== undefined && procedure.keyPlace === 'topLevel' ? keyNotInData(key, words) : {}),
  };
}

/** The schema of a process, for an object that may hold the list of them in its place: of that nothing is required. */
function orList({ properties, required, if: condition, else: otherwise, ...rest }: JsonObject): JsonObject {
  const needed: JsonObject = {
    ...(required === undefined ? {} : { required }),
    ...(condition === undefined ? {} : { if: condition }),
    ...(otherwise === undefined ? {} : { else: otherwise }),
  };
  return {
    properties: {
      ...(isObject(properties) ? properties : {}),
      [listKey]: { $ref: '#/definitions/processes' },
    },
    ...rest,
    // It looks at the keys of this object alone.
    ...(Object.keys(needed).length === 0 ? {} : { if: { required: [listKey] }, else: needed }),
  };
}

/** The user has said that entries have the key elsewhere. */
function notHere(key: string, place: 'topLevel' | 'data', words: SchemaWords): JsonObject {
  return { [key]: { doNotSuggest: true, not: {}, errorMessage: words.keyPlace(place) } };
}

function keyNotInData(key: string, words: SchemaWords): JsonObject {
  return { allOf: [{ properties: { data: { properties: notHere(key, 'topLevel', words) } } }] };
}

function topLevelKeys(procedure: Procedure, words: SchemaWords): JsonObject {
  const key = procedure.primaryKey;
  if (key === undefined) {
    return Object.fromEntries(
      procedure.attributes.map(attribute => [attribute.shortId, { doNotSuggest: true }]),
    );
  }
  if (procedure.keyPlace === 'data') return notHere(key, 'data', words);
  return { [key]: keyAtTop(procedure, key, words) };
}

function keyAtTop(procedure: Procedure, key: string, words: SchemaWords): JsonObject {
  const attribute = procedure.attributes.find(candidate => candidate.shortId === key) ?? bareAttribute(key);
  const role = { primaryKey: true, primaryIdentifier: false, index: 0 };
  const description = words.primaryKeyAtTop(plain(attribute.name));
  return { ...attributeSchema(attribute, role, words), description };
}

/** The required primary key stands at the top level, or else in `data`. */
function keySomewhere(key: string, dataToo: boolean): JsonObject {
  return {
    if: { required: [key] },
    else: {
      ...(dataToo ? { required: ['data'] } : {}),
      properties: { data: { doNotSuggest: true, required: [key] } },
    },
  };
}

function snippets(
  procedure: Procedure,
  words: SchemaWords,
  name: string,
): { one: JsonObject; many: JsonObject } {
  const { snippet } = buildDraft(procedure, words);
  const body = snippet.trimEnd();
  return {
    one: { label: words.newProcess(name), bodyText: body },
    many: { label: words.newProcesses(name), bodyText: `[\n  ${body.replaceAll('\n', '\n  ')}\n]` },
  };
}
