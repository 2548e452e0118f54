import assert from 'node:assert/strict';
import { EntrySet } from '../../../../src/core/bulk/entrySet';
import { choicesFor } from '../../../../src/vscode/bulk/create/choices';
import { verdictOf } from '../../../../src/vscode/bulk/create/verdicts';
import type { CheckedFile } from '../../../../src/vscode/bulk/create/types';
import { keyed, rightLead } from '../preflight/run';
import { checkedFile, listOf } from './checked';

const leads = (count: number) => Array.from({ length: count }, (_, i) => rightLead(`L-${i}`));
const labels = (checked: CheckedFile, first = 10) =>
  choicesFor([checked], first).map(({ label }) => label.replace(/^\$\([\w-]+\) /, ''));

function sendingOf(checked: CheckedFile, label: string) {
  const row = choicesFor([checked], 10).find(choice => choice.label.includes(label));
  assert.equal(row?.value.kind, 'send', label);
  assert.equal(row.value.orders.length, 1);
  return row.value.orders[0]!.sending;
}

/** 20 entries: the first is never sent, the next two have something wrong. */
async function mixed(more: Partial<CheckedFile> = {}, strict = false): Promise<CheckedFile> {
  const entries: (string | object)[] = leads(20);
  entries[0] = '{"lead_id": }';
  entries[1] = rightLead('L-1', {}, { score: 'x' });
  entries[2] = rightLead('L-2', {}, { score: 'x' });
  return checkedFile(listOf(entries), { more, strict });
}

