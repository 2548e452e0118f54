import assert from 'node:assert/strict';
import fc from 'fast-check';
import { bulkRequestBody, requestBody } from '../../../src/core/payload/body';
import { payloadText } from './jsonText';

function body(text: string): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(requestBody(text));
}

describe('requestBody', () => {
  it('is the text byte for byte', () => {
    for (const text of [
      '{"a": 12345678901234567890, "b" : 1.0,\r\n"c":"\\u00e9é😀"}\n',
      ' [ {"$schema": 1} ] ',
      '{"data":{"$schema":1}}',
    ]) {
      assert.equal(body(text), text);
    }
  });

  it('cuts a $schema at the top level with its comma, wherever it stands', () => {
    assert.equal(body('{\n  "$schema": "x",\n  "data": {}\n}\n'), '{\n  "data": {}\n}\n');
    assert.equal(body('{ "a": 1, "$schema" : {"b": [1,2]} , "c": 1.0 }'), '{ "a": 1, "c": 1.0 }');
    assert.equal(body('{"a": 1 ,\n "$schema": "x"\n}'), '{"a": 1\n}');
    assert.equal(body('{ "$schema": "x" }'), '{  }');
    assert.equal(body('{"\\u0024schema": "x", "$schema": 1, "a": 2, "$schema": 3}'), '{"a": 2}');
  });

  it('of many processes is their list, also of one in an object', () => {
    const bulk = (text: string) => new TextDecoder().decode(bulkRequestBody(text));
    assert.equal(bulk('{ "$schema": "x", "processes": [ {"a": 1.0} ]\r\n}'), '[ {"a": 1.0} ]');
    assert.equal(bulk(' [ {"a": 1.0} ] '), ' [ {"a": 1.0} ] ');
    assert.equal(bulk('{ "processes": [], "data": 1 }'), '{ "processes": [], "data": 1 }');
  });

  it('leaves a text alone that is not JSON', () => {
    assert.equal(body('{"$schema": "x", "a": }'), '{"$schema": "x", "a": }');
  });

  it('takes away one run that holds nothing but the property, its comma and blanks', () => {
    fc.assert(
      fc.property(payloadText, text => {
        const sent = body(text);
        const value = JSON.parse(text) as Record<string, unknown>;
        delete value['$schema'];
        assert.deepEqual(JSON.parse(sent), value);
        assert.ok(
          cuts(text, sent).some(cut => /^\s*,?\s*"\$schema"\s*:\s*"chakra-schema:\/x"\s*,?\s*$/.test(cut)),
          text,
        );
      }),
      { numRuns: 200 },
    );
  });
});

/** All runs whose removal turns the one text into the other. */
function cuts(text: string, sent: string): string[] {
  const length = text.length - sent.length;
  const starts = Array.from({ length: sent.length + 1 }, (_, i) => i);
  return starts
    .filter(i => text.slice(0, i) + text.slice(i + length) === sent)
    .map(i => text.slice(i, i + length));
}
