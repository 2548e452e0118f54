import assert from 'node:assert/strict';
import fc from 'fast-check';
import { read } from '../../unit/catalog/reading';
import { configOf } from '../../unit/catalog/shapes';
import { pairwise, plainShape, SWITCHES, type Shape, type Switch } from '../../unit/catalog/switches';
import { expectedCatalog } from '../../unit/catalog/team';

const names = Object.keys(SWITCHES) as Switch[];

function check(changes: Partial<Shape>): void {
  const shape = { ...plainShape, ...changes };
  assert.deepEqual(read(configOf(shape)), expectedCatalog(), `shape ${JSON.stringify(changes)}`);
}

describe('readCatalog: one team in every shape', () => {
  for (const name of names) {
    for (const value of SWITCHES[name]) {
      it(`${name}: ${value}`, () => check({ [name]: value }));
    }
  }

  it('any two choices together', () => {
    const shapes = pairwise();
    assert.ok(shapes.length > 150 && shapes.length < 500, `${shapes.length} shapes`);
    for (const shape of shapes) check(shape);
  });

  it('any choices together', () => {
    const shapes = fc.record(
      Object.fromEntries(names.map(name => [name, fc.constantFrom(...SWITCHES[name])])),
    ) as fc.Arbitrary<Partial<Shape>>;
    fc.assert(fc.property(shapes, check), { numRuns: 60 });
  });
});
