import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { indented } from '../../../src/core/payload/indent';

describe('indenting an answer', () => {
  it('keeps every value as it is written', () => {
    assert.equal(
      indented('{"id":12345678901234567890,"x":[1.0,-0,1e400],"t":"a\\u0041{}"}'),
      '{\n  "id": 12345678901234567890,\n  "x": [\n    1.0,\n    -0,\n    1e400\n  ],\n  "t": "a\\u0041{}"\n}',
    );
  });

  it('does not copy the text for each edit: a page of List does not freeze the extension host', () => {
    const process = Object.fromEntries(
      Array.from({ length: 40 }, (_, i) => [`attribute_${i}`, `value ${i}`]),
    );
    const body = JSON.stringify({ _data: Array.from({ length: 400 }, () => ({ data: process })) });
    const began = performance.now();
    const text = indented(body);
    // Quadratic, this takes more than a minute.
    assert.ok(performance.now() - began < 2_000);
    assert.deepEqual(JSON.parse(text), JSON.parse(body));
  });

  it('leaves a very long text alone', () => {
    const body = `[${'1,'.repeat(600_000)}1]`;
    assert.equal(indented(body), body);
  });
});
