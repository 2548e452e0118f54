import assert from 'node:assert/strict';
import fc from 'fast-check';
import { checkPayload } from '../../../src/core/payload/check';
import { ListCheck } from '../../../src/core/payload/listCheck';
import { buildSchema } from '../../../src/core/schema/build';
import { compileValidator, type Validate } from '../../../src/core/schema/validator';
import { findingText } from '../../../src/vscode/words/findings';
import { schemaWords } from '../../../src/vscode/words/schemaWords';
import { acme, lead } from '../schema/sample';
import { comments } from './jsonText';

const compiled = compileValidator(buildSchema(lead, acme, schemaWords));
let checked = 0;
const validate: Validate = value => {
  checked += 1;
  return compiled(value);
};
const options = { validate, procedure: lead };

function check(
  list: ListCheck,
  text: string,
  most = 1_000,
  given: Parameters<ListCheck['check']>[1] = options,
) {
  const work = list.check(text, given, most);
  let rests = 0;
  for (;;) {
    const step = work.next();
    if (step.done === true) return { rests, findings: step.value };
    rests += 1;
  }
}

const told = (findings: ReturnType<typeof checkPayload>) =>
  findings
    .filter(({ code }) => code !== 'isArray' && code !== 'comment')
    .map(finding => `${finding.offset}+${finding.length} ${findingText(finding)}`);

const bad = { data: { lead_id: 'L', score: 'x', nope: 1 }, state: 'GONE' };
const good = {
  data: { lead_id: 'L-1', firstname: 'Pat', score: 3, temperature: 'HOT' },
  record: { data: { phone_number: '1' } },
};

describe('ListCheck', () => {
  it('says of each process what the check of the whole list says', () => {
    const entries = fc.array(
      fc.oneof(
        fc.constant(good),
        fc.constant(bad),
        fc.constant({}),
        fc.constant(5),
        fc.constant('text'),
        fc.constant([good]),
        fc.record({ lead_id: fc.constant('a'), data: fc.record({ lead_id: fc.constantFrom('a', 'b') }) }),
      ),
      { maxLength: 5 },
    );
    const model = (list: unknown[], filler: string, isHeld: boolean) => {
      const texts = list.map(each => `${filler}${JSON.stringify(each)}${filler}`).join(',');
      return isHeld ? `{"processes": [${texts}]}` : `${filler}[${texts}]`;
    };
    const reused = new ListCheck();
    fc.assert(
      fc.property(entries, comments, fc.boolean(), (list, filler, isHeld) => {
        const text = model(list, filler, isHeld);
        const whole = told(checkPayload(text, options));
        assert.deepEqual(told([...check(new ListCheck(), text).findings]), whole);
        assert.deepEqual(told([...check(reused, text).findings]), whole);
      }),
      { numRuns: 150 },
    );
  });

  it('takes each of JSON lines for an entry, and says where one is no JSON', () => {
    const lines = [JSON.stringify(good), '', `${JSON.stringify(bad)}\r`, '  { "data": ', '{},', '5'];
    const text = lines.join('\n');
    const { findings } = check(new ListCheck(), text, 1_000, { ...options, inLines: true });
    const said = findings.map(
      finding => `${text.slice(0, finding.offset).split('\n').length} ${findingText(finding)}`,
    );
    assert.deepEqual(
      said.filter(each => /firstname|Line|object/.test(each)),
      [
        '3 “firstname” is missing in “[1].data”. Add it.',
        '4 Line 4, column 12: a value is missing.',
        '5 Line 5, column 3: a comma before a closing brace or bracket. Remove it.',
        '6 “[4]” should be an object, but is a whole number. Change it, or send it as it is if the service takes it.',
      ],
    );
    for (const { offset, length } of findings) assert.ok(!text.slice(offset, offset + length).includes('\n'));
  });

  it('checks only what has changed', () => {
    const list = new ListCheck();
    const many = Array.from({ length: 50 }, (_, n) => ({ ...bad, assignedTo: `nobody ${n}` }));
    const first = check(list, JSON.stringify(many, undefined, 2));
    assert.ok(first.rests >= 50);
    checked = 0;
    const changed = [{}, ...many.slice(0, 20), { ...bad, assignedTo: 'kim' }, ...many.slice(20)];
    const text = JSON.stringify(changed, undefined, 2);
    const { findings } = check(list, text);
    assert.equal(checked, 2);
    assert.deepEqual(told([...findings]), told(checkPayload(text, { validate: compiled, procedure: lead })));
  });

  it('checks all anew once the config has changed', () => {
    const list = new ListCheck();
    const text = JSON.stringify([bad, good]);
    check(list, text);
    const other = { validate: () => [], procedure: lead };
    assert.deepEqual(check(list, text, 1_000, other).findings, []);
    assert.notDeepEqual(check(list, text).findings, []);
  });

  it('ends after as many findings as are wanted', () => {
    const text = JSON.stringify(Array.from({ length: 100 }, () => bad));
    checked = 0;
    assert.equal(check(new ListCheck(), text, 10).findings.length, 10);
    assert.ok(checked < 5, String(checked));
  });

  it('never throws, whatever the text', () => {
    const list = new ListCheck();
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom('[', ']', '{', '}', '"', ',', ':', '1', 'a', '\\', '\n', '/', '*'),
        }),
        text => {
          check(list, text);
          check(list, `[${text}`);
        },
      ),
      { numRuns: 300 },
    );
  });
});
