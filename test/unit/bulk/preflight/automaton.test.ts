import assert from 'node:assert/strict';
import fc from 'fast-check';
import { automatonOf, automatonOfWords } from '../../../../src/core/bulk/preflight/fast/automaton';
import { bulkSchema } from '../../../bench/lib/bulkFile';
import { formOf } from '../../../../src/core/schema/validator';
import { leadSchema } from './run';

/** The patterns that our schemas have. */
function patternsIn(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]) =>
    key === 'pattern' && typeof value === 'string' ? [value] : patternsIn(value),
  );
}

const own = [...new Set([...patternsIn(bulkSchema), ...patternsIn(leadSchema)])].map(
  source => new RegExp(source, 'u'),
);
const email = formOf('email');

describe('texts that are taken byte by byte', () => {
  it('are those that the regular expressions of our schemas take', () => {
    assert.ok(email !== undefined && own.length >= 2);
    for (const form of [email, ...own, /^a(?:b|cd?)*[x-z]{2,3}$/, /^(a?){3}b+?$/i]) {
      const automaton = automatonOf(form);
      assert.ok(automaton, String(form));
      let right = 0;
      const fitting = fc
        .tuple(fc.stringMatching(new RegExp(form.source, 'u')), fc.boolean())
        .map(([text, upper]) => (upper ? text.toUpperCase() : text));
      const change = fc.tuple(fc.nat({ max: 40 }), fc.string({ unit: 'binary-ascii', maxLength: 1 }));
      const near = fc
        .tuple(fitting, fc.array(change, { maxLength: 2 }))
        .map(([text, changes]) =>
          changes.reduce((changed, [at, put]) => changed.slice(0, at) + put + changed.slice(at + 1), text),
        );
      fc.assert(
        fc.property(fc.oneof(fitting, near, fc.string()), text => {
          const bytes = Buffer.from(text);
          const taken = automaton.accepts(bytes, 0, bytes.length);
          if (taken) right++;
          // Beyond ASCII nothing is taken.
          if (bytes.length === text.length) assert.equal(taken, form.test(text), text);
          else assert.ok(!taken || form.test(text));
        }),
        { numRuns: 100 },
      );
      assert.ok(right > 10, String(form));
    }
  });

  it('are left to the regular expression where it is of another kind', () => {
    const others = [
      /a/,
      /^a|b$/,
      /^[^a]$/,
      /^\w$/,
      /^(?=a)a$/,
      /^a{1000}$/,
      /^.$/,
      /^(a)\1$/,
      /^\u0061$/,
      /^a$/m,
      /^ä$/,
    ];
    for (const form of others) assert.equal(automatonOf(form), undefined, String(form));
  });

  it('are these words, and no placeholder', () => {
    const automaton = automatonOfWords(['Neu', 'Nö', 'Neues', '‹Neu›', '\ud800']);
    const taken = (text: string): boolean | undefined =>
      automaton?.accepts(Buffer.from(text), 0, Buffer.byteLength(text));
    assert.deepEqual(['Neu', 'Nö', 'Neues', 'Ne', 'Neue', '', '‹Neu›', '\ufffd'].map(taken), [
      ...[true, true, true],
      ...[false, false, false, false, false],
    ]);
    assert.equal(automatonOfWords(Array.from({ length: 700 }, (_, i) => String(i * 7919))), undefined);
  });
});
