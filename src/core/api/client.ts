import type { Json, JsonObject } from '../json';
import { readBaseUrl } from './baseUrl';
import { bulkCreate, type BulkCreated } from './bulkCreate';
import { systemClock, type Clock } from './clock';
import { fetchConfig } from './config';
import { fetchJobEntries, type EntriesReading, type JobEntriesPage } from './jobEntries';
import { fetchJob, type Job } from './jobs';
import {
  type CreatedProcess,
  createProcess,
  fetchProcess,
  listProcesses,
  type ProcessPage,
  type ProcessQuery,
} from './processes';
import { type PhotoFile, type UploadedPhoto, uploadPhoto } from './photos';
import { Redactor } from './redact';
import type { ApiResult } from './result';
import { Sender } from './sender';
import { cleanToken } from './token';
import type { FetchFunction, RequestEvent } from './transport';
import { listUsers, type UserList } from './users';

export interface ApiOptions {
  /** The `url` that `readBaseUrl` gave. */
  readonly baseUrl: string;
  /** Goes into the Authorization header of requests to the base URL's origin and nowhere else. */
  readonly token: string;
  readonly fetch: FetchFunction;
  readonly userAgent: string;
  readonly clock?: Clock;
  /** A number in [0, 1). */
  readonly random?: () => number;
  /** For one request and its whole answer, ms; 30 000 unless given. In bulk, a body adds a second for each 50 kB. */
  readonly timeoutMs?: number;
  /** Of one answer, unpacked; 64 MiB unless given. */
  readonly maxBytes?: number;
  /** Called once for every request that went out, when it is over. */
  readonly onEvent?: (event: RequestEvent) => void;
}

/** The HTTP API of one connection. No method throws for what the network or the service does. */
export interface ChakraApi {
  fetchConfig(signal?: AbortSignal): Promise<ApiResult<Json>>;
  createProcess(
    procedureShortId: string,
    body: Uint8Array,
    signal?: AbortSignal,
  ): Promise<ApiResult<CreatedProcess>>;
  listProcesses(
    procedureShortId: string,
    query: ProcessQuery,
    signal?: AbortSignal,
  ): Promise<ApiResult<ProcessPage>>;
  listUsers(signal?: AbortSignal): Promise<ApiResult<UserList>>;
  fetchProcess(
    procedureShortId: string,
    processId: string,
    signal?: AbortSignal,
  ): Promise<ApiResult<JsonObject>>;
  uploadPhoto(
    id: string,
    file: PhotoFile,
    mayBeThere: boolean,
    signal?: AbortSignal,
  ): Promise<ApiResult<UploadedPhoto>>;
  /** Sent exactly once, as the two below are asked exactly once: whoever makes many of these calls paces them. */
  bulkCreate(
    procedureShortId: string,
    body: Uint8Array,
    signal?: AbortSignal,
  ): Promise<ApiResult<BulkCreated>>;
  fetchJob(jobId: string, signal?: AbortSignal): Promise<ApiResult<Job>>;
  fetchJobEntries(
    jobId: string,
    path: string | undefined,
    signal?: AbortSignal,
    reading?: EntriesReading,
  ): Promise<ApiResult<JobEntriesPage>>;
}

/** As in ChakraHQ's own SDK (section 13 of service-facts). */
const defaultTimeoutMs = 30_000;
const defaultMaxBytes = 64 * 1024 * 1024;

/**
 * The API of one connection; nothing is sent before a method is called. A token that no header can carry counts as
 * none. Throws for a base URL that `readBaseUrl` refuses: it must never come this far.
 */
export function createApi(options: ApiOptions): ChakraApi {
  const base = readBaseUrl(options.baseUrl);
  if (!base.ok) throw new Error(`Base URL refused: ${base.problem}`);
  const token = cleanToken(options.token);
  const redactor = new Redactor();
  if (token.ok) redactor.add(token.token);
  const sender = new Sender({
    baseUrl: base.url,
    token: token.ok ? token.token : undefined,
    fetch: options.fetch,
    userAgent: options.userAgent,
    clock: options.clock ?? systemClock,
    random: options.random ?? Math.random,
    timeoutMs: options.timeoutMs ?? defaultTimeoutMs,
    maxBytes: options.maxBytes ?? defaultMaxBytes,
    redactor,
    onEvent: options.onEvent,
  });
  return {
    fetchConfig: signal => fetchConfig(sender, signal),
    createProcess: (procedure, body, signal) => createProcess(sender, procedure, body, signal),
    listProcesses: (procedure, query, signal) => listProcesses(sender, procedure, query, signal),
    listUsers: signal => listUsers(sender, signal),
    fetchProcess: (procedure, id, signal) => fetchProcess(sender, procedure, id, signal),
    uploadPhoto: (id, file, mayBeThere, signal) => uploadPhoto(sender, id, file, mayBeThere, signal),
    bulkCreate: (procedure, body, signal) => bulkCreate(sender, procedure, body, signal),
    fetchJob: (jobId, signal) => fetchJob(sender, jobId, signal),
    fetchJobEntries: (jobId, path, signal, reading) => fetchJobEntries(sender, jobId, path, signal, reading),
  };
}
