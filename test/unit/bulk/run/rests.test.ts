import assert from 'node:assert/strict';
import type { JournalRecord } from '../../../../src/core/bulk/records';
import { Harness } from './lib/harness';
import { ok } from './lib/world';

const count = 200;

describe('bulk run: results of a large chunk', () => {
  it('let others have their turn before they are tied, and before the verdicts are written', async () => {
    const run = new Harness({ count, limits: { chunkEntries: count } });
    run.onPoll = id => ok({ id, raw: '', counts: { SUCCESS: count - 1, ERROR: 1 } });
    const entries = Array.from({ length: count }, (_, at) => ({
      status: at === 7 ? 'ERROR' : 'SUCCESS',
      key: `K${at}`,
      raw: '{}',
    }));
    run.onPage = () => ok({ path: '/1', entries, incomplete: false });
    let turns = 0;
    let between: number | undefined;
    const others = (): void => {
      turns++;
      if (between === undefined) setImmediate(others);
    };
    run.journal.onAppend = ({ t }: JournalRecord) => {
      if (t === 'page') setImmediate(others);
      if (t === 'verdicts') between = turns;
    };
    run.engine.start();
    await run.toEnd();
    assert.equal(run.book.tally.failed, 1);
    assert.ok((between ?? 0) >= 2, `${between ?? 0} turns`);
  });
});
