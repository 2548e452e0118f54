import assert from 'node:assert/strict';
import { readCatalog } from '../../../src/core/catalog/read';
import type { Json } from '../../../src/core/json';
import { read, readAttribute, unresolved } from './reading';

const shortIds = (things: readonly { readonly shortId: string }[]) => things.map(thing => thing.shortId);

describe('readCatalog: untrusted text', () => {
  it('cleans names and keeps short ids exactly', () => {
    const attribute = readAttribute({
      shortId: ' we\u202eird ',
      name: '\u202eA\u0000B\u200f\n  C\ud800 ',
      description: 'one\r\ntwo\u2066\u0007',
      type: 'text',
    });
    assert.equal(attribute.shortId, ' we\u202eird ');
    assert.equal(attribute.name, 'A B C');
    assert.equal(attribute.description, 'one\ntwo');
  });

  it('cuts long names, never within a character', () => {
    const { name } = readAttribute({ shortId: 'a', name: `${'x'.repeat(198)}😀😀` });
    assert.equal(name, `${'x'.repeat(198)}…`);
    assert.equal(readAttribute({ shortId: 'a', name: 'y'.repeat(200) }).name, 'y'.repeat(200));
  });

  it('keeps joiners, which scripts and emoji need', () => {
    assert.equal(readAttribute({ shortId: 'a', name: 'क्‍ष 👩‍💻' }).name, 'क्‍ष 👩‍💻');
  });

  it('is not fooled by __proto__', () => {
    const config = JSON.parse(
      `{"__proto__":{"polluted":1},"procedures":{"__proto__":{"shortId":"x"},"lead":{"attributes":{"__proto__":{"type":"text"},` +
        `"constructor":{"type":"text"}},"__proto__":{"name":"Nope"}}},"attributes":[{"shortId":"__proto__"}]}`,
    ) as Json;
    const catalog = read(config);
    assert.deepEqual(
      catalog.procedures.map(({ name, attributes }) => [name, shortIds(attributes)]),
      [['lead', ['constructor']]],
    );
    assert.equal(Reflect.get({}, 'polluted'), undefined);
    assert.deepEqual(unresolved(catalog), { attributeWithoutShortId: 1 });
  });
});

describe('readCatalog: pace', () => {
  it('yields at least once for every hundred items', () => {
    const procedures = Array.from({ length: 40 }, (_, p) => ({
      shortId: `p${p}`,
      attributes: Array.from({ length: 50 }, (_unused, a) => ({ shortId: `a${a}`, type: 'text' })),
    }));
    let yields = 0;
    let longest = 0;
    // Items are told apart by reading their fields through a getter, which counts.
    let read = 0;
    for (const procedure of procedures) {
      for (const attribute of procedure.attributes) {
        Object.defineProperty(attribute, 'name', { enumerable: true, get: () => `n${read++}` });
      }
    }
    const work = readCatalog({ procedures }, 0);
    while (work.next().done !== true) {
      yields++;
      longest = Math.max(longest, read);
      read = 0;
    }
    assert.ok(yields >= 20, `${yields} yields`);
    assert.ok(longest <= 100, `${longest} items without a yield`);
  });
});
