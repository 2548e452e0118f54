import assert from 'node:assert/strict';
import { defaultChoices } from '../../../../src/core/sandbox/choices';
import { configJson } from '../../../../src/core/sandbox/config';
import { kindOf } from '../../../../src/core/schema/kind';
import { buildSchema } from '../../../../src/core/schema/build';
import type { Attribute, Procedure } from '../../../../src/core/catalog/model';
import { schemaWords } from '../../../../src/vscode/words/schemaWords';
import { bulkEntry, bulkProcedure, bulkSchema } from '../../../bench/lib/bulkFile';
import { read } from '../../catalog/reading';
import { lead } from '../../schema/sample';
import { checksOf, judge, takes } from './fastRun';
import { keyed, leadSchema, rightLead } from './run';

const right = JSON.stringify(rightLead('L-1'));
const change = (from: string, to: string): string => {
  assert.ok(right.includes(from));
  return right.replace(from, to);
};

describe('bulk pre-flight: what is right by its bytes', () => {
  const leads = checksOf(leadSchema, lead);

  it('takes ordinary entries, however they are spaced and in whatever order', () => {
    for (const entry of [
      right,
      JSON.stringify(JSON.parse(right), null, 2),
      right.replaceAll(',', '\r\n,\t').replaceAll(':', ' : '),
      JSON.stringify({ data: { temperature: 'COLD', score: 1, lead_id: 'ä', firstname: 'Ödön ☃' } }),
      JSON.stringify(rightLead('2', { status: 'OPEN', state: 'DONE', nextActionAt: 1_767_225_600_000 })),
      JSON.stringify(rightLead('2', { assignedTo: 'sam.lee', record: { data: { phone_number: '1' } } })),
      JSON.stringify(rightLead('2', { assignedTo: 'a1b2c3d4-1111-4222-8333-444455556666', record: null })),
      JSON.stringify(rightLead('2', {}, { email: 'x.y@example.com', tags: ['vip', 'eu'], visited: null })),
      JSON.stringify(
        rightLead('2', {}, { address: { city: 'Graz', at: [47.07, { x: 15.4 }] }, internal: '"\\\n' }),
      ),
      change('"score":5', '"score":-0'),
      change('"score":5', '"score":5.0'),
      change('"Ann"', '"\\u0041nn"'),
      change('"Ann"', '"\\ud800"'),
      change('"Ann"', '"a‹b›"'),
    ])
      assert.ok(takes(leads, entry), entry);
  });

  it('leaves to the long way what is wrong, and what it is not certain of', () => {
    for (const entry of [
      change('"score":5', '"score":5.5'),
      change('"score":5', '"score":"5"'),
      change('"score":5', '"score":05'),
      change('"score":5', '"score":5.'),
      change('"score":5', '"score":1e400'),
      change('"score":5', '"score":12345678901234567890'),
      change('"score":5', '"score":5,"score":5'),
      change('"score":5', '"score":5,"sc\\u006fre":5'),
      change('"score":5', '"score":5,"nope":5'),
      change('"score":5', '"score":5,"age":5'),
      change('"score":5', '"score":5,"email":"x"'),
      change('"score":5', '"score":5,"tags":["no"]'),
      change('"score":5,', ''),
      change('"Ann"', '""'),
      change('"Ann"', '"‹Ann›"'),
      change('"Ann"', '"\\u2039Ann›"'),
      change('"Ann"', '"\t"'),
      change('"Ann"', '"\\x"'),
      change('"Ann"', '"\\u12g4"'),
      change('"HOT"', '"hot"'),
      change('"HOT"', '"HOT",'),
      change('"lead_id":"L-1",', ''),
      change('"lead_id":"L-1"', '"lead_id":""'),
      change('"lead_id":"L-1"', '"lead_id":null'),
      change('"firstname"', '"lead_id":"L-2","firstname"'),
      change('"lead_id"', '"$schema":"x","lead_id"'),
      change('"lead_id"', '"state":"GONE","lead_id"'),
      change('"lead_id"', '"nextActionAt":1767225600,"lead_id"'),
      change('"lead_id"', '"assignedTo":"nobody","lead_id"'),
      change('"lead_id"', '"__proto__":1,"lead_id"'),
      `\u00a0${right}`,
      right.slice(0, -1),
      `${right}}`,
      '{}',
      '[]',
    ])
      assert.ok(!takes(leads, entry), entry);
  });

  it('takes what no schema describes, but no key twice, on any level', () => {
    const free = checksOf(undefined, keyed);
    for (const entry of [
      '{"lead_id":7}',
      '{"lead_id":"7","new":[],"data":{"any":{"a":{"a":{"a":1}}}}}',
      '{"lead_id":"7","list":[{"a":1},{"a":2,"b":[[{"a":1}]]}]}',
      '{"data":{"lead_id":0.30000000000000004}}',
    ])
      assert.ok(takes(free, entry), entry);
    for (const entry of [
      '{"lead_id":true}',
      '{"lead_id":"\\u0037"}',
      '{"lead_id":"7","new":{"a":1,"a":2}}',
      '{"lead_id":"7","list":[{"a":1,"b":{"a":2},"a":3}]}',
      '{"lead_id":"7","toString":1}',
    ])
      assert.ok(!takes(free, entry), entry);
    assert.ok(takes(checksOf(undefined), '{}'));
  });

  it('takes the entries of the bench, and all but those that break the schema', async () => {
    const entries = Array.from({ length: 300 }, (_, i) => bulkEntry(i));
    const judged = await judge(Buffer.from(JSON.stringify(entries)), checksOf(bulkSchema, bulkProcedure));
    assert.deepEqual([judged?.entries, judged?.taken], [300, 297]);
    assert.deepEqual(judged?.short, judged?.long);
  });

  it('takes whole entries of every procedure of the sandbox', async () => {
    const catalog = read(configJson(defaultChoices));
    let procedures = 0;
    for (const procedure of catalog.procedures) {
      const checks = checksOf(buildSchema(procedure, catalog, schemaWords), procedure);
      const entry = JSON.stringify(wholeEntry(procedure));
      const judged = await judge(Buffer.from(`[${entry}]`), checks);
      assert.deepEqual([judged?.taken, judged?.short], [1, judged?.long], `${procedure.shortId}: ${entry}`);
      procedures++;
    }
    assert.ok(procedures >= 7);
  });
});

/** A process with a value for each attribute that may be sent. */
function wholeEntry(procedure: Procedure): object {
  const sent = procedure.attributes.filter(({ derived }) => !derived);
  const data = Object.fromEntries(sent.map(attribute => [attribute.shortId, valueOf(attribute)]));
  return { data, status: 'OPEN', state: procedure.states[0]?.shortId };
}

function valueOf(attribute: Attribute): unknown {
  const option = attribute.options?.[0]?.value;
  switch (kindOf(attribute)) {
    case 'integer':
    case 'epoch':
      return 1_767_225_600_000;
    case 'number':
      return 1.5;
    case 'boolean':
      return true;
    case 'email':
      return 'x@example.com';
    case 'isoDateTime':
      return '2026-03-01T09:30:00+01:00';
    case 'object':
      return { id: 'x', of: { more: [1] } };
    case 'option':
      return option;
    case 'options':
      return [option];
    default:
      return 'Text';
  }
}
