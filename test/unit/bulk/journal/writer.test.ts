import assert from 'node:assert/strict';
import { Redactor } from '../../../../src/core/api/redact';
import { JournalFailed, LockLost } from '../../../../src/core/bulk/journal/journal';
import { readLine } from '../../../../src/core/bulk/journal/line';
import { JournalWriter, type AppendFile, type WriterOptions } from '../../../../src/core/bulk/journal/writer';
import type { JournalRecord } from '../../../../src/core/bulk/records';
import { intent, outcome, page, poll, rows, runRecord } from '../records';

class FakeFile implements AppendFile {
  readonly log: string[] = [];
  written = Buffer.alloc(0);
  failWrite: Error | undefined;
  failFlush: Error | undefined;
  onFlush: () => void = () => undefined;

  append(bytes: Uint8Array): Promise<void> {
    const count = bytes.filter(byte => byte === 10).length;
    this.log.push(`write ${count}`);
    if (this.failWrite !== undefined) return Promise.reject(this.failWrite);
    this.written = Buffer.concat([this.written, bytes]);
    return Promise.resolve();
  }

  async flush(): Promise<void> {
    this.log.push('flush');
    this.onFlush();
    await new Promise(setImmediate);
    if (this.failFlush !== undefined) throw this.failFlush;
    this.log.push('flushed');
  }

  close(): Promise<void> {
    this.log.push('close');
    return Promise.resolve();
  }
}

