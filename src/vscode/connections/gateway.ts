import type { ChakraApi } from '../../core/api/client';
import type { ApiFailure, ApiResult } from '../../core/api/result';
import type { Connection } from '../../core/connection';
import type { Log } from '../log';
import type { SandboxRunner } from '../sandbox/runner';
import { reasonOf } from '../trouble';
import { LastingApi } from './lastingApi';
import type { Opened } from './lastingApi';
import type { Tokens } from './tokens';

/** The one place where a connection, its token and the HTTP client meet. */
export class Gateway {
  /** Connections whose token was kept although the service had just refused it: who did that need not be told of it at once again. */
  readonly keptRefused = new Set<string>();

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
    const opened = await this.open(connection);
    return opened.ok ? work(opened.api) : opened;
  }

  /**
   * Calls that stay valid for as long as a run goes on. No call throws: where there is no connection or no token any more, or the keyring is locked, the call fails
   * with `noToken`, and nothing was sent.
   * @param find the connection as it is now; undefined when it is gone, or leads elsewhere
   */
  lasting(find: () => Connection | undefined): LastingApi {
    return new LastingApi(async () => {
      const connection = find();
      if (connection === undefined) return { ok: false, failure: noToken };
      try {
        return await this.open(connection);
      } catch (error) {
        this.log.error(connection.name, error);
        const failure: ApiFailure =
          connection.kind === 'sandbox'
            ? { ...nothingSent, kind: 'unreachable', reason: 'network', detail: reasonOf(error) }
            : noToken;
        return { ok: false, failure };
      }
    });
  }

  /** Fetch Config with a token that is not kept yet: the documented way to test a connection (service-facts 12.1). */
  async check(connection: Connection, token: string, signal?: AbortSignal): Promise<ApiResult<unknown>> {
    return (await this.api(connection, connection.baseUrl, token)).fetchConfig(signal);
  }

  private async open(connection: Connection): Promise<Opened> {
    if (connection.kind === 'sandbox') {
      const { baseUrl, token } = await this.sandbox.start();
      return { ok: true, api: await this.api(connection, baseUrl, token) };
    }
    const token = await this.tokens.get(connection);
    if (token === undefined) return { ok: false, failure: noToken };
    return { ok: true, api: await this.api(connection, connection.baseUrl, token) };
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

const nothingSent = { effect: 'notSent', request: '', attempts: 0 } as const;
const noToken: ApiFailure = { ...nothingSent, kind: 'noToken' };
