import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { factsOf } from '../../../../src/vscode/bulk/results/facts';
import { familyCauses } from '../../../../src/vscode/bulk/results/familyRows';
import {
  durationText,
  numberPlace,
  reportText,
  type ReportContent,
} from '../../../../src/vscode/bulk/results/reportText';
import { EntrySet } from '../../../../src/core/bulk/entrySet';
import { lineText } from '../../../../src/vscode/bulk/lineWords';
import type { JournalRecord } from '../../../../src/core/bulk/records';
import { cancelled, finished, intent, look, outcome, poll, running, rows, same } from '../records';
import { familyOf, type Family } from './families';

function matchesGolden(name: string, text: string): void {
  const file = path.resolve('test/fixtures/report', `${name}.txt`);
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(file, text);
  assert.ok(existsSync(file), `${file} is missing: run with UPDATE_GOLDEN=1`);
  assert.equal(text, readFileSync(file, 'utf8'));
}

async function reportOf({ family, records }: Family, more: Partial<ReportContent> = {}): Promise<string> {
  const runs = [];
  for (const { id, book, damaged, jobs } of family.runs) {
    runs.push({ book, damaged, jobs, facts: await factsOf(records(id)) });
  }
  return reportText({
    runs,
    tally: family.tally,
    causes: await familyCauses(family, records),
    file: '/data/leads.json',
    place: entry => lineText(entry * 400 + 2, 3),
    time: at => `T+${at}`,
    ...more,
  });
}

const at = (record: JournalRecord, time: number): JournalRecord => ({ ...record, at: time });