describe('JournalWriter', () => {
  const record = intent(1, '0+2');
  const plain: WriterOptions = { redact: text => text, lines: 0 };
  const full = Object.assign(new Error('no space left'), { code: 'ENOSPC' });

  it('resolves when the record is flushed, not before', async () => {
    const file = new FakeFile();
    const journal = new JournalWriter(file, plain);
    await journal.append(record).then(() => file.log.push('resolved'));
    assert.deepEqual(file.log, ['write 1', 'flush', 'flushed', 'resolved']);
  });

  it('flushes once for all who wait', async () => {
    const file = new FakeFile();
    const journal = new JournalWriter(file, plain);
    const late: Promise<void>[] = [];
    file.onFlush = () => {
      if (late.length < 3) late.push(journal.append(record), journal.append(record), journal.append(record));
    };
    await Promise.all([journal.append(record), journal.append(record)]);
    await Promise.all(late);
    assert.deepEqual(
      file.log.filter(line => line.startsWith('write')),
      ['write 2', 'write 3'],
    );
  });

  it('keeps the order of the calls and counts the lines', async () => {
    const file = new FakeFile();
    const journal = new JournalWriter(file, { ...plain, lines: 40 });
    await Promise.all([1, 2, 3].map(chunk => journal.append(intent(chunk, '0'))));
    const lines = file.written.toString().trimEnd().split('\n');
    assert.deepEqual(
      lines.map(line => {
        const read = readLine(Buffer.from(line));
        assert.ok(read.ok);
        return [read.number, (JSON.parse(read.json.toString()) as { chunk: number }).chunk];
      }),
      [
        [41, 1],
        [42, 2],
        [43, 3],
      ],
    );
  });

  for (const part of ['failWrite', 'failFlush'] as const) {
    it(`rejects for good after a failure (${part})`, async () => {
      const file = new FakeFile();
      const journal = new JournalWriter(file, plain);
      await journal.append(record);
      file[part] = full;
      let queued: Promise<unknown> = Promise.resolve();
      const isFull = (error: unknown) => error instanceof JournalFailed && error.code === 'ENOSPC';
      file.onFlush = () => {
        queued = assert.rejects(journal.append(record), isFull);
      };
      await Promise.all([1, 2].map(() => assert.rejects(journal.append(record), isFull)));
      await queued;
      file[part] = undefined;
      const calls = file.log.length;
      await assert.rejects(journal.append(record), isFull);
      assert.equal(file.log.length, calls, 'nothing is written any more');
    });
  }

  it('writes nothing, and lets nobody go on, when the run is driven by another', async () => {
    const held = [true, false];
    const file = new FakeFile();
    const journal = new JournalWriter(file, {
      ...plain,
      mayWrite: () => Promise.resolve(held.shift() ?? false),
    });
    await assert.rejects(journal.append(record), LockLost);
    assert.deepEqual(file.log, ['write 1', 'flush', 'flushed']);
    await assert.rejects(journal.append(record), LockLost);
    assert.equal(file.log.length, 3);
  });

  it('closes after what is being written, and takes nothing more', async () => {
    const file = new FakeFile();
    const journal = new JournalWriter(file, plain);
    const appended = journal.append(record);
    const closed = journal.close();
    await assert.rejects(journal.append(record), JournalFailed);
    await Promise.all([appended, closed, journal.close()]);
    assert.deepEqual(file.log, ['write 1', 'flush', 'flushed', 'close']);
  });

  it('lets no token through, whatever the service says, and leaves all else as it is', async () => {
    const token = 'tok"en/\\ü 123456';
    const redactor = new Redactor();
    redactor.add(token);
    const dirty = `said ${token}!`;
    const why = { code: 'status', detail: dirty } as const;
    const records: JournalRecord[] = [
      { ...runRecord('0+123456', '', 200000), procedure: { shortId: 'lead', name: dirty } },
      intent(1, '0+123456'),
      { t: 'outcome', at: 1, chunk: 1, outcome: { kind: 'accepted', jobId: dirty } },
      { t: 'outcome', at: 1, chunk: 1, outcome: { kind: 'untracked', status: 200, answer: dirty } },
      { t: 'outcome', at: 1, chunk: 1, outcome: { kind: 'refused', why } },
      {
        t: 'poll',
        at: 1,
        chunk: 1,
        jobId: dirty,
        counts: { [dirty]: 1 },
        completionStatus: dirty,
        statusMessage: dirty,
      },
      {
        t: 'page',
        at: 1,
        chunk: 1,
        jobId: dirty,
        page: 1,
        next: `/entries?x=${encodeURIComponent(token)}`,
        rows: [
          {
            status: dirty,
            message: dirty,
            field: dirty,
            processId: dirty,
            key: dirty,
            raw: JSON.stringify({ token }),
          },
        ],
      },
      {
        ...rows(1, {
          entry: 1,
          verdict: 'failed',
          message: dirty,
          field: dirty,
          processId: dirty,
          key: dirty,
        }),
        strays: [dirty],
      } as JournalRecord,
      { t: 'look', at: 1, arrived: [{ entry: 1, processId: dirty, key: dirty }], unseen: '2+123456' },
      { t: 'phase', at: 1, phase: { kind: 'paused', why: 'refused', detail: dirty } },
    ];
    const file = new FakeFile();
    const journal = new JournalWriter(file, { redact: text => redactor.redact(text), lines: 0 });
    await Promise.all(records.map(each => journal.append(each)));
    const text = file.written.toString();
    for (const form of [token, JSON.stringify(token).slice(1, -1), encodeURIComponent(token)]) {
      assert.equal(text.includes(form), false, form);
    }
    assert.equal(text.split('[redacted]').length - 1, 24);
    const line = (index: number) => JSON.parse(text.split('\n')[index]?.slice(11) ?? '') as unknown;
    assert.deepEqual(line(1), records[1]);
    assert.deepEqual(line(0), {
      ...runRecord('0+123456', '', 200000),
      procedure: { shortId: 'lead', name: 'said [redacted]!' },
    });
  });

  it('redacts no words of ours', async () => {
    const file = new FakeFile();
    const journal = new JournalWriter(file, { redact: () => 'X', lines: 0 });
    await journal.append(outcome(1, 'accepted'));
    await journal.append(poll(1, 'finished'));
    await journal.append(page(1, 1));
    const [accepted, polled] = file.written
      .toString()
      .split('\n')
      .map(line => line.slice(11));
    assert.match(accepted ?? '', /"t":"outcome".*"kind":"accepted","jobId":"X"/);
    assert.match(polled ?? '', /"end":"finished"/);
  });
});
