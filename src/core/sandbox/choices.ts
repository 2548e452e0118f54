import { isObject, type Json } from '../json';

/**
 * What the documents leave open, one switch for each question: name -> allowed values, the first is the default.
 * Where a document hints at an answer, that answer is the default (sections 2, 3, 5, 6, 7, 12 and 16 of service-facts);
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
  /** A photo under an id that is there already. */
  photoRepeat: ['kept', 'refused'],
  /** Whether a client may make the id of a photo (page api-11531276). */
  photoWithId: ['known', 'unknown'],
  /** What an upload answers: the photo object, or nothing. */
  photoAnswer: ['photo', 'nested', 'empty'],
  /** Where the primary key may stand: also at the top level, or in `data` alone. */
  keyPlace: ['anywhere', 'data'],
  /**
   * What bulk create answers: a job as `_data`, under `_data.backgroundJob`, as the only item of a list, without an envelope; its id
   * alone, under a name or as it is; nothing but a `Location`; nothing.
   */
  bulkAck: [
    'job',
    'nestedJob',
    'backgroundJobId',
    'jobId',
    'bareId',
    'list',
    'noEnvelope',
    'nestedNoEnvelope',
    'dataNoEnvelope',
    'location',
    'empty',
  ],
  bulkStatus: ['200', '201', '202'],
  /** Ids of jobs as JSON numbers, too large for a double. */
  jobIds: ['uuid', 'number'],
  /** One bad entry: an entry that is INVALID, or a refusal of the whole call. */
  badEntry: ['invalid', 'callRefused'],
  /** The largest bulk create; more is refused with 413. */
  bulkLimit: ['none', '1000 entries', '100 kB'],
  /** Envelope of background jobs and their entries; without it the counts and the list stand beside everything else. */
  jobEnvelope: ['present', 'absent'],
  jobCounts: ['all', 'nonZero', 'none'],
  jobCountsPlace: ['meta', 'data'],
  /** The documented name, another one; texts of digits; a list of pairs under another name. */
  jobCountsForm: ['documented', 'otherName', 'texts', 'pairs'],
  /** How a job says that it is finished; without counts it gives `completedAt` at least. */
  jobDone: ['countsOnly', 'completedAt', 'completedAtIso', 'word', 'both'],
  /** The word for "finished". */
  jobDoneWord: ['COMPLETED', 'SUCCESS', 'Completed', 'ENDED'],
  /** The word of a job that says one, before it is finished; only the first is documented. */
  jobOpenWord: ['IN_PROGRESS', 'NOT_STARTED', 'Processing'],
  /** How long a job is known: for good, or until its results were read to their end. */
  jobsKept: ['forGood', 'untilRead'],
  /** A status for entries that are being processed. */
  entryUnderway: ['none', 'IN_PROGRESS', 'STARTED'],
  /** When the entries exist: with the answer to the bulk create, or some time later. */
  entriesInserted: ['atOnce', 'later'],
  /** Whether entries that are not valid are among a job's entries. */
  invalidEntries: ['listed', 'leftOut'],
  entriesOrder: ['asSent', 'reversed', 'shuffled', 'byStatus'],
  /** What an entry repeats of what was sent: its primary key, all of it (as JSON or as text), its place from 0 or 1. */
  entriesEcho: ['none', 'key', 'keyInData', 'input', 'inputText', 'index', 'rowFrom1', 'positionText'],
  entryStatusField: ['completionStatus', 'status'],
  entryStatusWords: ['upper', 'lower'],
  /** Where an entry has its message: a text, an object, a list of objects. */
  entryMessage: ['statusMessage', 'message', 'error', 'errorObject', 'errors', 'result'],
  entryProcessId: ['none', 'processId', 'process', 'resultId', 'result'],
  /** Whether an entry has an id of its own, beside that of the process. */
  entryIds: ['id', 'none'],
  /** How the next page is named: by a path, a whole URL, relative to this page, by its query alone, not at all since there is but one page. */
  entriesPaging: ['path', 'url', 'relative', 'query', 'onePage'],
  /** What the path of a page tells of its place: a cursor, a number of the page, how many to skip. */
  entriesQuery: ['after', 'page', 'skip'],
  entriesPageSize: ['100', '3'],
  /** Names in `_meta`; `withOthers` has paths of other pages before the next one. */
  entriesMeta: ['total', 'count', 'nested', 'withOthers', 'nextOnly'],
  /** What the last page says about the next one; `emptyPage` leads to one without entries. */
  entriesEnd: ['absent', 'null', 'emptyPage', 'itself'],
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
