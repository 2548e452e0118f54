import assert from 'node:assert/strict';
import { Quietly } from '../../../src/vscode/history/quietly';

describe('a history that cannot be written', () => {
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  const works = async () => Promise.resolve('id');
  const fails = async (): Promise<string> => Promise.reject(full);

  it('is logged each time, and told once until a send is kept to its end again', async () => {
    const logged: unknown[] = [];
    const told: string[] = [];
    const quietly = new Quietly(
      error => logged.push(error),
      reason => told.push(reason),
    );
    assert.equal(await quietly.run(fails, false), undefined);
    assert.equal(await quietly.run(works, false), 'id');
    assert.equal(await quietly.run(fails, true), undefined);
    assert.deepEqual(told, ['ENOSPC: no space left on device, write']);
    assert.deepEqual(logged, [full, full]);
    assert.equal(await quietly.run(works, true), 'id');
    await quietly.run(fails, false);
    assert.equal(told.length, 2);
  });
});
