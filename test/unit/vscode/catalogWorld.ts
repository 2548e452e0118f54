import type { ChakraApi } from '../../../src/core/api/client';
import type { ApiFailure, ApiResult } from '../../../src/core/api/result';
import { CatalogCache } from '../../../src/core/catalog/cache';
import type { Connection } from '../../../src/core/connection';
import { Corrector } from '../../../src/vscode/catalog/corrector';
import { CatalogService } from '../../../src/vscode/catalog/service';
import type { FailureBehind } from '../../../src/vscode/catalog/state';
import type { Gateway } from '../../../src/vscode/connections/gateway';
import type { Log } from '../../../src/vscode/log';
import { MemoryFiles } from '../catalog/memoryFiles';

export const connection: Connection = {
  id: 'c',
  name: 'Team',
  baseUrl: 'https://c.example',
  origin: 'https://c.example',
  kind: 'test',
};

export const refused: ApiFailure = {
  kind: 'status',
  status: 401,
  messages: [],
  excerpt: '',
  text: '',
  effect: 'refused',
  request: 'GET /x',
  attempts: 1,
};

export const fine = <T>(value: T): ApiResult<T> => ({
  ok: true,
  value,
  answer: { status: 200, text: '', durationMs: 0, warnings: [] },
});
export const failed = { ok: false, failure: refused } as const;

/** `lead`: no attributes in the config; `deal`: one of two could not be read. */
const config = {
  procedures: [
    { id: 'p1', shortId: 'lead' },
    { id: 'p2', shortId: 'deal', attributes: ['amount', 'gone'] },
  ],
  attributes: [{ id: 'a1', shortId: 'amount' }],
};

interface Answers {
  config: () => ApiResult<unknown> | Promise<ApiResult<unknown>>;
  users: () => ApiResult<unknown> | Promise<ApiResult<unknown>>;
  list: () => ApiResult<unknown>;
}

/** A catalog service over a service of the test's making. */
export function world() {
  const answers: Answers = {
    config: () => fine(config),
    users: () => fine({ users: [], hasMore: false }),
    list: () => fine({ processes: [{ data: { city: 'Ulm' } }] }),
  };
  const asked: string[] = [];
  const logged: string[] = [];
  const clock = { now: 1_000_000 };
  const answer = async (name: keyof Answers) => {
    asked.push(name);
    return Promise.resolve(answers[name]());
  };
  const api = {
    fetchConfig: async () => answer('config'),
    listUsers: async () => answer('users'),
    listProcesses: async () => answer('list'),
  } as unknown as ChakraApi;
  const gateway = {
    call: async (_: Connection, work: (api: ChakraApi) => Promise<unknown>) => work(api),
  } as unknown as Gateway;
  const log = {
    warn: (text: string) => logged.push(text),
    error: (what: string) => logged.push(what),
  } as unknown as Log;
  const setting: { procedures?: unknown } = {};
  const corrector = new Corrector(() => setting.procedures);
  const files = new MemoryFiles();
  const service = new CatalogService(gateway, new CatalogCache(files), corrector, log, () => clock.now, 5);
  const behind: FailureBehind['what'][] = [];
  service.onDidFailBehind(({ what }) => behind.push(what));
  const keys = (shortId: string) =>
    service
      .peek(connection)
      .catalog?.procedures.find(procedure => procedure.shortId === shortId)
      ?.attributes.map(attribute => attribute.shortId);
  return { answers, files, setting, asked, logged, clock, service, behind, keys };
}
