import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createContext, Script } from 'node:vm';
import fc from 'fast-check';
import { snippets } from '../../../src/core/snippets/languages';
import { tokenVariable } from '../../../src/core/snippets/request';
import { pieces } from '../../../src/core/snippets/text';
import { bodies } from './bodies';

const url = 'https://api.chakrahq.com/v1/ext/procedure/lead/process';
const folder = path.resolve('test/fixtures/snippets');

const run = { body: '' };
const context = createContext({
  fetch: async (_url: string, { body }: { body: string }) => {
    run.body = body;
    return Promise.resolve({ status: 200, text: async () => Promise.resolve('') });
  },
  console: { log: () => undefined },
  process: { env: {} },
});

/** Any characters, but no lone surrogates: fast-check's own unit `binary` takes seconds to list them all. */
const anyText = fc
  .array(fc.oneof(fc.nat(0x7f), fc.nat(0x10ffff)), { maxLength: 30 })
  .map(points => String.fromCodePoint(...points.filter(point => point < 0xd800 || point > 0xdfff)));

/** The body that the JavaScript of a snippet passes to fetch. */
function sent(body: string): string {
  const javascript = snippets.find(({ id }) => id === 'javascript');
  assert.ok(javascript);
  new Script(`{${javascript.write({ url, body })}}`).runInContext(context);
  return run.body;
}

describe('a request as a snippet', () => {
  for (const snippet of snippets) {
    it(`is written as before in ${snippet.name}`, async () => {
      const texts = ['plain', 'hard', 'windows', 'many'].map(name =>
        snippet.write({ url, body: bodies[name] ?? '' }),
      );
      const file = path.join(folder, `${snippet.id}.txt`);
      const all = `${texts.join('\n-----\n')}\n`;
      if (process.env['CHAKRA_WRITE_GOLDEN'] === '1') await writeFile(file, all);
      assert.equal(all, await readFile(file, 'utf8'));
    });

    it(`names the token only as a variable of the environment in ${snippet.name}`, () => {
      const text = snippet.write({ url, body: '{}' });
      assert.equal(text.split(tokenVariable).length, 2);
      assert.ok(text.includes('Bearer'));
      assert.ok(!/[^\n\t\P{C}]/u.test(text));
    });
  }

  it('shows nothing that nobody sees, and no carriage return, but in HTTP, which has no escapes', () => {
    for (const { id, write } of snippets)
      for (const body of [bodies['hard'] ?? '', bodies['windows'] ?? '', '{"a":"\u0000\u001b\ufeff"}'])
        if (id !== 'http') assert.ok(!/[^\n\t\P{C}]|\u2028|\u00a0/u.test(write({ url, body })), id);
  });

  it('gives any text back in JavaScript', () => {
    for (const [name, body] of Object.entries(bodies)) if (name !== 'long') assert.equal(sent(body), body);
    fc.assert(
      fc.property(anyText, text => {
        assert.equal(sent(text), text);
      }),
      { numRuns: 100 },
    );
  });

  it('cuts a text into pieces that give it again', () => {
    fc.assert(
      fc.property(anyText, fc.nat(5_000), (text, length) => {
        const long = `${text}\n${'😀'.repeat(length)}\n\n`;
        assert.equal(pieces(long).join(''), long);
        assert.ok(pieces(long).every(piece => piece.length <= 4_000 && piece !== ''));
      }),
      { numRuns: 50 },
    );
    assert.deepEqual(pieces(''), ['']);
  });

  it('has short lines in R, which misreads escapes in long ones', () => {
    const text = snippets.find(({ id }) => id === 'r')?.write({ url, body: '😀é'.repeat(5_000) }) ?? '';
    assert.ok(text.includes('\\u00e9'));
    assert.ok(text.split('\n').every(line => line.length < 4_096));
  });

  it('takes a payload of many lines as few literals, as Java needs it', () => {
    const line = '    "attribute": "value",\n';
    assert.equal(pieces(line.repeat(400)).length, 400);
    const long = pieces(line.repeat(40_000) + line.repeat(200).replaceAll('\n', ' '));
    assert.ok(long.length < 600, String(long.length));
    assert.equal(long.join('').length, line.length * 40_200);
  });
});
