import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import type * as vscode from 'vscode';
import { PayloadReading } from '../../../src/vscode/editor/assist/reading';

const long = JSON.stringify(Array.from({ length: 40_000 }, (_, number) => ({ number })));

describe('reading of a payload while it changes', () => {
  it('is stopped by the next change, and tells nobody but who asked', async () => {
    const uri = { path: '/leads.json' };
    const document = { version: 1, text: long, uri, getText: () => document.text };
    const asVscode = document as unknown as vscode.TextDocument;
    const reading = new PayloadReading();
    const unheard: unknown[] = [];
    const hear = (reason: unknown) => unheard.push(reason);
    const others = process.rawListeners('unhandledRejection') as ((reason: unknown) => void)[];
    process.removeAllListeners('unhandledRejection').on('unhandledRejection', hear);
    try {
      const stopped = assert.rejects(reading.untidy(asVscode), { name: 'AbortError' });
      await turn();
      Object.assign(document, { version: 2, text: '[]' });
      const { root } = await reading.tree(asVscode);
      await stopped;
      for (let turns = 0; turns < 5; turns++) await turn();
      assert.equal(root?.type, 'array');
      assert.deepEqual(unheard, []);
    } finally {
      process.off('unhandledRejection', hear);
      for (const other of others) process.on('unhandledRejection', other);
    }
  });

  it('begins anew in another language mode, which is no change of the text', async () => {
    const document = {
      ...{ version: 1, languageId: 'json', uri: { path: '/leads.txt' } },
      getText: () => '{"data":{}}\n{"data":{}}',
    };
    const asVscode = document as unknown as vscode.TextDocument;
    const reading = new PayloadReading();
    const rootOf = async () => (await reading.tree(asVscode)).root;
    const asJson = await rootOf();
    assert.equal(asJson?.type, 'object');
    assert.equal(await rootOf(), asJson);
    document.languageId = 'jsonl';
    assert.ok(!reading.has(asVscode));
    const inLines = await rootOf();
    assert.equal(inLines?.type, 'array');
    assert.equal(inLines.children?.length, 2);
    assert.ok(reading.has(asVscode));
  });
});
