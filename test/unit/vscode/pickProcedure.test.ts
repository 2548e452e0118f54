import assert from 'node:assert/strict';
import { ProcedurePicker } from '../../../src/vscode/editor/pickProcedure';
import type { FailureReporter } from '../../../src/vscode/commands/failureReporter';
import type { Ui } from '../../../src/vscode/ui';
import { connection, failed, world } from './catalogWorld';
import { memento } from './memento';

function picker() {
  const made = world();
  const abort = new AbortController();
  const reported: string[] = [];
  const global = memento();
  const ui = {
    pick: async (choices: readonly { value: unknown }[]) =>
      Promise.resolve(choices.find(({ value }) => (value as { shortId: string }).shortId === 'lead')?.value),
    progress: async (_: string, work: (signal: AbortSignal) => Promise<unknown>) => work(abort.signal),
  } as unknown as Ui;
  const failures = {
    report: async (_: unknown, what: string) => Promise.resolve(void reported.push(what)),
  } as unknown as FailureReporter;
  return {
    ...made,
    abort,
    reported,
    global,
    picker: new ProcedurePicker(ui, global, made.service, failures),
  };
}

describe('picking a procedure', () => {
  it('tells once of a refused token', async () => {
    const { answers, asked, behind, reported, picker: made } = picker();
    answers.config = () => failed;
    assert.equal(await made.pick(connection, ''), undefined);
    assert.deepEqual(
      [asked, behind, reported],
      [['config'], [], ['The procedures of Team could not be read.']],
    );
  });

  it('gives the procedure without attributes where they cannot be learnt, and says why', async () => {
    const { answers, behind, reported, picker: made } = picker();
    answers.list = () => failed;
    assert.equal((await made.pick(connection, ''))?.shortId, 'lead');
    assert.deepEqual([behind, reported], [[], ['The attributes of lead could not be learnt.']]);
  });

  it('ends when the user cancels, while the config is read or attributes are learnt', async () => {
    const reading = picker();
    reading.abort.abort();
    assert.equal(await reading.picker.pick(connection, ''), undefined);

    const learning = picker();
    await learning.service.need(connection);
    learning.abort.abort();
    assert.equal(await learning.picker.pick(connection, ''), undefined);
    assert.deepEqual([reading.reported, learning.reported], [[], []]);
  });

  it('gives the catalog also where it was dropped while the list stood open, and says why there is none', async () => {
    const { answers, reported, service, picker: made } = picker();
    assert.equal((await made.pick(connection, ''))?.shortId, 'lead');
    service.reset(connection);
    assert.equal((await made.catalogOf(connection))?.procedures.length, 2);
    service.reset(connection);
    answers.config = () => failed;
    await service.forget(connection);
    assert.equal(await made.catalogOf(connection), undefined);
    assert.deepEqual(reported, ['The procedures of Team could not be read.']);
  });

  it('forgets what was used of a connection that is removed', async () => {
    const { global, picker: made } = picker();
    await made.pick(connection, '');
    assert.deepEqual(global.keys(), ['chakra.recent:c']);
    await made.forget(connection);
    assert.deepEqual(global.keys(), []);
  });
});
