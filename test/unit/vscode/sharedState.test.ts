import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { SharedState } from '../../../src/vscode/sharedState';

type State = Readonly<Record<string, unknown>>;

/** Windows as VS Code has them: each writes the whole state of the extension, and what one has written reaches the others later. */
class Windows {
  #disk: State = {};
  readonly #receive: ((state: State) => void)[] = [];

  /** @param refuses what a window cannot write */
  open(refuses: (value: unknown) => boolean = () => false) {
    let own = this.#disk;
    this.#receive.push(state => (own = state));
    const memento = {
      keys: () => Object.keys(own),
      get: (key: string, fallback?: unknown) => own[key] ?? fallback,
      update: async (key: string, value: unknown) => {
        if (refuses(value)) throw new Error('refused');
        own = { ...own, [key]: value };
        this.#disk = own;
        return Promise.resolve();
      },
    } as vscode.Memento;
    const timers: { ms: number; work: () => void }[] = [];
    const wait = ((work: () => void, ms: number) =>
      timers.push({ ms, work })) as unknown as typeof setTimeout;
    const failed = (error: unknown) => assert.fail(String(error));
    return { state: new SharedState(memento, failed, wait), timers };
  }

  /** What is on the disk reaches all windows. */
  deliver(): void {
    for (const receive of this.#receive) receive(JSON.parse(JSON.stringify(this.#disk)) as State);
  }
}

/** The time passes in both windows; each hears of the other before it looks. */
async function pass(windows: Windows, ...opened: readonly ReturnType<Windows['open']>[]): Promise<void> {
  for (const ms of [500, 2_000]) {
    for (const { timers } of opened) {
      windows.deliver();
      for (const timer of timers.filter(one => one.ms === ms)) timer.work();
      await Promise.resolve();
    }
  }
  windows.deliver();
  for (const { timers } of opened) timers.splice(0);
}

describe('the state that windows share', () => {
  it('keeps what two windows change in the same instant, under one key and under several', async () => {
    const windows = new Windows();
    const [a, b] = [windows.open(), windows.open()];
    await a.state.update('bindings', { old: 1, gone: 1 });
    await pass(windows, a, b);
    await a.state.update('bindings', { old: 1, mine: 2 });
    await b.state.update('bindings', { old: 1, gone: 1, theirs: 3 });
    await b.state.update('recent', ['lead']);
    await a.state.update('connections', [{ id: 'x', name: 'Acme' }]);
    await b.state.update('used', 'curl');
    await pass(windows, a, b);
    for (const { state } of [a, b]) {
      assert.deepEqual(state.get('bindings'), { old: 1, theirs: 3, mine: 2 });
      assert.deepEqual(state.get('recent'), ['lead']);
      assert.deepEqual(state.get('connections'), [{ id: 'x', name: 'Acme' }]);
      assert.equal(state.get('used'), 'curl');
      assert.deepEqual([...state.keys()].sort(), ['bindings', 'connections', 'recent', 'used']);
    }
  });

  it('of a list keeps the items of both, and takes away what either took', async () => {
    const windows = new Windows();
    const [a, b] = [windows.open(), windows.open()];
    await a.state.update('list', [{ id: 'x' }, { id: 'y' }]);
    await pass(windows, a, b);
    await a.state.update('list', [{ id: 'y' }]);
    await b.state.update('list', [{ id: 'x' }, { id: 'y', name: 'new' }]);
    await pass(windows, a, b);
    assert.deepEqual(a.state.get('list'), [{ id: 'y', name: 'new' }]);
    await a.state.update('list', []);
    await b.state.update('other', 1);
    await pass(windows, a, b);
    assert.deepEqual(b.state.get('list', []), []);
  });

  it('of a list that one window has emptied keeps what another adds', async () => {
    const windows = new Windows();
    const [a, b] = [windows.open(), windows.open()];
    await a.state.update('list', [{ id: 'a' }]);
    await pass(windows, a, b);
    await a.state.update('list', []);
    windows.deliver();
    await b.state.update('list', [{ id: 'b' }]);
    await pass(windows, b, a);
    assert.deepEqual(a.state.get('list'), [{ id: 'b' }]);
    await a.state.update('list', []);
    await b.state.update('list', [{ id: 'b' }, { id: 'c' }]);
    await pass(windows, a, b);
    assert.deepEqual(b.state.get('list'), [{ id: 'c' }]);
  });

  it('stays a list when its last item was taken, or its values', async () => {
    for (const list of [[{ id: 'a' }], ['plain']]) {
      const windows = new Windows();
      const [a, b] = [windows.open(), windows.open()];
      await a.state.update('list', list);
      await pass(windows, a, b);
      await a.state.update('list', []);
      await b.state.update('other', 1);
      await pass(windows, a, b);
      assert.deepEqual(b.state.get('list'), []);
    }
  });

  it('does not make later what was refused, and still makes what was not', async () => {
    const windows = new Windows();
    const refused = { kept: 1, mine: 2, more: 3 };
    const [a, b] = [windows.open(value => value === refused), windows.open()];
    await a.state.update('bindings', { kept: 1 });
    await pass(windows, a, b);
    await a.state.update('bindings', { kept: 1, mine: 2 });
    await assert.rejects(a.state.update('bindings', refused), /refused/);
    await b.state.update('other', 1);
    await pass(windows, a, b);
    assert.deepEqual(b.state.get('bindings'), { kept: 1, mine: 2 });
  });

  it('leaves what another window has changed since as that one has it', async () => {
    const windows = new Windows();
    const [a, b] = [windows.open(), windows.open()];
    await a.state.update('bindings', { file: 'a' });
    windows.deliver();
    await b.state.update('bindings', { file: 'b' });
    await pass(windows, a, b);
    assert.deepEqual(a.state.get('bindings'), { file: 'b' });
  });

  it('is looked at no longer once the changes are old, or the window closes', async () => {
    const windows = new Windows();
    const [a, b] = [windows.open(), windows.open()];
    await a.state.update('bindings', { file: 'a' });
    await pass(windows, a, b);
    await b.state.update('bindings', {});
    windows.deliver();
    await a.state.update('bindings', { other: 'a' });
    await pass(windows, a, b);
    assert.deepEqual(b.state.get('bindings'), { other: 'a' });
  });

  it('has a fallback like any memento', () => {
    assert.equal(new Windows().open().state.get('none', 7), 7);
  });
});
