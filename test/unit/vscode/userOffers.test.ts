import assert from 'node:assert/strict';
import type { User } from '../../../src/core/catalog/model';
import { userOffers } from '../../../src/vscode/values/userOffers';
import { catalog } from '../schema/sample';

const team = (count: number): User[] =>
  Array.from({ length: count }, (_, n) => ({
    id: `u-${n}`,
    username: `person.${n}`,
    name: n === 250 ? 'Mira' : `Rosamira ${n}`,
    isActive: n % 10 !== 9,
    isDeleted: n === 5,
  }));

/** What is offered in the order in which VS Code shows it. */
function offered(users: readonly User[], typed: string) {
  const work = userOffers(catalog({ users }), typed);
  for (;;) {
    const step = work.next();
    if (step.done !== true) continue;
    const { offers, ...rest } = step.value;
    const shown = [...offers].sort((a, b) => a.order - b.order).map(({ json }) => JSON.parse(json) as string);
    return { ...rest, shown };
  }
}

describe('users that are offered', () => {
  it('are all of a small team, who fits best first and who cannot log in last', () => {
    const users = team(280);
    const { shown, isPart, note } = offered(users, '"mira');
    assert.equal(shown[0], 'person.250');
    assert.deepEqual([shown.length, isPart, note], [279, false, undefined]);
    assert.equal(offered(users, '"').shown[0], 'person.0');
    assert.equal(offered(users, '"').shown.at(-1), 'person.279');
  });

  it('are those of a large one that fit, the best first', () => {
    const users = team(2_000);
    const { shown, isPart, note } = offered(users, '"mira');
    assert.deepEqual([shown[0], shown.length, isPart], ['person.250', 300, true]);
    assert.match(note ?? '', /first 300 that fit/);
    assert.equal(offered(users, '"person.1500').shown[0], 'person.1500');
    assert.deepEqual(offered(users, '"person.1501x').shown.length, 300);
    assert.match(offered(users, '"qqq').note ?? '', /Nobody fits/);
  });

  it('leave deleted ones out, and say nothing where all that fit are shown', () => {
    assert.ok(!offered(team(20), '"').shown.includes('person.5'));
    const { shown, note } = offered(team(2_000), '"1777');
    assert.deepEqual([shown, note], [['person.1777'], undefined]);
  });
});
