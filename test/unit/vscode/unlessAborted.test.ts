import assert from 'node:assert/strict';
import { unlessAborted } from '../../../src/vscode/unlessAborted';

describe('waiting for shared work', () => {
  it('ends at once when the user cancels, before and while it runs', async () => {
    const never = new Promise<string>(() => undefined);
    assert.equal(await unlessAborted(never, AbortSignal.abort()), undefined);
    const abort = new AbortController();
    const waiting = unlessAborted(never, abort.signal);
    abort.abort();
    assert.equal(await waiting, undefined);
  });

  it('gives what the work gives, or its error', async () => {
    const { signal } = new AbortController();
    assert.equal(await unlessAborted(Promise.resolve('done'), signal), 'done');
    await assert.rejects(unlessAborted(Promise.reject(new Error('broken')), signal), /broken/);
  });
});
