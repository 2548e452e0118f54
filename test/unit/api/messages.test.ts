import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readErrors, readMessages } from '../../../src/core/api/messages';
import type { Json } from '../../../src/core/json';

describe('readMessages', () => {
  const cases: readonly (readonly [string, Json, readonly string[]])[] = [
    ['_errors of texts', { _errors: ['one', 'two', 'one'] }, ['one', 'two']],
    ['_errors of objects', { _errors: [{ message: 'a' }, { error: 'b' }, { detail: 'c' }] }, ['a', 'b', 'c']],
    ['_errors before message', { message: 'later', _errors: ['first'] }, ['first']],
    ['_errors as one text', { _errors: 'only' }, ['only']],
    ['_errors as one object', { _errors: { message: 'm', field: 'phone' } }, ['m @ phone']],
    [
      '_errors as a map',
      { _errors: { phone: 'bad', email: ['x', 'y'] } },
      ['bad @ phone', 'x @ email', 'y @ email'],
    ],
    ['message', { message: 'm' }, ['m']],
    ['message as a list', { statusCode: 400, message: ['a', 'b'], error: 'Bad Request' }, ['a', 'b']],
    ['message as an object', { message: { message: 'm', attribute: 'phone' } }, ['m @ phone']],
    ['error as a text', { error: 'e' }, ['e']],
    ['error as an object', { error: { message: 'e', type: 'T', code: 100 } }, ['e']],
    [
      'error with details',
      { error: { message: 'e', details: [{ field: 'f', message: 'm' }] } },
      ['e', 'm @ f'],
    ],
    ['errors', { errors: [{ msg: 'm', param: 'p' }] }, ['m @ p']],
    [
      'message and errors by attribute',
      { message: 'Invalid.', errors: { phone: ['taken'] } },
      ['Invalid.', 'taken @ phone'],
    ],
    ['an attribute called title', { errors: { title: 'is required' } }, ['is required @ title']],
    [
      'a schema validator',
      { errors: [{ instancePath: '/data', message: 'lacks it', params: { missingProperty: 'phone' } }] },
      ['lacks it @ /data/phone'],
    ],
    [
      'a schema validator at the root',
      { errors: [{ instancePath: '', message: 'lacks it', params: { missingProperty: 'phone' } }] },
      ['lacks it @ phone'],
    ],
    [
      'a pointer',
      { errors: [{ title: 'Bad', detail: 'is bad', source: { pointer: '/data/phone' } }] },
      ['is bad @ /data/phone'],
    ],
    ['a path in parts', { issues: [{ path: ['data', 'items', 0], message: 'm' }] }, ['m @ data.items.0']],
    ['loc and msg', { detail: [{ loc: ['body', 'data'], msg: 'm' }] }, ['m @ body.data']],
    ['problem details', { type: 'about:blank', title: 'Bad', status: 400, detail: 'why' }, ['why']],
    ['only a title', { title: 'Bad', status: 400 }, ['Bad']],
    [
      'flattened',
      { error: { formErrors: ['whole'], fieldErrors: { phone: ['bad'] } } },
      ['whole', 'bad @ phone'],
    ],
    ['nested attributes', { errors: { data: { phone: ['bad'] } } }, ['bad @ data.phone']],
    ['within the data', { _data: { message: 'm' } }, ['m']],
    ['a bare map', { phone: ['bad'] }, ['bad @ phone']],
    ['a bare text', 'no', ['no']],
    ['a bare list', ['a', { message: 'b' }], ['a', 'b']],
    ['only a code', { _errors: [{ code: 'TAKEN', field: 'phone' }] }, ['TAKEN @ phone']],
    ['nothing known', { _errors: [{ n: 1 }] }, ['{"n":1}']],
    ['control characters', { message: 'a\u0000b\r\n\u001b[31mc\u202e' }, ['a b [31mc']],
    ['nothing', {}, []],
    ['empty things', { _errors: [], message: '', error: null, errors: {} }, []],
    ['null', null, []],
  ];
  for (const [name, body, expected] of cases) {
    it(name, () => {
      const found = readMessages(body).map(({ text, field }) =>
        field === undefined ? text : `${text} @ ${field}`,
      );
      assert.deepEqual(found, expected);
    });
  }

  it('no error is an error', () => {
    for (const none of [[], {}, null, '', ' ', false, 0, [null], [''], [{}], [[]], { phone: null }]) {
      assert.deepEqual(readErrors(none as Json), [], JSON.stringify(none));
    }
  });

  it('is bounded and never throws, whatever the body', () => {
    const keys = fc.constantFrom(
      '_errors',
      'errors',
      'error',
      'message',
      'field',
      'path',
      'params',
      'source',
      'code',
      'details',
      '_data',
      '__proto__',
    );
    const tree = fc.letrec<{ value: Json }>(tie => ({
      value: fc.oneof(
        { maxDepth: 5 },
        fc.constantFrom<Json>(null, true, 0, 'text', ''),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(keys, tie('value'), { maxKeys: 4 }),
      ),
    })).value;
    fc.assert(
      fc.property(fc.oneof(tree, fc.jsonValue() as fc.Arbitrary<Json>), body => {
        for (const { text, field } of [...readMessages(body), ...readErrors(body)]) {
          assert.ok(text !== '' && text.length <= 2000 && !/\p{Cc}/u.test(text));
          assert.ok(field === undefined || (field !== '' && field.length <= 200));
        }
      }),
      { numRuns: 400 },
    );
  });

  it('is bounded for a body that is huge or deep', () => {
    const many = readMessages({ errors: Array.from({ length: 10_000 }, (_, n) => `error ${n}`) });
    assert.equal(many.length, 50);
    assert.equal(readMessages({ message: 'x'.repeat(1_000_000) })[0]?.text.length, 2000);
    const deep = JSON.parse('[{"a":'.repeat(20_000) + '1' + '}]'.repeat(20_000)) as Json;
    assert.doesNotThrow(() => readMessages({ errors: deep, message: { x: deep, code: 1 } }));
  });
});
