import assert from 'node:assert/strict';
import type { Uri } from 'vscode';
import { Asking } from '../../../../src/vscode/bulk/create/asking';
import type { Order } from '../../../../src/vscode/bulk/create/choices';
import type { CheckedFile } from '../../../../src/vscode/bulk/create/types';
import { rightLead } from '../preflight/run';
import { checkedFile, listOf } from './checked';

type Needs = ConstructorParameters<typeof Asking>;

const report = { path: '/1/Check of leads.json.txt' } as unknown as Uri;
const never = async (): Promise<undefined> => new Promise(() => undefined);

/** Stands in for the user, who lets every notification stand and picks from the list what is planned. */
class Patient {
  readonly said: string[] = [];
  readonly shown: Uri[] = [];
  readonly ordered: (readonly Order[])[] = [];
  readonly asking: Asking;

  constructor(...picks: string[]) {
    const ui = {
      error: async (text: string) => {
        this.said.push(text);
        return never();
      },
      pick: async (rows: readonly { label: string; value: unknown }[]) =>
        Promise.resolve(
          rows.find(({ label }) => picks[0] !== undefined && label.includes(picks[0]) && picks.shift())
            ?.value,
        ),
    };
    const failures = { whenAnswered: (shown: Promise<unknown>) => void shown };
    const reports = { showAll: async (all: readonly Uri[]) => Promise.resolve(this.shown.push(...all)) };
    const starter = {
      confirmAndStart: async (orders: readonly Order[]) => Promise.resolve(this.ordered.push(orders)),
    };
    this.asking = new Asking(...([{ ui, failures }, reports, starter] as unknown as Needs));
  }
}

describe('asking what to do with checked files', () => {
  const hopeless = async () => checkedFile('[{"lead_id": }]');
  const flawed = async (): Promise<CheckedFile> => checkedFile(listOf([rightLead('L-1'), rightLead('L-1')]));

  it('waits for no notification: a file of which nothing can be sent is free at once', async () => {
    const user = new Patient();
    await user.asking.ask([await hopeless()], [report]);
    assert.match(
      user.said[0]!,
      /^Nothing of leads\.json can be sent\. Cannot be sent as they stand: 1 entry/,
    );
    assert.deepEqual(user.shown, [report]);
  });

  it('says so of several files, too', async () => {
    const user = new Patient();
    await user.asking.ask([await hopeless(), await hopeless()], [report, report]);
    assert.match(user.said[0]!, /^Nothing of 2 files can be sent\./);
  });

  it('opens the reports of those of several files that have something to mend', async () => {
    const fine = await checkedFile(listOf([rightLead('L-1')]));
    const other = { path: '/2/Check of b.json.txt' } as unknown as Uri;
    const user = new Patient('Fix first');
    await user.asking.ask([fine, await flawed()], [report, other]);
    assert.equal(user.shown.length, 1);
    assert.equal(user.shown[0], other);
    assert.deepEqual(user.ordered, []);
  });

  it('shows all reports and asks again, then orders what was picked', async () => {
    const user = new Patient('Open the reports', 'without the repeats');
    await user.asking.ask([await flawed(), await flawed()], [report, report]);
    assert.equal(user.shown.length, 2);
    assert.deepEqual(
      user.ordered[0]!.map(({ sending }) => sending.entries.encode()),
      ['0', '0'],
    );
  });
});
