import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cleanToken } from '../../../src/core/api/token';

describe('cleanToken', () => {
  const token = 'abcDEF123._-~+/=';
  const typed = [
    token,
    `  ${token}\t\r\n`,
    `\ufeff${token}\u200b`,
    `\u00a0${token}`,
    `abcDEF\u200b123._-~+/=`,
    `abcDEF\r\n123._-~+/=`,
    `abcDEF \n  123.\n_-~+/=`,
    `Bearer ${token}`,
    `bearer   ${token}`,
    `Bearer\n${token}`,
    `Bearer: ${token}`,
    `Authorization: Bearer ${token}`,
    `authorization:Bearer ${token}`,
    `Authorization: ${token}`,
    `Authorization: "Bearer ${token}"`,
    `"${token}"`,
    `'Bearer ${token}'`,
    `“${token}”`,
    `\`${token}\``,
    `"Authorization: Bearer ${token}"`,
    `-H "Authorization: Bearer ${token}"`,
    `--header 'authorization: Bearer ${token}'`,
  ];
  for (const text of typed) {
    it(JSON.stringify(text), () => {
      assert.deepEqual(cleanToken(text), { ok: true, token });
    });
  }

  for (const text of [
    '',
    '  \n',
    'Bearer',
    'Bearer ',
    '""',
    '"Bearer "',
    'Authorization:',
    'Authorization: Bearer',
    '\u200b',
  ]) {
    it(`nothing in ${JSON.stringify(text)}`, () => {
      assert.deepEqual(cleanToken(text), { ok: false, problem: 'empty' });
    });
  }

  for (const text of [
    'two words',
    'Bearer two words',
    'tökën',
    'a\u0000b',
    'a\tb',
    'a\u00a0b',
    'a😀',
    `${token}\nContent-Type: json`,
  ]) {
    it(`no token in ${JSON.stringify(text)}`, () => {
      assert.deepEqual(cleanToken(text), { ok: false, problem: 'notAToken' });
    });
  }

  it('keeps its own result, and a header can carry it', () => {
    const parts = fc.constantFrom(
      'Bearer',
      ' ',
      '\n',
      '"',
      "'",
      'Authorization:',
      '-H',
      'x',
      '=',
      '\u200b',
      'é',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(parts, { maxLength: 10 }).map(list => list.join('')),
        ),
        text => {
          const clean = cleanToken(text);
          if (!clean.ok) return;
          assert.deepEqual(cleanToken(clean.token), clean);
          assert.doesNotThrow(() => new Headers({ Authorization: `Bearer ${clean.token}` }));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('is quick with a huge paste', () => {
    assert.deepEqual(cleanToken('"'.repeat(20_001)), { ok: true, token: '"' });
    assert.equal(cleanToken(' \n'.repeat(50_000)).ok, false);
    assert.equal(cleanToken(`a${' '.repeat(50_000)}b`).ok, false);
  });
});
