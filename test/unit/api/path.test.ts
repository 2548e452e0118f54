import assert from 'node:assert/strict';
import fc from 'fast-check';
import { processPath, segment } from '../../../src/core/api/path';

describe('path segments', () => {
  it('an empty one is a bug', () => {
    assert.throws(() => segment(''), RangeError);
  });

  it('lone surrogates do not throw', () => {
    assert.equal(segment('a\ud800b'), 'a%EF%BF%BDb');
    assert.equal(segment('😀'), '%F0%9F%98%80');
  });

  it('nothing leaves its segment, as the URL parser reads it', () => {
    const nasty = fc.constantFrom(
      ...[
        '..',
        '.',
        '%2e%2e',
        '%2E.',
        '/',
        '\\',
        '?',
        '#',
        ';',
        '//',
        '..;',
        ' ',
        '%',
        '\t',
        'ü',
        '😀',
        '\ud800',
        '\0',
        'a',
      ],
    );
    const any = fc.oneof(
      fc.string({ minLength: 1 }),
      fc.array(nasty, { minLength: 1, maxLength: 4 }).map(list => list.join('')),
    );
    fc.assert(
      fc.property(any, any, (procedure, id) => {
        const url = new URL(`https://api.example.com/gate${processPath(procedure, id)}`);
        assert.equal(url.origin, 'https://api.example.com');
        assert.equal(url.search + url.hash, '');
        const parts = url.pathname.split('/');
        assert.equal(parts.length, 8);
        assert.deepEqual(parts.slice(0, 5), ['', 'gate', 'v1', 'ext', 'procedure']);
        assert.equal(parts[6], 'process');
        if (procedure !== '.' && procedure !== '..' && !/\p{Surrogate}/u.test(procedure)) {
          assert.equal(decodeURIComponent(parts[5]!), procedure);
        }
      }),
      { numRuns: 200 },
    );
  });
});
