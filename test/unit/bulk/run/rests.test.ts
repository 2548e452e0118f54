import assert from 'node:assert/strict';
import type { JournalRecord } from '../../../../src/core/bulk/records';
import { Harness } from './lib/harness';
import { ok } from './lib/world';

const count = 200;

describe('bulk run: results of a large chunk', () => {
  it('let others have their turn before each step: keeping the page, reading what was sent, tying, keeping the verdicts', async () => {
    const run = new Harness({ count, limits: { chunkEntries: count } });
    run.onPoll = id => ok({ id, raw: '', counts: { SUCCESS: count - 1, ERROR: 1 } });
    const entries = Array.from({ length: count }, (_, place) => ({
      status: place === 7 ? 'ERROR' : 'SUCCESS',
      key: `K${place}`,
      raw: '{}',
    }));
    let turns = 0;
    const at: Record<string, number> = {};
    const others = (): void => {
      turns++;
      if (at['verdicts'] === undefined) setImmediate(others);
    };
    run.onPage = () => {
      setImmediate(others);
      return ok({ path: '/1', entries, incomplete: false });
    };
    run.journal.onAppend = ({ t }: JournalRecord) => {
      at[t] = turns;
    };
    run.engine.start();
    await run.toEnd();
    assert.equal(run.book.tally.failed, 1);
    const { page = 0, verdicts = 0 } = at;
    assert.ok(page >= 1 && verdicts - page >= 3, `${page} and ${verdicts} turns`);
  });
});
