import assert from 'node:assert/strict';
import type { Attribute } from '../../../src/core/catalog/model';
import { attributeSchema } from '../../../src/core/schema/attribute';
import { schemaWords } from '../../../src/vscode/words/schemaWords';
import { matchesGolden } from './golden';
import { attribute } from './sample';

const options = [{ value: 'A', label: 'First', description: 'The first' }, { value: 'B' }];
const numbers = [{ value: 1, label: 'One' }, { value: 2 }];

const families: Record<string, readonly Attribute[]> = {
  text: ['string', 'text', 'stringId', 'name', 'audio', 'phone', 'photo', 'email', 'datetimeISO8601'].map(
    type => attribute(type, type, { dataType: 'string' }),
  ),
  number: ['integer', 'integerId', 'number', 'datetime', 'date', 'time', 'float', 'decimal'].map(type =>
    attribute(type, type),
  ),
  boolean: [attribute('boolean', 'boolean'), attribute('must', 'boolean', { required: true })],
  enum: [
    attribute('stringEnum', 'stringEnum', { options }),
    attribute('integerEnum', 'integerEnum', { options: numbers, required: true }),
    attribute('multiStringEnum', 'multiStringEnum', { options }),
    attribute('floatEnum', 'floatEnum'),
    attribute('multiFloatEnum', 'multiFloatEnum'),
    attribute('onlyOne', 'stringEnum', { options: [{ value: 'A' }], required: true }),
    attribute('unknownType', 'colour', { options }),
  ],
  further: [
    'externalObject',
    'multiPhotos',
    'multiString',
    'customObject',
    'googleAddress',
    'booking',
    '',
  ].map(type => attribute(type, type)),
  dataType: (['string', 'integer', 'float', 'boolean', 'json'] as const).map(dataType =>
    attribute(dataType, 'somethingNew', { dataType }),
  ),
  marked: [
    attribute('required', 'text', { required: true }),
    attribute('hidden', 'text', { hidden: true }),
    attribute('derived', 'integer', { derived: true }),
    attribute('learnt', 'text', { learnt: true, dataType: 'string' }),
    attribute('learntNumber', 'integer', { learnt: true, dataType: 'integer' }),
  ],
};

describe('attributeSchema', () => {
  for (const [family, attributes] of Object.entries(families)) {
    it(`makes the schemas of golden file ${family}`, () => {
      const schemas = attributes.map((each, index) => [each.shortId, schemaOf(each, index)]);
      matchesGolden(family, Object.fromEntries(schemas));
    });
  }

  it('lists the primary key first, then what is required, then the config’s order, hidden ones last', () => {
    const key = attributeSchema(
      attribute('k', 'text'),
      { primaryKey: true, primaryIdentifier: false, index: 7 },
      schemaWords,
    );
    const texts = [
      key,
      schemaOf(attribute('a', 'text', { required: true }), 9),
      schemaOf(attribute('b', 'text'), 2),
      schemaOf(attribute('c', 'text'), 10),
      schemaOf(attribute('d', 'text', { hidden: true }), 0),
    ].map(schema => schema['suggestSortText'] as string);
    assert.deepEqual(texts, [...texts].sort());
  });

  it('constrains nothing that was learnt', () => {
    const schema = schemaOf(attribute('x', 'integer', { learnt: true, options: numbers }), 0);
    assert.deepEqual(
      ['type', 'enum', 'items', 'format', 'pattern', 'anyOf'].filter(key => key in schema),
      [],
    );
  });

  it('lets no text of the service be Markdown', () => {
    const hostile = '[x](command:quit) <https://example.com> ~~gone~~\u0007 `code`';
    const schema = schemaOf(
      attribute('x', 'stringEnum', {
        name: hostile,
        description: hostile,
        options: [
          { value: '`` [y](command:quit) ``', label: hostile },
          { value: 'plain', label: hostile },
        ],
      }),
      0,
    );
    assert.ok(!JSON.stringify(schema).includes('markdown'));
    // VS Code escapes brackets, backticks and so on itself; these it forgets.
    assert.doesNotMatch(schema['title'] as string, /<[a-z]|~~|\p{Cc}/u);
    assert.doesNotMatch(schema['description'] as string, /<[a-z]|~~|\p{Cc}(?<!\n)/u);
    // A value with backticks would break out of the code span that the hover puts it into.
    assert.deepEqual((schema['enumDescriptions'] as string[])[0], '');
  });
});

function schemaOf(each: Attribute, index: number): ReturnType<typeof attributeSchema> {
  return attributeSchema(each, { primaryKey: false, primaryIdentifier: false, index }, schemaWords);
}
