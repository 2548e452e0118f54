import assert from 'node:assert/strict';
import type { State } from '../../../src/core/catalog/model';
import type { Json } from '../../../src/core/json';
import { describeValue, type Meaning } from '../../../src/core/values/describe';
import type { Subject } from '../../../src/core/values/where';
import { meaningText } from '../../../src/vscode/words/valueWords';
import { acme, attribute, catalog, lead, procedure } from '../schema/sample';

const won: State = { id: 's-9', shortId: 'WON', name: 'Won' };
const deal = procedure({ key: 'p2', id: 'p2-id', shortId: 'deal', name: 'Deal', states: [won] });
const team = catalog({ ...acme, procedures: [lead, deal], entities: acme.entities });
const where = { catalog: team, procedure: lead };
const meaning = (subject: Subject, value: Json): Meaning | undefined => describeValue(subject, value, where);

describe('describeValue', () => {
  it('tells the moment of epoch milliseconds, and says which unit is a guess', () => {
    const ms = 1767225600000;
    const sure = { kind: 'moment', ms, unit: 'ms', isSure: true };
    for (const subject of ['nextActionAt', 'createdAt', attribute('a', 'datetime')]) {
      assert.deepEqual(meaning(subject, ms), sure);
      assert.deepEqual(meaning(subject, String(ms)), sure);
      assert.deepEqual(meaning(subject, ms / 1000), { kind: 'moment', ms, unit: 's', isSure: false });
    }
    assert.deepEqual(meaning(attribute('a', 'date'), ms), { ...sure, isSure: false });
    assert.equal(meaning('completedAt', 0), undefined, 'not yet');
    for (const value of [1e300, -1e300, null, true, [], 'soon']) {
      assert.equal(meaning('nextActionAt', value), undefined, String(value));
    }
    assert.equal(meaning(attribute('a', 'integer'), ms), undefined);
  });

  it('tells the moment of ISO 8601 text, local where it names no zone', () => {
    const iso = attribute('a', 'datetimeISO8601');
    assert.deepEqual(meaning(iso, '2026-01-01T01:00:00+01:00'), {
      kind: 'moment',
      ms: 1767225600000,
      unit: 'text',
      isSure: true,
    });
    const local = { kind: 'moment', ms: new Date(2026, 0, 31, 9, 30).getTime(), unit: 'text', isSure: false };
    assert.deepEqual(meaning(iso, '2026-01-31 09:30'), local);
  });

  it('tells what a time of day, a day and a month may be, by their size alone', () => {
    const text = (type: string, value: Json): string | undefined => {
      const found = meaning(attribute('a', type), value);
      return found && meaningText(found);
    };
    const clock = (ms: number) =>
      new Date(ms).toLocaleTimeString([], { timeZone: 'UTC', timeStyle: 'medium' });
    const day = new Date(1767398400000).toLocaleDateString([], { timeZone: 'UTC', dateStyle: 'full' });
    assert.equal(
      text('time', 570),
      `If these are minutes since midnight: ${clock(34_200_000)}\nIf these are seconds since midnight: ${clock(570_000)}`,
    );
    assert.equal(text('time', 34_200), `If these are seconds since midnight: ${clock(34_200_000)}`);
    assert.equal(text('time', '34200000'), `If these are milliseconds since midnight: ${clock(34_200_000)}`);
    assert.match(text('time', 1767225600000) ?? '', /^If these are milliseconds since 1970:\n/);
    assert.equal(text('date', 20456), `If these are days since 1970: ${day}`);
    assert.equal(text('date', '20260103'), `If these are the digits of a day: ${day}`);
    assert.match(text('monthOfYear', 3) ?? '', /^If months are counted from 1: \D+$/);
    for (const [type, value] of [
      ['time', '09:30'],
      ['time', -5],
      ['time', 9.5],
      ['time', 90_000_000],
      ['date', 20261303],
      ['date', 46025],
      ['monthOfYear', 0],
      ['monthOfYear', '2026-03'],
      ['integer', 20456],
    ] as const)
      assert.equal(text(type, value), undefined, `${type} ${value}`);
    const withOptions = attribute('a', 'monthOfYear', { options: [{ value: 3, label: 'March' }] });
    assert.equal(meaning(withOptions, 3)?.kind, 'option');
  });

  it('names the user of a username in any case, and of an id, deleted ones too', () => {
    const named = (subject: Subject, value: Json): unknown => {
      const found = meaning(subject, value);
      return found?.kind === 'user' ? found.user.name : found;
    };
    assert.equal(named('assignedTo', 'Sam.Lee'), 'Sam Lee');
    assert.equal(named('createdBy', 'u-3'), 'Gone');
    assert.equal(named(attribute('a', 'user'), 'kim'), 'Kim');
    assert.equal(named(attribute('a', 'username'), 'kim'), 'Kim');
    for (const value of ['nobody', '', 5, null]) assert.equal(named('assignedTo', value), undefined);
  });

  it('names the state of a short id of the procedure, and of an id of any', () => {
    assert.deepEqual(meaning('state', 'NEW'), { kind: 'state', state: lead.states[0] });
    assert.deepEqual(meaning('state', 's-9'), { kind: 'state', state: won, procedure: deal });
    assert.equal(meaning('state', 'WON'), undefined, 'a state of another procedure');
    assert.deepEqual(meaning(attribute('stage', 'state'), 'NEW'), { kind: 'state', state: lead.states[0] });
    assert.equal(describeValue('state', '', { catalog: team }), undefined);
  });

  it('names options, alone and in a list, of attributes of any type', () => {
    const options = [{ value: 'A', label: 'First' }, { value: 2 }];
    for (const type of ['stringEnum', 'multiStringEnum', 'colour']) {
      const one = attribute('a', type, { options });
      assert.deepEqual(meaning(one, 'A'), { kind: 'option', option: options[0] });
      assert.deepEqual(meaning(one, [2, 'x', 'A']), { kind: 'options', options: [options[1], options[0]] });
      assert.equal(meaning(one, '2'), undefined);
      assert.equal(meaning(one, ['x']), undefined);
    }
  });

  it('names status, procedure and entity', () => {
    assert.deepEqual(meaning('status', 'OPEN'), { kind: 'status', status: 'OPEN' });
    assert.equal(meaning('status', 'open'), undefined);
    assert.deepEqual(meaning('procedure', 'p2-id'), { kind: 'procedure', procedure: deal });
    assert.equal(meaning('procedure', null), undefined);
    assert.equal(meaning('entity', null), undefined);
    assert.equal(meaning('data', 'p2-id'), undefined);
    assert.equal(meaning('toString', 'p2-id'), undefined);
  });
});
