import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { EntrySet } from '../../../../src/core/bulk/entrySet';
import { reportText, verdictText } from '../../../../src/vscode/bulk/create/report';
import { linesNamedIn } from '../../../../src/vscode/bulk/lineWords';
import { rightLead } from '../preflight/run';
import { checkedFile, listOf, production } from './checked';

/** Compares with test/fixtures/bulk/<name>.txt; UPDATE_GOLDEN=1 writes it anew. */
function matchesGolden(name: string, text: string): void {
  const file = path.resolve('test/fixtures/bulk', `${name}.txt`);
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(file, text);
  assert.ok(existsSync(file), `${file} is missing: run with UPDATE_GOLDEN=1`);
  assert.equal(text, readFileSync(file, 'utf8'));
}

/** 1,200 leads of which some have something of everything. */
function flawed(): string {
  const entries: (string | object)[] = Array.from({ length: 1_200 }, (_, i) => rightLead(`L-${i}`));
  entries[3] = rightLead('L-3', {}, { score: '5', colour: 'red' });
  entries[4] = rightLead('L-4', {}, { score: 'five' });
  entries[7] = '{"lead_id": "L-7", "data": {"firstname": }}';
  entries[8] = rightLead('L-8', {}, { firstname: '‹text›' });
  for (let i = 20; i < 40; i++) entries[i] = rightLead(`L-${i}`, {}, { temperature: 'WARM' });
  entries[50] =
    '{"lead_id": 12345678901234567890, "data": {"firstname": "A", "score": 1, "temperature": "HOT"}}';
  entries[60] = { data: { firstname: 'Ann', score: 5, temperature: 'HOT' } };
  entries[1_100] = rightLead('L-1');
  entries[1_150] = rightLead('L-1');
  entries[1_199] = rightLead('L-2\u2028[x](command:y)\u202e line 3');
  entries[1_198] = rightLead('L-2\u2028[x](command:y)\u202e line 3');
  return listOf(entries);
}

describe('the report of a pre-flight', () => {
  it('of a file without a finding', async () => {
    const checked = await checkedFile(listOf([rightLead('L-1'), rightLead('L-2')]));
    assert.equal(verdictText(checked), 'Nothing to mend: 2 entries, none with a finding.');
    matchesGolden('fine', reportText(checked));
  });

  it('of a file with findings, for production', async () => {
    const checked = await checkedFile(flawed(), { connection: production });
    matchesGolden('flawed', reportText(checked));
  });

  it('with strict checks', async () => {
    const entries = [rightLead('L-1'), rightLead('L-2', {}, { score: 'x' })];
    matchesGolden('strict', reportText(await checkedFile(listOf(entries), { strict: true })));
  });

  it('without the config', async () => {
    const unchecked = { why: 'noCatalog', reason: 'The service cannot be reached.' } as const;
    const checked = await checkedFile('{"data": {}}', { procedure: null, more: { unchecked } });
    assert.match(verdictText(checked), /^Nothing was checked against the config/);
    matchesGolden('offline', reportText(checked));
  });

  it('after the service was asked for the primary keys', async () => {
    const existing = { entries: EntrySet.of([0, 2]), asked: 3, withoutKey: 0, unclear: 1 };
    const entries = ['L-1', 'L-2', 'L-3'].map(id => rightLead(id));
    const checked = await checkedFile(entries.map(one => JSON.stringify(one)).join('\n'), {
      name: 'leads.jsonl',
      preflight: { lines: true },
      more: { existing },
    });
    matchesGolden('asked', reportText(checked));
  });

  it('names lines so that they become links', async () => {
    const text = reportText(await checkedFile(flawed()));
    const named = linesNamedIn(text).map(({ line }) => line);
    for (const line of [5, 9, 10, 22, 1_102, 1_152]) assert.ok(named.includes(line), `line ${line}`);
  });
});
