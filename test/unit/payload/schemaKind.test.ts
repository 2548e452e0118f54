import assert from 'node:assert/strict';
import { schemaKind } from '../../../src/core/payload/schemaKind';
import { attribute, procedure } from '../schema/sample';

describe('an unknown attribute', () => {
  const unknown = (name: string) =>
    ({ path: ['data'], keyword: 'additionalProperties', params: { additionalProperty: name } }) as const;

  it('is compared with what the procedure has, of two alike with the first', () => {
    const of = procedure({
      attributes: [
        attribute('phone', 'text', { name: 'Phone number' }),
        attribute('other', 'text', { name: 'phone_number' }),
      ],
    });
    const meant = (name: string) => schemaKind(unknown(name), of, () => 'object').params;
    assert.deepEqual(meant('phoneNumber'), { name: 'phoneNumber', suggestion: 'phone' });
    assert.deepEqual(meant('Other'), { name: 'Other', suggestion: 'other' });
    assert.deepEqual(meant('none'), { name: 'none' });
  });

  it('is one of many where the procedure is another one: names are read once, not for each', () => {
    let reads = 0;
    const attributes = Array.from({ length: 20 }, (_, i) => ({
      ...attribute(`a${i}`, 'text'),
      get name() {
        reads++;
        return `Attribute ${i}`;
      },
    }));
    const of = procedure({ attributes });
    for (let i = 0; i < 100; i++) schemaKind(unknown(`strange${i}`), of, () => 'object');
    assert.equal(reads, 20);
  });
});
