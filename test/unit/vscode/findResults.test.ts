import assert from 'node:assert/strict';
import type { ApiResult } from '../../../src/core/api/result';
import type { ProcessPage } from '../../../src/core/api/processes';
import type { LiveChoice, LiveOptions } from '../../../src/vscode/ui';
import { showResults } from '../../../src/vscode/values/results';

type Needs = Parameters<typeof showResults>[0];
type Where = Parameters<typeof showResults>[1];

describe('the list of what Find Process found', () => {
  /** The rows when the service has answered. */
  async function rows(page: ApiResult<ProcessPage>): Promise<readonly LiveChoice<unknown>[]> {
    const shown = new Promise<readonly LiveChoice<unknown>[]>(resolve => {
      const live = async ({ onText }: LiveOptions<unknown>) => {
        const show = (choices: readonly LiveChoice<unknown>[], busy?: boolean) => {
          if (busy !== true) resolve(choices);
        };
        onText({
          text: '',
          signal: new AbortController().signal,
          show,
          type: () => undefined,
          close: () => undefined,
        });
        return Promise.resolve(undefined);
      };
      const needs = {
        ui: { live },
        gateway: { call: async () => Promise.resolve(page) },
        catalogs: { peek: () => ({ catalog: undefined }) },
      } as unknown as Needs;
      const where = {
        connection: { name: 'Acme', kind: 'test' },
        procedure: { name: 'Lead', shortId: 'lead' },
      } as unknown as Where;
      void showResults(needs, where, { kind: 'query', text: '', where: {} });
    });
    return shown;
  }

  it('begins with what the service says beside it, also when nothing was found', async () => {
    const answer = {
      status: 200,
      text: '{}',
      durationMs: 1,
      warnings: [{ text: 'city cannot be searched' }],
    };
    const [first, second] = await rows({
      ok: true,
      value: { processes: [], hasMore: false },
      answer,
    });
    assert.match(first?.label ?? '', /The service says: city cannot be searched/);
    assert.match(second?.label ?? '', /Nothing found/);
    const quiet = await rows({
      ok: true,
      value: { processes: [], hasMore: false },
      answer: { ...answer, warnings: [] },
    });
    assert.equal(quiet.length, 1);
  });

  it('shows ids and keys with all their digits, and takes two for two', async () => {
    const text =
      '[{"id":12345678901234567891,"data":{}},{"id":12345678901234567892,"data":{}},{"id":12345678901234567891}]';
    const found = await rows({
      ok: true,
      value: { processes: JSON.parse(text) as ProcessPage['processes'], hasMore: false },
      answer: { status: 200, text: `{"_data":${text}}`, durationMs: 1, warnings: [] },
    });
    assert.deepEqual(
      found.map(({ label }) => label),
      ['12345678901234567891', '12345678901234567892'],
    );
  });
});
