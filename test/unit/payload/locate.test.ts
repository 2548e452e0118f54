import assert from 'node:assert/strict';
import fc from 'fast-check';
import { locate, locateAttribute, locateMentioned } from '../../../src/core/payload/locate';
import { attribute, procedure } from '../schema/sample';
import { blanks, jsonText } from './jsonText';

const text = `{
  "data": { "phone": "555", "a.b": 1, "first name": "Pat", "geo": [1, 2], "2024": true },
  "record": { "data": { "zip": 75001 } },
  "status": "OPEN"
}`;

describe('locate', () => {
  it('finds value and key of every path of a text', () => {
    fc.assert(
      fc.property(jsonText(blanks), json => {
        for (const [path, value] of paths(JSON.parse(json))) {
          const found = locate(json, path);
          assert.ok(found, `${json} ${JSON.stringify(path)}`);
          assert.equal(JSON.stringify(JSON.parse(slice(json, found.value))), JSON.stringify(value));
          const last = path.at(-1);
          if (typeof last === 'string') assert.equal(JSON.parse(slice(json, found.key!)), last);
          else assert.equal(found.key, undefined);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('takes the last of two equal keys, and finds its way in a text that is not right', () => {
    assert.deepEqual(locate('{"a": 1, "a": 2}', ['a'])?.value, { offset: 14, length: 1 });
    assert.deepEqual(locate('{"a": [1, {"b": 2 "c": }', ['a', 1, 'b'])?.value, { offset: 16, length: 1 });
  });

  it('finds nothing where there is nothing', () => {
    for (const path of [['b'], ['a', 'b'], ['a', 0], [0]]) assert.equal(locate('{"a": 1}', path), undefined);
    assert.equal(locate('', []), undefined);
  });
});

describe('locateAttribute', () => {
  const at = (
    field: string,
    of?: Parameters<typeof locateAttribute>[2],
    within = text,
  ): string | undefined => {
    const range = locateAttribute(within, field, of);
    return range && slice(within, range);
  };

  it('takes every spelling of a path', () => {
    const spellings = [
      'phone',
      'data.phone',
      '/data/phone',
      '/phone',
      'data[phone]',
      `data['phone']`,
      '$.data.phone',
      'body.data.phone',
      'processes[0].data.phone',
      ' phone ',
    ];
    for (const field of spellings) assert.equal(at(field), '"555"', field);
  });

  it('takes keys with dots, blanks and digits, positions, and fields outside data', () => {
    assert.equal(at('a.b'), '1');
    assert.equal(at('data["first name"]'), '"Pat"');
    assert.equal(at('data.geo[1]'), '2');
    assert.equal(at('data.2024'), 'true');
    assert.equal(at('status'), '"OPEN"');
    assert.equal(at('record.data.zip'), '75001');
    assert.equal(at('zip'), '75001');
  });

  it('takes a name or an id of an attribute', () => {
    const of = procedure({ attributes: [attribute('phone', 'phone', { name: 'Phone Number', id: 'id-1' })] });
    for (const field of ['Phone Number', 'phone number', 'id-1', 'data.id-1', 'PHONE'])
      assert.equal(at(field, of), '"555"', field);
    assert.equal(at('Phone Number'), undefined);
  });

  it('takes the entry of an array', () => {
    const array = '[{"data": {"a": 1}}, {"data": {"a": 2}}]';
    assert.equal(at('[1].data.a', undefined, array), '2');
    assert.equal(at('1.data.a', undefined, array), '2');
  });

  it('finds nothing rather than something else', () => {
    for (const field of ['', 'missing', 'data.missing', 'data.phone.code', 'constructor', '..', '0']) {
      assert.equal(at(field), undefined, field);
    }
  });
});

function slice(json: string, { offset, length }: { offset: number; length: number }): string {
  return json.slice(offset, offset + length);
}

function* paths(value: unknown, path: (string | number)[] = []): Iterable<[(string | number)[], unknown]> {
  yield [path, value];
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) yield* paths(item, [...path, i]);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) yield* paths(item, [...path, key]);
  }
}

describe('locateMentioned', () => {
  const at = (words: string): string | undefined => {
    const found = locateMentioned(text, words);
    return found && slice(text, found);
  };

  it('finds the one attribute that is quoted, else the one whose short id stands in the words', () => {
    assert.equal(at("Attribute 'phone' does not exist."), '"555"');
    assert.equal(at('A process with phone "555" exists already.'), '"555"');
    assert.equal(at('Unknown `zip`, not 2024'), '75001');
    assert.equal(at('phone: too short'), '"555"');
  });

  it('finds none where the words name none or several', () => {
    for (const words of ['Telephone is wrong', 'phone and geo', '"phone" or "geo"', '', '"nothing"']) {
      assert.equal(at(words), undefined, words);
    }
    assert.equal(locateMentioned('', 'phone'), undefined);
  });
});
