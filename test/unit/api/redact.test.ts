import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Redactor } from '../../../src/core/api/redact';

describe('Redactor', () => {
  const secret = 'se/cr"et + tök\\en';

  function redactor(...secrets: string[]): Redactor {
    const made = new Redactor();
    for (const each of secrets) made.add(each);
    return made;
  }

  it('takes a secret out wherever it stands', () => {
    assert.equal(redactor(secret).redact(`a ${secret}, ${secret}.`), 'a [redacted], [redacted].');
  });

  it('also encoded', () => {
    const clean = redactor(secret);
    const forms = [
      encodeURIComponent(secret),
      encodeURIComponent(secret).toLowerCase().replace('t%c3%b6k', 't%c3%b6k'),
      new URLSearchParams({ x: secret }).toString().slice(2),
      JSON.stringify({ secret }),
      JSON.stringify(secret).replaceAll('/', '\\/'),
      ...['', 'a', 'ab', 'user:'].map(before => Buffer.from(`${before}${secret}`).toString('base64')),
      ...['', 'a', 'ab'].map(before => Buffer.from(`${before}${secret}!`).toString('base64url')),
    ];
    for (const form of forms) assert.ok(clean.redact(form).includes('[redacted]'), form);
  });

  it('also where base64 has two alphabets', () => {
    const odd = '~~~???>>>';
    for (const [encoding, form] of [
      ['base64', 'fn5+Pz8/Pj4+'],
      ['base64url', 'fn5-Pz8_Pj4-'],
    ] as const) {
      assert.equal(Buffer.from(odd).toString(encoding), form);
      assert.equal(redactor(odd).redact(form), '[redacted]');
    }
  });

  it('leaves no rest of a secret that holds another', () => {
    assert.equal(redactor('abcdef', 'abcdefghi').redact('x abcdefghi y abcdef'), 'x [redacted] y [redacted]');
  });

  it('leaves texts without a secret alone, and words that are too short to be one', () => {
    assert.equal(redactor('lead', '', 'abcdef').redact('a lead with abcde'), 'a lead with abcde');
    assert.equal(new Redactor().redact('anything'), 'anything');
  });

  it('never leaves a secret, encoded or not', () => {
    const characters = fc.constantFrom(
      'a',
      'b',
      'é',
      '😀',
      '"',
      '\\',
      '/',
      '+',
      ' ',
      '%',
      '=',
      '\n',
      '[',
      '$&',
    );
    fc.assert(
      fc.property(
        fc.string({ minLength: 6, unit: characters }),
        fc.string(),
        fc.string(),
        (each, before, after) => {
          const clean = redactor(each);
          fc.pre(!'[redacted]'.includes(each));
          // Across the edge of a replacement an overlapping second one may seem to arise; the secret itself stood once.
          assert.ok(clean.redact(before + each + after).includes('[redacted]'));
          const inBase64 = Buffer.from(before + each + after, 'utf8').toString('base64');
          assert.ok(clean.redact(inBase64).includes('[redacted]'));
        },
      ),
      { numRuns: 300 },
    );
  });
});
