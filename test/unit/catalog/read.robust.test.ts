import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isArray, isObject, type Json } from '../../../src/core/json';
import { CatalogCache } from '../../../src/core/catalog/cache';
import { readCatalog } from '../../../src/core/catalog/read';
import { isEntity, isProcedure } from '../../../src/core/catalog/stored';
import { MemoryFiles } from './memoryFiles';
import { read } from './reading';
import { configOf } from './shapes';
import { pairwise } from './switches';

/** Keys that the reader looks for, and a few that are traps. */
const WORDS = [
  ...[
    'procedures',
    'attributes',
    'derivedAttributes',
    'attributeTypes',
    'attributeConfig',
    'attributeGroups',
  ],
  ...[
    'entities',
    'states',
    'team',
    'id',
    'shortId',
    'name',
    'type',
    'attributeType',
    'options',
    'values',
    'enum',
  ],
  ...[
    'procedure',
    'procedureIds',
    'entity',
    'owner',
    'attribute',
    'state',
    'config',
    'required',
    'isRequired',
  ],
  ...[
    'isDeleted',
    'deletedAt',
    'status',
    'order',
    'defaultStartState',
    'primaryKey',
    'stateGraph',
    'workflow',
  ],
  ...['a', 'b', '_data', '__proto__', 'constructor', 'length', ''],
];
const scalar = fc.oneof(
  fc.constantFrom<Json>(
    null,
    true,
    false,
    -0,
    0,
    1,
    1e308,
    '',
    ' ',
    'true',
    'a',
    'b',
    '[1]',
    '{"a":1}',
    '__proto__',
  ),
  fc.constantFrom<Json>('1b4e28ba-2fa1-4222-8333-1b4e28ba4444', 'stringEnum', 'text', '2025-01-01T00:00:00Z'),
  fc.jsonValue({ maxDepth: 0 }) as fc.Arbitrary<Json>,
);
const { plausible } = fc.letrec<{ plausible: Json }>(tie => ({
  plausible: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    scalar,
    fc.array(tie('plausible'), { maxLength: 4 }),
    fc
      .array(fc.tuple(fc.constantFrom(...WORDS), tie('plausible')), { maxLength: 8 })
      // As JSON.parse makes it: `__proto__` is a key like any other.
      .map(entries => JSON.parse(text(entries)) as Json),
  ),
}));

function text(entries: readonly (readonly [string, Json])[]): string {
  return `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join(',')}}`;
}

const shapes = pairwise();
const mutation = fc.record({
  at: fc.nat(),
  pick: fc.nat(),
  how: fc.constantFrom('drop', 'rename', 'retype', 'wrap', 'swap', 'double'),
  key: fc.constantFrom(...WORDS),
  value: fc.oneof(scalar, plausible),
});
type Mutation = typeof mutation extends fc.Arbitrary<infer M> ? M : never;

describe('readCatalog: whatever comes', () => {
  it('never throws, and gives plain JSON that survives the disk', () => {
    fc.assert(fc.property(fc.oneof(fc.jsonValue() as fc.Arbitrary<Json>, plausible), holds), {
      numRuns: 200,
    });
  });

  it('never throws on a believable config with faults', () => {
    const faulty = fc.tuple(fc.constantFrom(...shapes), fc.array(mutation, { minLength: 1, maxLength: 6 }));
    fc.assert(
      fc.property(faulty, ([shape, mutations]) => {
        const config = JSON.parse(JSON.stringify(configOf(shape))) as Json;
        holds(mutations.reduce<Json>(mutate, config));
      }),
      { numRuns: 50 },
    );
  });

  it('comes back from the cache as it went in', async () => {
    const cache = new CatalogCache(new MemoryFiles());
    await fc.assert(
      fc.asyncProperty(plausible, async config => {
        const catalog = read(config);
        await cache.save('id', 'https://a.example', catalog);
        assert.deepEqual(await cache.load('id', 'https://a.example'), catalog);
      }),
      { numRuns: 50 },
    );
  });

  it('is not brought down by depth or length', () => {
    let deep: Json = { shortId: 'x', attributes: [] };
    for (let depth = 0; depth < 2000; depth++)
      deep = { attributes: [deep], settings: deep, config: { settings: deep } };
    const long = Array.from({ length: 20_000 }, (_, index) => `a${index}`);
    const work = readCatalog({ procedures: [deep, { shortId: 'p', attributes: long, stateIds: long }] }, 0);
    let yields = 0;
    while (work.next().done !== true) yields++;
    assert.ok(yields > 500);
  });
});

function holds(config: Json): void {
  const catalog = read(config);
  assert.deepEqual(JSON.parse(JSON.stringify(catalog)), catalog);
  assert.ok(catalog.procedures.every(isProcedure) && catalog.entities.every(isEntity));
  for (const { attributes } of catalog.procedures) {
    assert.equal(new Set(attributes.map(({ shortId }) => shortId)).size, attributes.length);
  }
}

type Place = Json[] | Record<string, Json>;

/** One fault somewhere in a config: in the object or list that `at` picks, at the element that `pick` picks. */
function mutate(config: Json, { at, pick, how, key, value }: Mutation): Json {
  const root: Record<string, Json> = { root: config };
  const places: Place[] = [];
  collect(root, places);
  const place = places[at % places.length]!;
  const keys = Object.keys(place);
  const old = keys[pick % Math.max(keys.length, 1)];
  if (old === undefined) return config;
  if (isArray(place)) place.splice(Number(old), 1, ...inList(place[Number(old)]!, how, key, value));
  else inObject(place, old, how, key, value);
  return root['root'] ?? null;
}

function inList(held: Json, how: Mutation['how'], key: string, value: Json): Json[] {
  if (how === 'drop' || how === 'rename') return [];
  return how === 'double' ? [held, held] : [changed(held, how, key, value)];
}

function inObject(
  object: Record<string, Json>,
  old: string,
  how: Mutation['how'],
  key: string,
  value: Json,
): void {
  const held = object[old]!;
  if (how === 'drop' || how === 'rename') Reflect.deleteProperty(object, old);
  if (how === 'double') object[`${old}s`] = held;
  else if (how === 'rename' && key !== '__proto__') object[key] = held;
  else if (how !== 'drop') object[old] = changed(held, how, key, value);
}

function changed(held: Json, how: Mutation['how'], key: string, value: Json): Json {
  if (how === 'wrap') return { [key]: held };
  if (how !== 'swap') return value;
  if (isArray(held)) return Object.fromEntries(held.entries());
  return isObject(held) ? Object.values(held) : [held];
}

function collect(value: Json, places: Place[]): void {
  if (!isArray(value) && !isObject(value)) return;
  places.push(value as Place);
  for (const item of Object.values(value)) collect(item, places);
}
