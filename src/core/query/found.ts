import { readList } from '../api/collections';
import { readEnvelope } from '../api/envelope';
import { findProcess } from '../api/process';
import type { Catalog, Procedure } from '../catalog/model';
import { isObject, type Json, type JsonObject } from '../json';
import { createdTime } from '../payload/arrival';
import { exactText, readExact } from './exact';

/** A process as a list shows it to people. */
export interface ProcessRow {
  /** The primary identifier's value, else the primary key's, else the id; undefined where it shows none of them. */
  readonly title?: string;
  /** The primary key's value, where the title is another. */
  readonly key?: string;
  readonly id?: string;
  /** Its state's name, else what stands there. */
  readonly state?: string;
  readonly status?: string;
  /** The name of the user, else what stands there. */
  readonly assignedTo?: string;
  /** Epoch ms by the service's clock. */
  readonly createdAt?: number;
}

/**
 * What is worth showing of a process of List; every field may be missing (section 11.1 of service-facts).
 * @param process as {@link exactPage} has it: keys and ids beyond 2^53 keep their digits
 */
export function rowOf(process: JsonObject, procedure: Procedure, catalog: Catalog): ProcessRow {
  const { data } = process;
  const value = (shortId: string | undefined): string | undefined =>
    shortId === undefined
      ? undefined
      : (scalar(isObject(data) ? data[shortId] : undefined) ?? scalar(process[shortId]));
  const id = exactId(process);
  const key = value(procedure.primaryKey);
  const title = value(procedure.primaryIdentifier) ?? key ?? id;
  const state = stateOf(process['state'], procedure);
  const assignedTo = userOf(process['assignedTo'], catalog);
  const createdAt = createdTime({ createdAt: plainNumber(process['createdAt']) });
  const { status } = process;
  return {
    ...(title === undefined ? {} : { title }),
    ...(key === undefined || key === title ? {} : { key }),
    ...(id === undefined ? {} : { id }),
    ...(state === undefined ? {} : { state }),
    ...(typeof status === 'string' ? { status } : {}),
    ...(assignedTo === undefined ? {} : { assignedTo }),
    ...(createdAt === undefined ? {} : { createdAt }),
  };
}

/** The processes of a page of List, with all digits of their numbers. */
export function exactPage(answer: string): readonly JsonObject[] | undefined {
  const { data } = readEnvelope(readExact(answer));
  return readList(data, ['processes']);
}

/** One of {@link exactPage}. @param index its place in the page */
export function exactOf(answer: string, index: number): JsonObject | undefined {
  return exactPage(answer)?.[index];
}

/** The id of a process of {@link exactPage}. */
export function exactId(process: JsonObject): string | undefined {
  return scalar(process['id']);
}

/**
 * The id of the process that an answer holds where that is not the one that was asked for; undefined where it is, where the answer names none,
 * and where the process shows what was asked for as its primary key: whether a fetch takes that for an id is not documented.
 */
export function otherId(answer: string, asked: string, primaryKey: string | undefined): string | undefined {
  const { process, id: found } = findProcess(readEnvelope(readExact(answer)).data, answer);
  const id = exactText(found);
  if (process === undefined || id === undefined || id.toLowerCase() === asked.toLowerCase()) return undefined;
  const shows = (value: Json | undefined) => exactText(value) === asked;
  const { data } = process;
  const isKey =
    primaryKey !== undefined && (shows(process[primaryKey]) || (isObject(data) && shows(data[primaryKey])));
  return isKey ? undefined : id;
}

/** The process that Fetch Process answered, with all digits of its numbers. */
export function exactFetched(answer: string): JsonObject | undefined {
  const { data } = readEnvelope(readExact(answer));
  return findProcess(data, answer).process ?? (isObject(data) ? data : undefined);
}

function scalar(value: Json | undefined): string | undefined {
  return typeof value === 'string' && value.trim() === '' ? undefined : exactText(value);
}

/** A time such as `1.7672256e12` as the number that it is. */
function plainNumber(value: Json | undefined): Json {
  const text = exactText(value);
  return text === undefined || text === value ? (value ?? null) : Number(text);
}

/** An object that stands for itself is known by its id. */
export function referred(value: Json | undefined): string | undefined {
  return scalar(isObject(value) ? (value['id'] ?? value['shortId'] ?? value['username']) : value);
}

function stateOf(value: Json | undefined, { states }: Procedure): string | undefined {
  const named = referred(value);
  if (named === undefined) return undefined;
  return states.find(({ id, shortId }) => id === named || shortId === named)?.name ?? named;
}

function userOf(value: Json | undefined, { users }: Catalog): string | undefined {
  const named = referred(value);
  if (named === undefined) return undefined;
  return users.find(({ id, username }) => id === named || username === named)?.name ?? named;
}
