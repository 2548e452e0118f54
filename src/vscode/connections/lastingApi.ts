import type { ChakraApi } from '../../core/api/client';
import type { ApiFailure, ApiResult } from '../../core/api/result';
import type { BulkApi, ListApi } from '../../core/bulk/run/ports';

export type Opened =
  { readonly ok: true; readonly api: ChakraApi } | { readonly ok: false; readonly failure: ApiFailure };

/**
 * The calls of one connection, for longer than a token may live: the token is read when it is needed first, and again after `renew`. Made by
 * `Gateway.lasting`.
 */
export class LastingApi implements BulkApi, ListApi {
  #opened: Promise<Opened> | undefined;

  /** @param open never rejects */
  constructor(private readonly open: () => Promise<Opened>) {}

  /** The next call reads connection and token anew. */
  renew(): void {
    this.#opened = undefined;
  }

  readonly bulkCreate: BulkApi['bulkCreate'] = async (procedure, body, signal) =>
    this.#call(async api => api.bulkCreate(procedure, body, signal));

  readonly fetchJob: BulkApi['fetchJob'] = async (jobId, signal) =>
    this.#call(async api => api.fetchJob(jobId, signal));

  readonly fetchJobEntries: BulkApi['fetchJobEntries'] = async (jobId, path, signal, reading) =>
    this.#call(async api => api.fetchJobEntries(jobId, path, signal, reading));

  readonly listProcesses: ListApi['listProcesses'] = async (procedure, query, signal) =>
    this.#call(async api => api.listProcesses(procedure, query, signal));

  async #call<T>(work: (api: ChakraApi) => Promise<ApiResult<T>>): Promise<ApiResult<T>> {
    const opening = (this.#opened ??= this.open());
    const opened = await opening;
    if (opened.ok) return work(opened.api);
    // What is missing may be there at the next call.
    if (this.#opened === opening) this.#opened = undefined;
    return opened;
  }
}
