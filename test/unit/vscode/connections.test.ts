import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import type { Connection } from '../../../src/core/connection';
import { Connections } from '../../../src/vscode/connections/store';
import { focusWindow } from '../stubs/vscode';
import { memento } from './memento';

const connection = (id: string): Connection => ({
  id,
  name: id,
  baseUrl: `https://${id}.example`,
  origin: `https://${id}.example`,
  kind: 'test',
});
const [one, two] = [connection('one'), connection('two')];

describe('connections of several windows', () => {
  const open: Connections[] = [];
  let global: vscode.Memento;

  const newWindow = () => {
    const made = new Connections(global, memento(), undefined);
    open.push(made);
    let fired = 0;
    made.onDidChange(() => fired++);
    return { connections: made, active: () => made.active()?.id, fired: () => fired };
  };

  beforeEach(() => {
    global = memento({ 'chakra.connections': [one, two], 'chakra.lastConnection': 'one' });
  });

  afterEach(() => {
    for (const connections of open.splice(0)) connections.dispose();
  });

  it('stay with the one that the window began with when another window switches', async () => {
    const [here, there] = [newWindow(), newWindow()];
    await there.connections.activate(two);
    assert.deepEqual([here.active(), there.active()], ['one', 'two']);
    focusWindow();
    assert.deepEqual([here.active(), here.fired()], ['one', 0]);
    assert.equal(newWindow().active(), 'two');
  });

  it('take up what is used elsewhere only while the window has none, and tell it', async () => {
    global = memento();
    const [here, there] = [newWindow(), newWindow()];
    assert.equal(here.active(), undefined);
    await there.connections.save(one);
    await there.connections.activate(one);
    assert.equal(here.active(), undefined);
    focusWindow();
    assert.deepEqual([here.active(), here.fired()], ['one', 1]);
    await there.connections.save(two);
    await there.connections.activate(two);
    focusWindow();
    assert.equal(here.active(), 'one');
  });

  it('tell that the active one was removed elsewhere, and never take the one from before the own choice', async () => {
    const [here, there] = [newWindow(), newWindow()];
    await here.connections.activate(two);
    const before = here.fired();
    await there.connections.remove(two);
    assert.equal(here.active(), undefined);
    focusWindow();
    assert.deepEqual([here.active(), here.fired()], [undefined, before + 1]);
  });
});
