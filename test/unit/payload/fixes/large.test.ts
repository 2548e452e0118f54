import assert from 'node:assert/strict';
import { findFixes } from '../../../../src/core/payload/fixes';
import { readTree } from '../../../../src/core/payload/readTree';
import { acme, attribute, procedure } from '../../schema/sample';
import { finish } from './fixesOf';

describe('quick fixes of a large payload', () => {
  const types = ['integer', 'text', 'stringEnum', 'datetime', 'user'];
  const options = Array.from({ length: 100 }, (_, i) => ({ value: `V${i}`, label: `Label ${i}` }));
  const attributes = Array.from({ length: 400 }, (_, i) =>
    attribute(`attr_${i}`, types[i % 5]!, i % 5 === 2 ? { options } : {}),
  );
  const users = Array.from({ length: 2000 }, (_, i) => ({
    id: `u${i}`,
    username: `user.${i}`,
    name: `Person ${i}`,
    isActive: true,
    isDeleted: false,
  }));
  const of = procedure({ attributes });
  const entries = Array.from({ length: 200 }, (_, i) => {
    const values = ['"5"', '5', `"label ${i % 100}"`, '"2026-01-01T00:00:00Z"', `"PERSON ${i}"`];
    const rows = Array.from(
      { length: 10 },
      (_, k) => `"attr_${(i * 7 + k) % 400}": ${values[((i * 7 + k) % 400) % 5]!}`,
    );
    return `{ "data": { ${rows.join(', ')}, "strange${i}": 1 } }`;
  });
  const text = `[${entries.join(',\n')}]`;

  it('are all found, with many rests', () => {
    const { root } = finish(readTree(text));
    assert.ok(root);
    const work = findFixes(text, root, of, { catalog: { ...acme, users }, procedure: of });
    let rests = 0;
    for (let step = work.next(); ; step = work.next(), rests++) {
      if (step.done !== true) continue;
      assert.equal(step.value.single.length, 2000);
      break;
    }
    assert.ok(rests > 2000);
  });

  it('take no longer for each of many properties in one object', () => {
    const many = procedure({
      attributes: Array.from({ length: 2000 }, (_, i) => attribute(`attr_${i}`, 'text')),
    });
    const flat = `{${many.attributes.map(({ shortId }) => `"${shortId}": "x"`).join(', ')}}`;
    const left = `{"data": {${many.attributes.map(({ shortId }) => `"${shortId}": "‹text›"`).join(', ')}}}`;
    for (const each of [flat, left]) {
      const work = findFixes(each, finish(readTree(each)).root!, many, { catalog: acme, procedure: many });
      // Each by a look at all others would take longer than a test may.
      assert.equal(finish(work).single.length, 2000);
    }
  });
});
