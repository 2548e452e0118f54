import assert from 'node:assert/strict';
import { attributeType, dataTypeOf, isEnumType, isNumericEnum } from '../../../src/core/catalog/types';
import { readAttribute, unresolved, read } from './reading';
import { uuid } from './team';

describe('attribute types', () => {
  const known: readonly (readonly [string, string, string | undefined])[] = [
    ['text', 'text', 'string'],
    ['Text Area', 'textArea', undefined],
    ['DatetimeISO', 'datetimeISO8601', 'string'],
    ['datetimeISO8601', 'datetimeISO8601', 'string'],
    ['String Enum', 'stringEnum', 'json'],
    ['multi_string_enum', 'multiStringEnum', 'json'],
    ['MULTI-INTEGER-ENUM', 'multiIntegerEnum', 'json'],
    ['datetime', 'datetime', 'integer'],
    ['number', 'number', 'integer'],
    ['Decimal', 'decimal', 'float'],
    ['multiPhotos', 'multiPhotos', 'string'],
    ['External Object', 'externalObject', undefined],
  ];
  for (const [word, type, dataType] of known) {
    it(`knows ${word}`, () => {
      assert.deepEqual(attributeType(word), dataType === undefined ? { type } : { type, dataType });
    });
  }

  it('does not know other words', () => {
    for (const word of ['', 'constructor', '__proto__', 'enum', 'x'.repeat(1000)]) {
      assert.equal(attributeType(word), undefined);
    }
  });

  it('tells enum types', () => {
    const words = ['stringEnum', 'multiFloatEnum', 'text', 'myEnum', ''];
    assert.deepEqual(words.map(isEnumType), [true, true, false, false, false]);
    assert.deepEqual(words.map(isNumericEnum), [false, true, false, false, false]);
  });

  it('takes the wider reading of a number as data type', () => {
    assert.deepEqual(
      [dataTypeOf('number'), dataTypeOf('Long'), dataTypeOf('?')],
      ['float', 'integer', undefined],
    );
  });
});

describe('the type of an attribute', () => {
  const typeOf = (fields: Readonly<Record<string, string>>, beside = {}) => {
    const { type, dataType } = readAttribute({ shortId: 'a', name: 'A', ...fields }, beside);
    return [type, dataType];
  };

  it('is the word of the config where no page has it', () => {
    assert.deepEqual(typeOf({ type: 'Holo\u0000gram', dataType: 'STRING' }), ['Holo gram', 'string']);
  });

  it('prefers the attribute type to a kind in the same place', () => {
    assert.deepEqual(typeOf({ type: 'standard', attributeType: 'email' }), ['email', 'string']);
    assert.deepEqual(typeOf({ type: 'standard' }), ['', undefined]);
  });

  it('falls back to the data type', () => {
    assert.deepEqual(typeOf({ dataType: 'datetime' }), ['datetime', 'integer']);
    assert.deepEqual(typeOf({ dataType: 'number' }), ['number', 'float']);
  });

  it('comes from a map of ids to names too', () => {
    assert.deepEqual(
      typeOf({ typeId: uuid('t') }, { attributeTypes: { [uuid('t')]: 'Multi String Enum' } }),
      ['multiStringEnum', 'json'],
    );
  });

  it('takes the data type of an own type from the config', () => {
    const attributeTypes = [{ id: uuid('t'), name: 'Hologram', datatype: 'integer' }];
    assert.deepEqual(typeOf({ type: uuid('t') }, { attributeTypes }), ['Hologram', 'integer']);
    assert.deepEqual(typeOf({ type: 'hologram' }, { attributeTypes }), ['Hologram', 'integer']);
  });

  it('is counted when its id leads nowhere', () => {
    const catalog = read({ procedures: [{ shortId: 'p', attributes: [{ shortId: 'a', type: uuid('t') }] }] });
    assert.deepEqual(unresolved(catalog), { attributeTypeNotFound: 1 });
    assert.equal(catalog.procedures[0]?.attributes[0]?.type, '');
  });
});
