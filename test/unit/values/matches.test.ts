import assert from 'node:assert/strict';
import { bestMatches, type Candidate } from '../../../src/core/values/matches';

const team = (count: number): Candidate[] =>
  Array.from({ length: count }, (_, n) => ({
    value: `person.${n}@example.com`,
    text: `person ${n} person.${n}@example.com`,
  }));

/** The values found, and how often the work could rest. */
function matches(all: readonly Candidate[], typed: string, most = 300) {
  const work = bestMatches(all, typed, most);
  let rests = 0;
  for (;;) {
    const step = work.next();
    if (step.done === true) {
      const { found, ...rest } = step.value;
      return { ...rest, rests, values: found.map(({ value }) => value) };
    }
    rests += 1;
  }
}

describe('bestMatches', () => {
  const two = team(2_000);

  it('offers the first ones in their order where nothing is typed yet', () => {
    for (const typed of ['', '"', '"‹user›', '"‹us']) {
      const { values, isCut, isUnfit } = matches(two, typed);
      assert.equal(values.length, 300, typed);
      assert.equal(values[299], 'person.299@example.com');
      assert.deepEqual([isCut, isUnfit], [true, false]);
    }
  });

  it('puts those first of whom a word begins so, then those that hold it, else those that have the letters', () => {
    const all = [
      { value: 'a', text: 'samir xo' },
      { value: 'b', text: 'rosa mira' },
      { value: 'c', text: 'admiral' },
      { value: 'd', text: 'Mira'.toLowerCase() },
      { value: 'e', text: 'max iron alder' },
      { value: 'f', text: 'nobody' },
    ];
    assert.deepEqual(matches(all, '"mira').values, ['b', 'd', 'c']);
    assert.deepEqual(matches(all, '"mxr').values, ['e']);
    assert.deepEqual(matches(all, '"MIRA ros').values, ['b']);
    assert.equal(matches(two, '"1777').values[0], 'person.1777@example.com');
  });

  it('says whether more fit than it offers', () => {
    assert.deepEqual(matches(two, '"person 19', 100).isCut, true);
    assert.deepEqual(matches(two, '"person 1999', 100).isCut, false);
    assert.equal(matches(two, '"person 1999', 100).values.length, 1);
  });

  it('offers everyone behind a value that may be replaced, that value first', () => {
    const { values, isUnfit } = matches(two, '"person.1500@example.com');
    assert.deepEqual(values.slice(0, 2), ['person.1500@example.com', 'person.0@example.com']);
    assert.deepEqual([values.length, new Set(values).size, isUnfit], [300, 300, false]);
  });

  it('looks by what is typed behind such a value', () => {
    assert.equal(matches(two, '"person.15@example.com1888').values[0], 'person.1888@example.com');
    const names = [
      { value: 'ann', text: 'ann lee ann' },
      { value: 'anna', text: 'anna berg anna' },
      { value: 'bo', text: 'bo ann' },
    ];
    assert.deepEqual(matches(names, '"anna').values, ['anna', 'ann', 'bo']);
    assert.deepEqual(matches(names, '"annbo').values, ['bo']);
    assert.deepEqual(matches(names, '"annab').values, ['anna']);
  });

  it('says that nobody fits, and offers the first ones', () => {
    const { values, isUnfit, isCut } = matches(two, '"zzz', 10);
    assert.deepEqual([values.length, isUnfit, isCut], [10, true, true]);
    assert.deepEqual(matches([], '"a'), { values: [], isUnfit: true, isCut: false, rests: 0 });
  });

  it('rests over many', () => {
    assert.ok(matches(team(10_000), '"person 9999').rests > 50);
  });
});
