import assert from 'node:assert/strict';
import type { Attribute, Catalog, Procedure } from '../../../src/core/catalog/model';
import { formatOf } from '../../../src/core/table/detect';
import { mapColumns, missingOf, withTarget } from '../../../src/core/table/mapping';
import { orderShownBy } from '../../../src/core/table/dates';
import { decimalShownBy } from '../../../src/core/table/numbers';
import { doubtsOf } from '../../../src/core/table/questions';
import { targetsOf } from '../../../src/core/table/targets';

const attribute = (shortId: string, name: string, more: Partial<Attribute> = {}): Attribute => ({
  shortId,
  name,
  type: 'string',
  required: false,
  hidden: false,
  derived: false,
  ...more,
});
const procedure: Procedure = {
  key: 'p',
  shortId: 'lead',
  name: 'Lead',
  entity: 'e',
  attributesFrom: 'config',
  primaryKey: 'lead_id',
  states: [{ shortId: 'NEW', name: 'Open' }],
  attributes: [
    attribute('lead_id', 'Lead ID', { required: true }),
    attribute('lastname', 'Last name', { required: true }),
    attribute('email', 'E-mail'),
    attribute('x1', 'Same'),
    attribute('x2', 'Same'),
    attribute('full', 'Full name', { derived: true }),
    attribute('visited', 'Visited', { type: 'datetime' }),
    attribute('budget', 'Budget', { type: 'decimal' }),
  ],
};
const catalog: Catalog = {
  version: 1,
  fetchedAt: 0,
  team: null,
  procedures: [procedure],
  entities: [
    { key: 'e', name: 'Customer', attributes: [attribute('phone', 'Phone'), attribute('email', 'E-mail')] },
  ],
  users: [
    {
      id: 'u1',
      username: 'pat',
      name: 'Pat Example',
      email: 'pat@example.com',
      isActive: true,
      isDeleted: false,
    },
  ],
  unresolved: [],
};
const targets = targetsOf(procedure, catalog);
const mapped = (...names: string[]) =>
  mapColumns(names, targets, procedure).map(info => info && `${info.target.at} ${info.target.shortId}`);

describe('columns of a table', () => {
  it('are mapped by short id, then by name; case and blanks are forgiven', () => {
    assert.deepEqual(mapped('LEAD ID', 'Last Name', 'email', 'Assigned to', 'STATE', 'Next action at'), [
      'key lead_id',
      'data lastname',
      'data email',
      'field assignedTo',
      'field state',
      'field nextActionAt',
    ]);
  });

  it('fill the primary key once, beside `data` or in it, and what is written exactly so goes first', () => {
    assert.deepEqual(mapped('lead_id', 'data.lead_id', 'DATA.lastname'), [
      'key lead_id',
      undefined,
      'data lastname',
    ]);
    const cases = { ...procedure, attributes: [attribute('zip', 'Code'), attribute('Zip', 'Postcode')] };
    assert.deepEqual(
      mapColumns(['Zip', 'ZIP', 'zip'], targetsOf(cases, catalog), cases).map(info => info?.target.shortId),
      ['Zip', undefined, 'zip'],
    );
  });

  it('that are missing are what a new process must have: nothing calculated, nothing of the record', () => {
    const entity = { key: 'e', name: 'Customer', attributes: [attribute('vat', 'VAT', { required: true })] };
    const strict = {
      ...procedure,
      attributes: [...procedure.attributes, attribute('sum', 'Sum', { required: true, derived: true })],
    };
    const all = targetsOf(strict, { ...catalog, entities: [entity] });
    assert.deepEqual(
      missingOf(mapColumns([], all, strict), all).map(({ target }) => target),
      [
        { at: 'key', shortId: 'lead_id' },
        { at: 'data', shortId: 'lastname' },
      ],
    );
  });

  it('show how they are written where a cell leaves no doubt', () => {
    const days = [
      '25/04/2026',
      '04/25/2026',
      '12/05/2026',
      '05/12/2026',
      '13/14/2026',
      '12/13/2026',
      '13/12/2026',
    ];
    assert.deepEqual(days.map(orderShownBy), [
      'day',
      'month',
      undefined,
      undefined,
      undefined,
      'month',
      'day',
    ]);
    const numbers = [
      '1,234',
      '1.234',
      '1,5',
      '1,234,567',
      '1.234.567',
      '1.234,5',
      '1,234.5',
      '1 234,56',
      '1 234',
      ' 1,5 ',
    ];
    assert.deepEqual(numbers.map(decimalShownBy), [
      undefined,
      undefined,
      ',',
      '.',
      ',',
      ',',
      '.',
      ',',
      undefined,
      ',',
    ]);
  });

  it('are parted by what most rows agree on, and by the wider of two that do', () => {
    const found = (text: string) => formatOf(text, 'a.csv', true).delimiter;
    assert.equal(found('name;note\nA;x, y\nB;z\nC;p, q, r\n'), ';');
    assert.equal(found('name,note\nA,x; y\nB,z\nC,p; q; r\n'), ',');
    assert.equal(found('a;b;c,d\n1;2;3,4\n'), ';');
  });

  it('go to the record only by name', () => {
    assert.deepEqual(mapped('phone', 'record.phone', 'record.data.email', 'data.email'), [
      undefined,
      'record phone',
      'record email',
      'data email',
    ]);
  });

  it('are left to the user where a name is no one’s, two’s, taken or calculated', () => {
    assert.deepEqual(mapped('Same', 'email', 'E-Mail', 'Full name', '', 'other'), [
      undefined,
      'data email',
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('are taken for attributes where none is known', () => {
    const unknown = { ...procedure, attributes: [], attributesFrom: 'none' as const };
    const found = mapColumns(['foo', 'record.bar', 'no id!'], targetsOf(unknown, catalog), unknown);
    assert.deepEqual(
      found.map(info => info?.target),
      [{ at: 'data', shortId: 'foo' }, { at: 'record', shortId: 'bar' }, undefined],
    );
  });

  it('fill a target once: the last choice takes it, in whichever place the primary key stands', () => {
    const mapping = mapColumns(['lead_id', 'lastname'], targets, procedure);
    const inData = targets.find(({ target }) => target.at === 'data' && target.shortId === 'lead_id');
    const changed = withTarget(mapping, 1, inData);
    assert.deepEqual(
      changed.map(info => info?.target),
      [undefined, { at: 'data', shortId: 'lead_id' }],
    );
    assert.deepEqual(
      missingOf(changed, targets).map(({ target }) => target.shortId),
      ['lastname'],
    );
  });

  it('put the primary key where the settings say', () => {
    const inData = { ...procedure, keyPlace: 'data' as const };
    assert.deepEqual(mapColumns(['lead_id'], targetsOf(inData, catalog), inData)[0]?.target, {
      at: 'data',
      shortId: 'lead_id',
    });
  });

  it('raise questions that only the user can answer, with what other cells show', () => {
    const mapping = mapColumns(['visited', 'budget'], targets, procedure);
    assert.deepEqual(
      doubtsOf(
        [
          ['03/04/2026', '1,234'],
          ['25/04/2026', '1,5'],
        ],
        mapping,
      ),
      {
        dates: { column: 0, example: '03/04/2026', shown: 'day' },
        zone: { column: 0, example: '03/04/2026' },
        decimal: { column: 1, example: '1,234', shown: ',' },
      },
    );
    assert.deepEqual(doubtsOf([['2026-03-01T09:30:00Z', '1.5']], mapping), {});
  });
});
