import assert from 'node:assert/strict';
import fc from 'fast-check';
import { encodeLine, parseRecord, readLine } from '../../../../src/core/bulk/journal/line';
import type { JournalRecord } from '../../../../src/core/bulk/records';
import { rows, runRecord } from '../records';

describe('Lines of a journal', () => {
  const hostile = [
    'a\nb\r\nc',
    '\u2028\u2029',
    'NUL \0 in it',
    'lone \ud800 and \udfff',
    '12345678901234567890',
    '"quoted" \\ back',
    '__proto__',
    '\ufeffmark',
    '😀',
  ];

  function roundTrip(record: JournalRecord, number: number): JournalRecord | undefined {
    const bytes = encodeLine(record, number);
    assert.equal(bytes.indexOf('\n'), bytes.length - 1, 'one line');
    const line = readLine(bytes.subarray(0, -1));
    assert.ok(line.ok);
    assert.equal(line.number, number);
    return parseRecord(line.json);
  }

  it('bring back every text as it was', () => {
    for (const text of hostile) {
      const record = rows(1, { entry: 0, verdict: 'failed', message: text, key: text });
      assert.deepEqual(roundTrip(record, 7), record, JSON.stringify(text));
    }
    fc.assert(
      fc.property(
        fc.array(fc.nat(0xffff), { maxLength: 20 }),
        fc.array(fc.nat(0xffff), { maxLength: 20 }),
        fc.integer({ min: 1, max: 1e12 }),
        (name, units, number) => {
          const text = String.fromCharCode(...name);
          const counts = JSON.parse(JSON.stringify({ [text]: 3 })) as Record<string, number>;
          const message = String.fromCharCode(...units);
          const record: JournalRecord = {
            t: 'poll',
            at: 1,
            chunk: 1,
            jobId: text,
            counts,
            statusMessage: message,
          };
          assert.deepEqual(roundTrip(record, number), record);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('show every change of a single bit', () => {
    const bytes = encodeLine(rows(1, { entry: 5, verdict: 'failed', message: 'é' }), 12).subarray(0, -1);
    for (let at = 0; at < bytes.length; at++) {
      for (let bit = 1; bit < 256; bit <<= 1) {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ bit;
        assert.equal(readLine(changed).ok, false, `byte ${at}, ${bit}`);
      }
    }
    for (let length = 0; length < bytes.length; length++) {
      assert.equal(readLine(bytes.subarray(0, length)).ok, false, `the first ${length} bytes`);
    }
  });

  it('hold no record of a later version', () => {
    const json = (value: unknown) => parseRecord(Buffer.from(JSON.stringify(value)));
    assert.notEqual(json(runRecord()), undefined);
    assert.equal(json({ ...runRecord(), version: 2 }), undefined);
    assert.equal(json({ t: 'later', at: 1 }), undefined);
    assert.equal(json({ t: 'phase' }), undefined);
    assert.equal(json(null), undefined);
    assert.equal(parseRecord(Buffer.from('{')), undefined);
  });
});