describe('what can be done with a checked file', () => {
  it('offers all, the first ones, and to ask for keys where nothing is wrong', async () => {
    const checked = await checkedFile(listOf(leads(20)));
    assert.deepEqual(labels(checked), [
      'Send the first 10',
      'Send all: 20 entries',
      'Ask the service which primary keys exist already',
    ]);
    const first = sendingOf(checked, 'first 10');
    assert.deepEqual([first.origin, first.entries.encode(), first.leftOut.size], ['first', '0+10', 0]);
    assert.equal(choicesFor([checked], 10)[1]?.detail, 'In 1 request.');
    const flawed = await checkedFile(listOf([...leads(2), rightLead('L-2', {}, { score: 'x' })]));
    assert.match(choicesFor([flawed], 10)[0]?.detail ?? '', /^Also those with a finding, 1 entry:/);
  });

  it('offers the first ones only where others would follow', async () => {
    assert.ok(!labels(await checkedFile(listOf(leads(10)))).some(label => label.includes('first')));
    assert.ok(labels(await checkedFile(listOf(leads(10))), 9).includes('Send the first 9'));
  });

  it('leaves out what cannot be sent, or whatever has a finding', async () => {
    const checked = await mixed();
    assert.deepEqual(labels(checked), [
      'Send the first 10 without a finding',
      'Send all that can be sent: 19 entries',
      'Send only the valid ones: 17 entries',
      'Ask the service which primary keys exist already',
      'Fix first',
    ]);
    const first = sendingOf(checked, 'first');
    assert.deepEqual([first.entries.encode(), first.leftOut.encode()], ['3+10', '0+3']);
    const all = sendingOf(checked, 'can be sent');
    assert.deepEqual([all.entries.encode(), all.leftOut.encode()], ['1+19', '0']);
    const valid = sendingOf(checked, 'valid');
    assert.deepEqual([valid.entries.encode(), valid.leftOut.encode()], ['3+17', '0+3']);
  });

  it('sends nothing with a finding where checks are strict', async () => {
    const checked = await mixed({}, true);
    assert.deepEqual(labels(checked), [
      'Send the first 10',
      'Send all that can be sent: 17 entries',
      'Ask the service which primary keys exist already',
      'Fix first',
    ]);
    assert.equal(sendingOf(checked, 'can be sent').leftOut.encode(), '0+3');
  });

  it('offers to send only new ones once it is known which exist', async () => {
    const existing = { entries: EntrySet.of([1, 5, 6]), asked: 19, withoutKey: 0, unclear: 0 };
    const checked = await mixed({ existing });
    assert.deepEqual(labels(checked), [
      'Send only new ones: 16 entries',
      'Send only new and valid ones: 15 entries',
      'Send the first 10 without a finding',
      'Fix first',
      'Send all that can be sent: 19 entries',
      'Send only the valid ones: 17 entries',
    ]);
    const fresh = sendingOf(checked, 'only new ones');
    assert.deepEqual([fresh.entries.encode(), fresh.leftOut.encode()], ['2+3,7+13', '0+2,5+2']);
    assert.equal(sendingOf(checked, 'first').entries.encode(), '3+2,7+8');
  });

  it('proposes to send nothing where all exist, and says what sending them means', async () => {
    const existing = { entries: EntrySet.range(0, 3), asked: 3, withoutKey: 0, unclear: 0 };
    const checked = { ...(await checkedFile(listOf(leads(3)))), existing };
    assert.deepEqual(labels(checked), ['Send nothing', 'Send all: 3 entries']);
    assert.match(verdictOf([checked]), /^3 of 3 entries exist already\./);
    assert.match(verdictOf([checked, checked]), /^6 of 6 entries exist already\. 2 files, nothing to mend/);
    const [, all] = choicesFor([checked], 10);
    assert.equal(all?.detail, 'Also those that exist already, 3 entries: they may be created twice.');
  });

  it('does not ask for keys without a primary key, and offers no set that is empty', async () => {
    const { name, key, shortId, attributes, attributesFrom, states } = keyed;
    const unkeyed = { name, key, shortId, attributes, attributesFrom, states };
    assert.deepEqual(labels(await checkedFile(listOf(leads(3)), { procedure: unkeyed })), [
      'Send all: 3 entries',
    ]);
    const hopeless = await checkedFile('[{"lead_id": }]');
    assert.deepEqual(labels(hopeless), ['Fix first']);
    const doubtful = await checkedFile(listOf([rightLead('L-1', {}, { score: 'x' })]));
    assert.deepEqual(labels(doubtful), [
      'Send all: 1 entry',
      'Ask the service which primary keys exist already',
      'Fix first',
    ]);
  });

  describe('with repeated primary keys', () => {
    const repeated = () => [rightLead('L-1'), rightLead('L-2'), rightLead('L-1'), rightLead('L-1')];

    it('offers to leave the repeats out, and to mend them, where they are the only finding', async () => {
      const checked = await checkedFile(listOf(repeated()));
      assert.deepEqual(labels(checked), [
        'Send all: 4 entries',
        'Send without the repeats: 2 entries',
        'Ask the service which primary keys exist already',
        'Fix first',
      ]);
      const { entries, leftOut } = sendingOf(checked, 'without the repeats');
      assert.deepEqual([entries.encode(), leftOut.encode()], ['0+2', '2+2']);
    });

    it('takes a repeat for a finding: neither the first ones nor the valid ones hold one', async () => {
      const entries = [rightLead('L-0', {}, { score: 'x' }), ...repeated(), ...leads(30).slice(10)];
      const checked = await checkedFile(listOf(entries));
      assert.deepEqual(labels(checked), [
        'Send the first 10 without a finding',
        'Send all: 25 entries',
        'Send without the repeats: 23 entries',
        'Send only the valid ones: 22 entries',
        'Ask the service which primary keys exist already',
        'Fix first',
      ]);
      const first = sendingOf(checked, 'first 10');
      assert.deepEqual([first.entries.encode(), first.leftOut.encode()], ['1+2,5+8', '0,3+2']);
      assert.equal(sendingOf(checked, 'valid').entries.encode(), '1+2,5+20');
    });
  });

  describe('of several files', () => {
    const rowsOf = (files: readonly CheckedFile[]) =>
      choicesFor(files, 10).map(({ label, value }) => ({ label: label.replace(/^\S+ /, ''), value }));

    it('are the same, over all of them', async () => {
      const files = [await mixed(), await checkedFile(listOf(leads(3)), { name: 'b.json' })];
      const rows = rowsOf(files);
      assert.deepEqual(
        rows.map(({ label }) => label),
        [
          'Send the first 10 of each file without a finding',
          'Send all that can be sent: 22 entries',
          'Send only the valid ones: 20 entries',
          'Ask the service which primary keys exist already',
          'Fix first',
          'Open the reports',
        ],
      );
      const { value } = rows[0]!;
      assert.ok(value.kind === 'send');
      assert.deepEqual(
        value.orders.map(({ sending }) => [
          sending.origin,
          sending.entries.encode(),
          sending.leftOut.encode(),
        ]),
        [
          ['first', '3+10', '0+3'],
          ['all', '0+3', ''],
        ],
      );
    });

    it('make no order for a file of which nothing can be sent', async () => {
      const rows = rowsOf([await checkedFile('[{"lead_id": }]'), await checkedFile(listOf(leads(2)))]);
      const { value } = rows.find(({ label }) => label === 'Send all that can be sent: 2 entries')!;
      assert.ok(value.kind === 'send');
      assert.equal(value.orders.length, 1);
    });
  });
});
