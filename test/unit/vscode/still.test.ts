import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { isStillWanted } from '../../../src/vscode/editor/still';

const automatic = { triggerKind: vscode.CodeActionTriggerKind.Automatic };
const invoke = { triggerKind: vscode.CodeActionTriggerKind.Invoke };

function documentOf(length: number) {
  const document = {
    version: 1,
    isClosed: false,
    lineCount: 1,
    lineAt: () => ({ range: { end: length } }),
    offsetAt: (end: number) => end,
  };
  return { document, as: document as unknown as vscode.TextDocument };
}

function tokenSource() {
  const cancelled = new vscode.EventEmitter<void>();
  const token = { isCancellationRequested: false, onCancellationRequested: cancelled.event };
  const cancel = () => {
    token.isCancellationRequested = true;
    cancelled.fire();
  };
  return { token: token, cancel };
}

describe('code actions that nobody asked for', () => {
  const { token } = tokenSource();
  /** Asks; what happens while it waits is told. @returns how long it waited, ms, and whether the answer is wanted */
  const ask = async (
    of: ReturnType<typeof documentOf>,
    context: typeof automatic,
    meanwhile: () => void = () => undefined,
  ) => {
    let waited = 0;
    const wanted = await isStillWanted(of.as, context, token, ms => {
      waited += ms;
      meanwhile();
      return Promise.resolve();
    });
    return { waited, wanted };
  };

  it('wait in a large document until the user rests, and never where somebody asks', async () => {
    assert.deepEqual(await ask(documentOf(1_000_000), automatic), { waited: 300, wanted: true });
    assert.deepEqual(await ask(documentOf(1_000_000), invoke), { waited: 0, wanted: true });
    assert.deepEqual(await ask(documentOf(10_000), automatic), { waited: 0, wanted: true });
  });

  it('are not made for a document that has changed or was closed meanwhile', async () => {
    const changed = documentOf(1_000_000);
    assert.equal((await ask(changed, automatic, () => (changed.document.version = 2))).wanted, false);
    const closed = documentOf(1_000_000);
    assert.equal((await ask(closed, automatic, () => (closed.document.isClosed = true))).wanted, false);
  });

  it('are not made where VS Code takes its question back, which ends the wait', async () => {
    const source = tokenSource();
    const asked = isStillWanted(documentOf(1_000_000).as, automatic, source.token);
    source.cancel();
    assert.equal(await asked, false);
  });
});
