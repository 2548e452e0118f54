import assert from 'node:assert/strict';
import { answerSubject } from '../../../src/core/answers/subject';
import { attribute, procedure } from '../schema/sample';

describe('what a value of an answer belongs to', () => {
  const lead = procedure({ attributes: [attribute('city', 'string'), attribute('state', 'string')] });
  const at = (...path: (string | number)[]) => {
    const subject = answerSubject(path, lead);
    return typeof subject === 'string' ? subject : subject && `attribute ${subject.shortId}`;
  };

  it('is an attribute below data, wherever that stands, and in a list', () => {
    assert.equal(at('answer', '_data', 'data', 'city'), 'attribute city');
    assert.equal(at('_data', 0, 'process', 'derivedData', 'city'), 'attribute city');
    assert.equal(at('data', 'city', 1), 'attribute city');
    assert.equal(at('data', 'state'), 'attribute state', 'no state of the process');
  });

  it('is a field that names something of the team', () => {
    assert.equal(at('answer', '_data', 'state'), 'state');
    assert.equal(at('answer', '_data', 'record', 'createdBy'), 'createdBy');
  });

  it('is nothing else', () => {
    for (const path of [
      [],
      [0],
      ['answer'],
      ['answer', '_data', 'city'],
      ['data', 'other'],
      ['data', 'city', 'deep'],
    ])
      assert.equal(at(...path), undefined, path.join('.'));
  });
});
