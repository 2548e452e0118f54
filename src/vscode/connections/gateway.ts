import type { ChakraApi } from '../../core/api/client';
import type { ApiFailure, ApiResult } from '../../core/api/result';
import type { Connection } from '../../core/connection';
import type { Log } from '../log';
import type { SandboxRunner } from '../sandbox/runner';
import type { Tokens } from './tokens';

/** The one place where a connection, its token and the HTTP client meet. */
export class Gateway {
  constructor(
    private readonly tokens: Tokens,
    private readonly sandbox: SandboxRunner,
    private readonly log: Log,
    private readonly version: string,
  ) {}

  /** Calls the service of a connection; without a token nothing is sent (`noToken`). */
  async call<T>(
    connection: Connection,
    work: (api: ChakraApi) => Promise<ApiResult<T>>,
  ): Promise<ApiResult<T>> {
    if (connection.kind === 'sandbox') {
      const { baseUrl, token } = await this.sandbox.start();
      return work(await this.api(connection, baseUrl, token));
    }
    const token = await this.tokens.get(connection);
    if (token === undefined) return { ok: false, failure: noToken };
    return work(await this.api(connection, connection.baseUrl, token));
  }

  /** Fetch Config with a token that is not kept yet: the documented way to test a connection (service-facts 12.1). */
  async check(connection: Connection, token: string, signal?: AbortSignal): Promise<ApiResult<unknown>> {
    return (await this.api(connection, connection.baseUrl, token)).fetchConfig(signal);
  }

  private async api(connection: Connection, baseUrl: string, token: string): Promise<ChakraApi> {
    this.log.redactor.add(token);
    const { createApi, fetch } = await import('../../core/api/http');
    return createApi({
      baseUrl,
      token,
      fetch,
      userAgent: `chakra-vscode/${this.version}`,
      onEvent: event => this.log.request(connection.name, event),
    });
  }
}

const noToken: ApiFailure = { kind: 'noToken', effect: 'notSent', request: '', attempts: 0 };
