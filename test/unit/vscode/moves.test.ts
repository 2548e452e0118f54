import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isApart, moved, type TextPlace, type TextSpan } from '../../../src/vscode/problems/moves';

const at = (line: number, character: number): TextPlace => ({ line, character });
const span = (line: number, from: number, to: number): TextSpan => ({
  start: at(line, from),
  end: at(line, to),
});

/** The place of an offset in a text, and back. */
const placeAt = (text: string, offset: number): TextPlace => {
  const lines = text.slice(0, offset).split('\n');
  return at(lines.length - 1, lines.at(-1)!.length);
};
const cut = (text: string, { start, end }: TextSpan): string => {
  const lines = text.split('\n');
  const offset = ({ line, character }: TextPlace) =>
    lines.slice(0, line).reduce((sum, one) => sum + one.length + 1, 0) + character;
  return text.slice(offset(start), offset(end));
};

describe('where Problems stand after an edit', () => {
  it('follow lines that come and go before them, and what is typed before them in their line', () => {
    const value = span(5, 10, 14);
    assert.deepEqual(moved(value, { range: span(1, 0, 0), text: 'a\r\nb\n' }), span(7, 10, 14));
    assert.deepEqual(moved(value, { range: { start: at(2, 3), end: at(4, 0) }, text: '' }), span(3, 10, 14));
    assert.deepEqual(moved(value, { range: span(5, 2, 3), text: 'abc' }), span(5, 12, 16));
    assert.deepEqual(moved(value, { range: span(5, 2, 3), text: '\n  ' }), span(6, 9, 13));
    for (const elsewhere of [span(4, 1, 2), span(5, 20, 21), span(6, 0, 0)]) {
      assert.equal(moved(value, { range: elsewhere, text: 'x' }), value);
    }
  });

  it('are old news where their own text is edited; right at its ends only for a value', () => {
    const entry = { start: at(2, 4), end: at(5, 1) };
    for (const range of [span(3, 0, 0), span(2, 5, 5), { start: at(1, 0), end: at(9, 0) }]) {
      assert.equal(isApart(entry, { range, text: 'x' }, false), false);
    }
    for (const range of [span(2, 4, 4), span(5, 1, 1), { start: at(0, 0), end: at(2, 4) }]) {
      assert.equal(isApart(entry, { range, text: 'x' }, false), true);
      assert.equal(isApart(entry, { range, text: 'x' }, true), false);
    }
  });

  it('always name the same text, whatever is edited beside it', () => {
    const texts = fc.string({ unit: fc.constantFrom('a', 'b', '\n'), maxLength: 12 });
    fc.assert(
      fc.property(texts, texts, texts, texts, texts, (before, own, between, put, rest) => {
        const text = `${before}[${own}]${between}|${rest}`;
        const from = before.length;
        const about = { start: placeAt(text, from), end: placeAt(text, from + own.length + 2) };
        for (const [first, end] of [
          [0, from],
          [from + own.length + 2, text.length],
        ] as const) {
          const change = { range: { start: placeAt(text, first), end: placeAt(text, end) }, text: put };
          const after = text.slice(0, first) + put + text.slice(end);
          assert.ok(isApart(about, change, false));
          assert.equal(cut(after, moved(about, change)), `[${own}]`);
        }
      }),
      { numRuns: 100 },
    );
  });
});
