import fc from 'fast-check';
import type { Attribute, Catalog, Procedure } from '../../../src/core/catalog/model';
import { isList, kindOf } from '../../../src/core/schema/kind';

/** JSON that is written already. */
class Raw {
  constructor(readonly text: string) {}
}

type Member = readonly [key: string, value: unknown];

/** Members in their order: a key may be there twice, or be one that JavaScript objects treat in a special way. */
type Members = readonly Member[];

function written(members: Members): Raw {
  const text = members.map(
    ([key, value]) => `${JSON.stringify(key)}:${value instanceof Raw ? value.text : JSON.stringify(value)}`,
  );
  return new Raw(`{${text.join(',')}}`);
}

/** Keys that mean nothing, or mean something elsewhere. */
const otherKeys = ['nope', '__proto__', 'toString', 'constructor', 'data', 'lead_id', 'full_name'];

const noText = fc.constantFrom<unknown>(null, true, 0, -1, 1.5, 1e21, [], {}, ['PV'], [1], { a: 1 });
const anything = fc.oneof(noText, fc.constantFrom<unknown>('', ' ', '7', 'x'));

/** Nothing, or one member; `often` out of ten. */
function perhaps(often: number, key: string, value: fc.Arbitrary<unknown>): fc.Arbitrary<Members> {
  return fc.oneof(
    { weight: 10 - often, arbitrary: fc.constant([]) },
    { weight: often, arbitrary: value.map((one): Members => [[key, one]]) },
  );
}

/** One of two, the second one once in a while; never where the author is careful. */
function or<T>(careful: boolean, right: fc.Arbitrary<T>, wrong: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return careful ? right : fc.oneof({ weight: 12, arbitrary: right }, { weight: 1, arbitrary: wrong });
}

/**
 * A payload for a procedure, as somebody writes it who knows the config more or less.
 * @param careful only what the config allows, in the forms that the documents show
 */
export function payloadFor(procedure: Procedure, catalog: Catalog, careful: boolean): fc.Arbitrary<string> {
  const other = or(
    careful,
    fc.constant<Members>([]),
    fc.tuple(fc.constantFrom(...otherKeys), anything).map((member): Members => [member]),
  );
  const membersOf = (attributes: readonly Attribute[]) =>
    fc.tuple(...attributes.map(one => attribute(one, careful)), other).map(parts => parts.flat());
  const field = (name: string, right: fc.Arbitrary<unknown>, wrong: fc.Arbitrary<unknown> = anything) =>
    perhaps(5, name, or(careful, right, wrong));

  const entity = catalog.entities.find(({ key }) => key === procedure.entity);
  const record = membersOf(entity?.attributes ?? []).map(data => written([['data', written(data)]]));
  const assignees = catalog.users.flatMap(({ isDeleted, username, id }) => (isDeleted ? [] : [username, id]));
  const fields = fc.tuple(
    field('status', fc.constantFrom('OPEN', 'COMPLETED', 'CANCELLED')),
    field('state', fc.constantFrom(...procedure.states.map(({ shortId }) => shortId))),
    field('nextActionAt', fc.integer({ min: 1e12, max: 2e12 })),
    field('assignedTo', fc.constantFrom(...assignees)),
    // A text may be the id of a record (section 2 of service-facts): the check lets it pass, the sandbox knows none.
    field('record', record, noText),
    other,
  );
  return fc
    .tuple(
      membersOf(procedure.attributes),
      or<unknown>(careful, fc.constant(undefined), anything),
      fields,
      fc.boolean(),
    )
    .map(([attributes, instead, others, keyAtTop]) => {
      // The primary key may stand at the top level (section 16, 7 of service-facts).
      const isAbove = ([key]: Member) => keyAtTop && key === procedure.primaryKey;
      const data = instead ?? written(attributes.filter(member => !isAbove(member)));
      return written([...attributes.filter(isAbove), ['data', data], ...others.flat()]).text;
    });
}

function attribute(one: Attribute, careful: boolean): fc.Arbitrary<Members> {
  const often = one.derived ? 0 : one.required ? 10 : 4;
  const right = perhaps(often, one.shortId, valueOf(one));
  return or(careful, right, fc.oneof(perhaps(10, one.shortId, anything), fc.constant([])));
}

/** A value as the documents show it for a type; where they show none, any. */
function valueOf(attribute: Attribute): fc.Arbitrary<unknown> {
  const options = (attribute.options ?? []).map(({ value }) => value);
  const text = fc.string({ minLength: 1, maxLength: 8, unit: 'grapheme' });
  switch (kindOf(attribute)) {
    case 'text':
    case 'audio':
    case 'phone':
    case 'photo':
      return text;
    case 'email':
      return fc.constantFrom('pat@example.com', 'zoe.b@example.org');
    case 'isoDateTime':
      return fc.constantFrom('2026-01-02T03:04:05Z', '2026-01-02T03:04:05.678+02:00');
    case 'integer':
    case 'date':
    case 'time':
      return fc.maxSafeInteger();
    case 'epoch':
      return fc.integer({ min: 100_000_000_000, max: 9_000_000_000_000 });
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
    default:
      return isList(kindOf(attribute)) ? fc.array(text, { maxLength: 2 }) : anything;
  }
}