describe('the report of runs', () => {
  it('tells of a run in which all went well', async () => {
    const family = await familyOf([
      {},
      running,
      at(intent(1, '0+10'), 1_000),
      at(outcome(1, 'accepted'), 2_000),
      poll(1, 'finished'),
      at(same(1, '0+10', 'succeeded'), 4_500),
      finished,
    ]);
    matchesGolden('succeeded', await reportOf(family));
  });

  it('tells of every verdict, of causes, doubts and strays, and adds up', async () => {
    const family = await familyOf(
      [
        { entries: '0+14', leftOut: '14', primaryKey: 'lead_id' },
        running,
        intent(1, '0+8'),
        intent(2, '8+2'),
        intent(3, '10+2'),
        intent(4, '12'),
        intent(5, '13'),
        outcome(1, 'accepted'),
        outcome(2, 'refused'),
        outcome(3, 'unknown'),
        outcome(4, 'untracked'),
        outcome(5, 'unknown'),
        poll(1, 'finished'),
        rows(
          1,
          { entry: 0, verdict: 'succeeded', processId: 'p-0' },
          { entry: 1, verdict: 'failed', message: 'Lead "L-1" exists already', field: 'data.lead_id' },
          { entry: 2, verdict: 'failed', message: 'Lead "L-2" exists already', field: 'data.lead_id' },
          { entry: 3, verdict: 'invalid', message: 'score must be a\n[number](command:x)' },
          { entry: 4, verdict: 'succeeded' },
          { entry: 5, verdict: 'succeeded' },
        ),
        {
          t: 'verdicts',
          at: 9,
          chunk: 1,
          way: 'none',
          same: { entries: '6+2', verdict: 'unmatched' },
          why: { code: 'untied' },
          strays: ['{"status":"SUCCESS"}', `{"x":"${'y'.repeat(600)}…`],
        },
        look([13]),
        finished,
      ],
      [
        { origin: 'retry', entries: '1+3,8+2', primaryKey: 'lead_id' },
        running,
        at(intent(1, '1+3,8+2'), 90_000),
        at(outcome(1, 'accepted'), 95_000),
        poll(1, 'finished'),
        at(rows(1, { entry: 1, verdict: 'failed', message: 'Lead "L-1" exists already' }), 152_000),
        at(
          rows(
            1,
            { entry: 2, verdict: 'succeeded' },
            { entry: 3, verdict: 'succeeded' },
            { entry: 8, verdict: 'succeeded' },
            { entry: 9, verdict: 'succeeded' },
          ),
          153_000,
        ),
        finished,
      ],
    );
    const sum = Object.values(family.family.tally).reduce((all, one) => all + one, 0);
    assert.equal(sum, 15);
    matchesGolden('everything', await reportOf(family));
  });

  it('says why there are no lines, what was cancelled and what is damaged', async () => {
    const { family, records } = await familyOf([
      {},
      running,
      intent(1, '0+4'),
      outcome(1, 'tooLarge'),
      intent(2, '0+2'),
      outcome(2, 'refused'),
      cancelled,
    ]);
    const runs = family.runs.map(run => ({ ...run, damaged: true }));
    const text = await reportOf(
      { family: { ...family, runs }, records },
      { place: numberPlace, linesMissing: 'The file has changed since it was sent.' },
    );
    matchesGolden('cancelled', text);
  });

  it('says what results wait for, and what can be done about it', async () => {
    const { family, records } = await familyOf([
      {},
      running,
      intent(1, '0+4'),
      outcome(1, 'accepted'),
      intent(2, '4+4'),
      outcome(2, 'accepted'),
    ]);
    const common = { stage: 'reading', movedAt: 0, nextPollAt: 9 } as const;
    const problem = { why: { code: 'fileChanged' }, at: 1, times: 1 } as const;
    const jobs = [
      { ...common, chunk: 1, jobId: 'job-1', entries: EntrySet.range(0, 4), lastPollProblem: problem },
      { ...common, chunk: 2, jobId: 'job-2', entries: EntrySet.range(4, 4) },
    ];
    const text = await reportOf({
      family: { ...family, runs: family.runs.map(run => ({ ...run, jobs })) },
      records,
    });
    assert.match(
      text,
      /^ {2}Request 1, 4 entries from line 2:3, job job-1: The results are here, but only the file/m,
    );
    assert.match(text, /Restore its old content.* Or stop asking for the job/);
    assert.ok(!text.includes('job-2'));
  });

  it('names no more than fifty causes and says how many there are', async () => {
    const messages = Array.from({ length: 60 }, (_, n) =>
      'abcdefghij'[n % 10]!.repeat(1 + Math.floor(n / 10)),
    );
    const family = await familyOf([
      { entries: '0+60', file: { uri: 'file:///leads.json', size: 1, sha256: 'ab', entries: 60 } },
      running,
      intent(1, '0+60'),
      outcome(1, 'accepted'),
      poll(1, 'finished'),
      rows(1, ...messages.map((message, entry) => ({ entry, verdict: 'failed' as const, message }))),
      finished,
    ]);
    const text = await reportOf(family);
    assert.equal(text.match(/1: Failed\./g)?.length, 50);
    assert.match(text, /10 more causes: Export Results… has them all\./);
  });

  it('counts a cause over a family by the last word on each entry', async () => {
    const { family, records } = await familyOf(
      [{}, running, intent(1, '0+10'), outcome(1, 'refused'), finished],
      [
        { origin: 'retry' },
        running,
        intent(1, '0+10'),
        outcome(1, 'accepted'),
        poll(1, 'finished'),
        rows(1, { entry: 7, verdict: 'failed', message: 'no' }),
        same(1, '0+7,8+2', 'succeeded'),
        finished,
      ],
    );
    const causes = await familyCauses(family, records);
    assert.deepEqual(
      causes.map(({ verdict, count, first, message }) => ({ verdict, count, first, message })),
      [{ verdict: 'failed', count: 1, first: [7], message: 'no' }],
    );
  });

  it('words durations', () => {
    assert.deepEqual([400, 59_900, 61_000, 3_725_000].map(durationText), [
      '0.4 s',
      '59.9 s',
      '1 min 1 s',
      '1 h 2 min',
    ]);
  });
});
