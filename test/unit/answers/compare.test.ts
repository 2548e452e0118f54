import assert from 'node:assert/strict';
import { compared } from '../../../src/core/answers/compare';
import { catalog, procedure } from '../schema/sample';

describe('what was sent beside what the service has', () => {
  const lead = procedure({
    primaryKey: 'lead_id',
    states: [{ id: 's-1', shortId: 'NEW', name: 'New' }],
  });
  const users = [
    { id: 'u-1', username: 'ann', name: 'Ann', isActive: true, isDeleted: false },
    { id: 'u-2', username: 'ben', name: 'Ben', isActive: true, isDeleted: false },
  ];
  const compare = (sent: string, answer: string) => compared(sent, answer, lead, { ...catalog(), users });

  it('has the same fields in the same order, values as they are written, and what was added behind them', () => {
    const sent =
      '{"$schema":"x","data":{"b":12345678901234567890,"a":1.0,"gone":"x"},"state":"NEW","assignedTo":"ann"}';
    const answer =
      '{"_data":{"id":"p","state":"s-1","assignedTo":"u-1","data":{"a":1.0,"more":[1],"b":12345678901234567000}}}';
    assert.deepEqual(compare(sent, answer), {
      sent: [
        '{',
        '  "data": {',
        '    "b": 12345678901234567890,',
        '    "a": 1.0,',
        '    "gone": "x"',
        '  },',
        '  "state": "NEW",',
        '  "assignedTo": "ann"',
        '}',
      ].join('\n'),
      held: [
        '{',
        '  "data": {',
        '    "b": 12345678901234567000,',
        '    "a": 1.0,',
        '    "more": [',
        '      1',
        '    ]',
        '  },',
        '  "state": "NEW",',
        '  "assignedTo": "ann"',
        '}',
      ].join('\n'),
    });
  });

  it('shows another user or state as a request would name it, and leaves an id that was sent', () => {
    const held = (sent: string, answer: string) => JSON.parse(compare(sent, answer)!.held) as unknown;
    const answer = '{"data":{},"state":"s-9","assignedTo":"u-2"}';
    assert.deepEqual(held('{"state":"NEW","assignedTo":"ann"}', answer), { state: 's-9', assignedTo: 'ben' });
    assert.deepEqual(held('{"assignedTo":"u-2"}', answer), { assignedTo: 'u-2' });
  });

  it('shows no difference where both sides mean the same, and each that is one', () => {
    const sent =
      '{"data":{"n":1.0,"z":-0.0,"e":1E3,"s":"\\u00e9","o":{"a":1,"b":[2.50]},"big":12345678901234567890}}';
    const same = '{"data":{"o":{"b":[2.5],"a":1},"n":1,"z":0,"e":1000,"s":"é","big":12345678901234567890.0}}';
    const { sent: left, held: right } = compare(sent, same)!;
    assert.equal(right, left);
    for (const [one, other] of [
      ['1', '"1"'],
      ['12345678901234567890', '12345678901234567000'],
      ['0.1', '0.10000000000000001'],
      ['1e5', '-1e5'],
      ['[1,2]', '[2,1]'],
      ['[1]', '[1,2]'],
      ['{"a":1}', '{"a":1,"b":null}'],
      ['true', 'false'],
      ['null', '0'],
    ]) {
      const { sent: a, held: b } = compare(`{"data":{"x":${one}}}`, `{"data":{"x":${other}}}`)!;
      assert.notEqual(a, b, `${one} and ${other}`);
    }
  });

  it('finds a primary key that was sent at the top level', () => {
    assert.deepEqual(JSON.parse(compare('{"lead_id":"7"}', '{"_data":{"data":{"lead_id":"7"}}}')!.held), {
      lead_id: '7',
    });
  });

  it('finds the process wherever an answer has it, and says so when it cannot', () => {
    for (const answer of [
      '{"data":{"a":1}}',
      '{"_data":[{"data":{"a":1}}]}',
      '{"_data":{"process":{"data":{"a":1}}}}',
    ])
      assert.match(compare('{"data":{"a":1}}', answer)!.held, /"a": 1/, answer);
    for (const answer of ['', 'no', '[]', '{}', '{"_data":"x"}', '{"_data":{"id":"p"}}'])
      assert.equal(compare('{"data":{"a":1}}', answer), undefined, answer);
    assert.equal(compare('[]', '{"data":{}}'), undefined);
  });
});
