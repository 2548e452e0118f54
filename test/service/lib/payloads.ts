import fc from 'fast-check';
import type { Attribute, Catalog, Procedure } from '../../../src/core/catalog/model';
import { kindOf } from '../../../src/core/schema/kind';

/** The members of an object in their order; a key may be there twice, or be one that JavaScript objects treat in a special way. */
type Members = readonly (readonly [key: string, value: unknown])[];

const written = (members: Members) =>
  `{${members.map(([key, value]) => `${JSON.stringify(key)}:${value instanceof Raw ? value.text : JSON.stringify(value)}`).join(',')}}`;

/** JSON that is written already. */
class Raw {
  constructor(readonly text: string) {}
}

const words = fc.constantFrom('nope', '__proto__', 'toString', 'constructor', 'data', 'lead_id', 'full_name');

/** Any JSON value, small. */
const anything = fc.oneof(
  fc.constantFrom(null, true, 0, -1, 1.5, '', ' ', '7', 'x', 1e21),
  fc.constantFrom([], {}, ['PV'], [1], { a: 1 }),
);

/**
 * A payload for a procedure, as somebody might write it who knows the config more or less.
 * @param careful only what the config allows, in the forms that the documents show
 */
export function payloadFor(procedure: Procedure, catalog: Catalog, careful: boolean): fc.Arbitrary<string> {
  const { primaryKey } = procedure;
  const entity = catalog.entities.find(({ key }) => key === procedure.entity);
  const odd = (weight: number) => (careful ? 0 : weight);

  const member = (attribute: Attribute): fc.Arbitrary<Members> =>
    fc.oneof(
      { weight: attribute.derived ? odd(1) : 20, arbitrary: valueOf(attribute).map(value => [[attribute.shortId, value]]) },
      { weight: odd(2), arbitrary: anything.map(value => [[attribute.shortId, value]]) },
      { weight: attribute.required ? odd(2) : 30, arbitrary: fc.constant([]) },
    );
  const unknown: fc.Arbitrary<Members> = fc.oneof(
    { weight: 8, arbitrary: fc.constant([]) },
    { weight: odd(1), arbitrary: fc.tuple(words, anything).map(pair => [pair]) },
  );
  const members = (attributes: readonly Attribute[]) =>
    fc.tuple(...attributes.map(member), unknown).map(parts => parts.flat());

  const optional = (field: string, right: fc.Arbitrary<unknown>): fc.Arbitrary<Members> =>
    fc.oneof(
      { weight: 4, arbitrary: fc.constant([]) },
      { weight: 4, arbitrary: right.map(value => [[field, value]]) },
      { weight: odd(1), arbitrary: anything.map(value => [[field, value]]) },
    );
  const usernames = catalog.users.filter(({ isDeleted }) => !isDeleted).flatMap(({ username, id }) => [username, id]);
  const record = members(entity?.attributes ?? []).map(inner => new Raw(written([['data', new Raw(written(inner))]])));

  return fc
    .tuple(
      members(procedure.attributes),
      optional('status', fc.constantFrom('OPEN', 'COMPLETED', 'CANCELLED')),
      optional('state', fc.constantFrom(...procedure.states.map(({ shortId }) => shortId))),
      optional('nextActionAt', fc.integer({ min: 1e12, max: 2e12 })),
      optional('assignedTo', fc.constantFrom(...usernames)),
      optional('record', record),
      unknown,
      fc.boolean(),
      fc.oneof({ weight: 9, arbitrary: fc.constant(undefined) }, { weight: odd(1), arbitrary: anything }),
    )
    .map(([data, status, state, nextActionAt, assignedTo, recorded, more, keyAtTop, instead]) => {
      // The primary key may stand at the top level (section 16, 7 of service-facts).
      const above = keyAtTop ? data.filter(([key]) => key === primaryKey) : [];
      const within = data.filter(pair => !above.includes(pair));
      const value = instead === undefined ? new Raw(written(within)) : instead;
      return written([...above, ['data', value], ...status, ...state, ...nextActionAt, ...assignedTo, ...recorded, ...more]);
    });
}

/** A value as the documents show it for a type; of those that they say nothing about, some value. */
function valueOf(attribute: Attribute): fc.Arbitrary<unknown> {
  const options = (attribute.options ?? []).map(({ value }) => value);
  const text = fc.string({ minLength: 1, maxLength: 8, unit: 'grapheme' });
  switch (kindOf(attribute)) {
    case 'text':
    case 'phone':
    case 'photo':
      return text;
    case 'email':
      return fc.constantFrom('pat@example.com', 'zoe.b@example.org');
    case 'isoDateTime':
      return fc.constantFrom('2026-01-02T03:04:05Z', '2026-01-02T03:04:05.678+02:00');
    case 'integer':
    case 'epoch':
    case 'date':
    case 'time':
      return fc.maxSafeInteger();
    case 'number':
      return fc.double({ noNaN: true, noDefaultInfinity: true });
    case 'boolean':
      return fc.boolean();
    case 'option':
      return fc.constantFrom(...options);
    case 'options':
      return fc.subarray(options);
    case 'object':
      return fc.dictionary(text, text, { maxKeys: 2 });
    case 'list':
      return fc.array(text, { maxLength: 2 });
    case 'any':
      return anything;
  }
}
