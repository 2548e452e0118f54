import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Lookalikes } from '../../../src/core/values/alike';
import { Choices, choicesOf, meantChoices } from '../../../src/core/values/choices';
import { isoMoment, isoText } from '../../../src/core/values/moment';
import type { Subject } from '../../../src/core/values/where';
import { acme, attribute, lead } from '../schema/sample';

const where = { catalog: acme, procedure: lead };
const meant = (subject: Subject, text: string | number): readonly (string | number)[] =>
  meantChoices(text, choicesOf(subject, where)).map(({ value }) => value);

describe('meantChoices', () => {
  const size = attribute('size', 'stringEnum', {
    options: [
      { value: 'XS', label: 'Extra small' },
      { value: 'M', label: 'Medium' },
      { value: 'L' },
      { value: 'l' },
    ],
  });
  const level = attribute('level', 'integerEnum', { options: [{ value: 1, label: 'Low' }, { value: 12 }] });

  it('knows a value in another case, by its label, and after a slip of the finger', () => {
    assert.deepEqual(meant(size, 'xs'), ['XS']);
    assert.deepEqual(meant(size, 'extra-small'), ['XS']);
    assert.deepEqual(meant(size, 'Meduim'), ['M']);
    assert.deepEqual(meant(size, 'huge'), []);
    assert.deepEqual(meant(size, ''), []);
  });

  it('knows the same where what it needs was made in steps', () => {
    const choices = new Choices(choicesOf(size, where));
    const work = choices.prepare();
    let rests = 0;
    while (work.next().done !== true) rests++;
    assert.ok(rests >= 4);
    assert.deepEqual(
      [choices.same('xs'), choices.same('extra-small'), choices.near('Meduim')].map(([one]) => one?.value),
      ['XS', 'XS', 'M'],
    );
  });

  it('says nothing of a value that is right, and asks where two fit', () => {
    assert.deepEqual(meant(size, 'L'), []);
    assert.deepEqual(meant(size, ' l '), ['L', 'l']);
  });

  it('takes a number for its text and the other way round, never for one nearby', () => {
    assert.deepEqual(meant(level, '1'), [1]);
    assert.deepEqual(meant(level, 'low'), [1]);
    assert.deepEqual(meant(level, 13), []);
    assert.deepEqual(meant(level, '13'), []);
    assert.deepEqual(meant(attribute('a', 'stringEnum', { options: [{ value: '7' }] }), 7), ['7']);
  });

  it('finds states and users by what people call them, no deleted users', () => {
    assert.deepEqual(meant('state', 'Done'), ['DONE']);
    assert.deepEqual(meant('status', 'completed'), ['COMPLETED']);
    assert.deepEqual(meant('assignedTo', 'kim@example.com'), ['kim']);
    assert.deepEqual(meant('assignedTo', 'Sam Lee'), ['sam.lee']);
    assert.deepEqual(meant('assignedTo', 'Gone'), []);
    assert.deepEqual(meant('nextActionAt', 'x'), []);
  });
});

describe('Lookalikes', () => {
  it('wants one slip at most in a short word, two in a longer one, and gives the closest', () => {
    const near = (text: string, names: readonly string[]) => new Lookalikes(names, name => [name]).near(text);
    assert.deepEqual(near('scroe', ['score', 'store', 'core']), ['score']);
    assert.deepEqual(near('ab', ['abc']), []);
    assert.deepEqual(near('firstnme', ['firstname', 'lastname']), ['firstname']);
    assert.deepEqual(near('first', ['last']), []);
  });
});

describe('isoMoment', () => {
  it('reads back every moment that isoText writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: -62135596800000, max: 253402300799999 }), ms => {
        assert.deepEqual(isoMoment(isoText(ms)!), { zone: 'own', ms });
      }),
      { numRuns: 200 },
    );
  });

  it('reads the zone as it is written, and a text without one in both ways', () => {
    for (const text of [
      '2026-01-01T01:00+01:00',
      '2026-01-01 01:00:00,0+01',
      '2025-12-31T23:00:00.000 -0100',
    ]) {
      assert.deepEqual(isoMoment(text), { zone: 'own', ms: 1767225600000 }, text);
    }
    assert.deepEqual(isoMoment('2026-01-01'), {
      zone: 'none',
      utc: 1767225600000,
      local: new Date(2026, 0, 1).getTime(),
    });
  });

  it('reads no day that does not exist, and nothing finer than a millisecond', () => {
    for (const text of [
      '2026-02-30',
      '2026-13-01',
      '2026-01-01T24:00',
      '2026-01-01T10:00:00.0001Z',
      '2026-01-01T10:00:00+15:00',
      '2026-01-01T10:00:00+01:60',
      '1.2.2026',
      '',
    ]) {
      assert.equal(isoMoment(text), undefined, text);
    }
    assert.equal(isoText(9e15), undefined);
  });
});
