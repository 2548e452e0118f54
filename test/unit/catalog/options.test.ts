import assert from 'node:assert/strict';
import type { Json } from '../../../src/core/json';
import type { Option } from '../../../src/core/catalog/model';
import { readAttribute } from './reading';

function optionsOf(options: Json, type = 'stringEnum'): readonly Option[] | undefined {
  return readAttribute({ shortId: 'a', type, options }).options;
}

describe('options', () => {
  const cases: readonly (readonly [string, Json, readonly Option[] | undefined, string?])[] = [
    ['texts', ['S', 'M', 'S', '', null], [{ value: 'S' }, { value: 'M' }]],
    ['numbers', [1, 2.5], [{ value: 1 }, { value: 2.5 }], 'floatEnum'],
    ['both zeros as one', [-0, 0], [{ value: 0 }], 'integerEnum'],
    [
      'short id before id before name',
      [{ name: 'N', id: 'i', shortId: 's' }, { name: 'X' }],
      [{ value: 's', label: 'N' }, { value: 'X' }],
    ],
    [
      'title and description',
      [{ value: 1, title: 'One\u0000', description: 'd' }],
      [{ value: 1, label: 'One', description: 'd' }],
    ],
    ['a map to labels', { s: 'Small', m: 'm' }, [{ value: 's', label: 'Small' }, { value: 'm' }]],
    [
      'a map of numbers',
      { 1: 'one', 2: { label: 'two' } },
      [
        { value: 1, label: 'one' },
        { value: 2, label: 'two' },
      ],
      'integerEnum',
    ],
    ['digits as text where the type is text', { 1: 'one' }, [{ value: '1', label: 'one' }]],
    ['a list in a wrapper', { items: ['S'] }, [{ value: 'S' }]],
    ['JSON text', '{"s":"Small"}', [{ value: 's', label: 'Small' }]],
    ['other text', 'S, M', undefined],
    ['broken JSON text', '["S"', undefined],
    ['settings in the place of options', { multiline: true, maxLength: 10 }, undefined, 'text'],
    [
      'an archived one',
      ['S', { value: 'M', status: 'archived' }, { value: 'L', isDeleted: 0 }],
      [{ value: 'S' }, { value: 'L' }],
    ],
    ['none at all when one cannot be read', ['S', { value: { x: 1 } }], undefined],
    ['none at all when one is a list', ['S', ['M']], undefined],
    ['too many to offer', Array.from({ length: 5001 }, (_, index) => index), undefined],
  ];
  for (const [what, given, expected, type] of cases) {
    it(`reads ${what}`, () => assert.deepEqual(optionsOf(given, type), expected));
  }

  it('finds them with the attribute type', () => {
    const attribute = readAttribute(
      { shortId: 'a', type: 't1' },
      { attributeTypes: [{ id: 't1', name: 'Size', baseType: 'stringEnum', options: ['S'] }] },
    );
    assert.deepEqual([attribute.type, attribute.options], ['stringEnum', [{ value: 'S' }]]);
  });

  it('finds them in attributeConfig by the id of a row', () => {
    const attribute = readAttribute(
      { shortId: 'a', type: 'stringEnum', attributeConfig: 'row1' },
      { attributeConfig: [{ id: 'row1', enumValues: ['S'], isRequired: true }] },
    );
    assert.deepEqual([attribute.options, attribute.required], [[{ value: 'S' }], true]);
  });

  it('finds them in attributeConfig as a map of labels', () => {
    const attribute = readAttribute(
      { shortId: 'a', type: 'stringEnum' },
      { attributeConfig: { a: { s: 'Small' } } },
    );
    assert.deepEqual(attribute.options, [{ value: 's', label: 'Small' }]);
  });

  it('prefers those of the procedure', () => {
    const beside = {
      attributes: [{ id: 'x1', shortId: 'a', type: 'stringEnum', options: ['S', 'M'] }],
      attributeConfig: [{ procedure: 'lead', attribute: 'x1', options: ['M'] }],
    };
    assert.deepEqual(readAttribute('x1', beside).options, [{ value: 'M' }]);
  });
});
