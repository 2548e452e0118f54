import assert from 'node:assert/strict';
import type { Procedure } from '../../../../src/core/catalog/model';
import { applyEdits } from '../../../../src/core/payload/range';
import { acme, attribute, lead, procedure } from '../../schema/sample';
import { fixesOf } from './fixesOf';

/** What each quick fix would make of the text, as `code: text`. */
function results(text: string, of?: Procedure): string[] {
  return fixesOf(text, of).single.map(({ kind, edits }) => `${kind.code}: ${applyEdits(text, edits)}`);
}

/** The same for a value of one attribute. */
function ofValue(type: string, value: string, more: Parameters<typeof attribute>[2] = {}): string[] {
  const of = procedure({ attributes: [attribute('a', type, more)] });
  const text = `{"data":{"a":${value}}}`;
  return results(text, of).map(result => result.replace('{"data":{"a":', '').replace('}}', ''));
}

describe('quick fixes of values', () => {
  it('turn text into the number that it holds, digit by digit, and back', () => {
    assert.deepEqual(ofValue('integer', '"12345678901234567890"'), ['asNumber: 12345678901234567890']);
    assert.deepEqual(ofValue('decimal', '"-0.50"'), ['asNumber: -0.50']);
    assert.deepEqual(ofValue('text', '12345678901234567890'), ['asText: "12345678901234567890"']);
    assert.deepEqual(ofValue('phone', '1.0'), ['asText: "1.0"']);
    for (const value of ['"007"', '"1,5"', '"0x1"', '" 5"', '""', '"1.5"', '5', 'null']) {
      assert.deepEqual(ofValue('integer', value), [], value);
    }
  });

  it('turn words into booleans, and booleans into text', () => {
    assert.deepEqual(ofValue('boolean', '"True"'), ['asBoolean: true']);
    assert.deepEqual(ofValue('boolean', '"yes"'), []);
    assert.deepEqual(ofValue('text', 'false'), ['asText: "false"']);
  });

  it('turn an ISO date into epoch ms and back, in both ways where it names no zone', () => {
    assert.deepEqual(ofValue('datetime', '"2026-01-01T00:00:00Z"'), ['isoToMs: 1767225600000']);
    const local = new Date(2026, 0, 1, 9).getTime();
    const utc = Date.UTC(2026, 0, 1, 9);
    assert.deepEqual(
      ofValue('datetime', '"2026-01-01 09:00"'),
      [...new Set([local, utc])].map(ms => `isoToMs: ${ms}`),
    );
    assert.deepEqual(ofValue('datetimeISO8601', '1767225600000'), ['msToIso: "2026-01-01T00:00:00Z"']);
    assert.deepEqual(ofValue('datetimeISO8601', '"1767225600500"'), ['msToIso: "2026-01-01T00:00:00.500Z"']);
    assert.deepEqual(ofValue('datetimeISO8601', '1767225600'), ['msToIso: "2026-01-01T00:00:00Z"']);
    assert.deepEqual(ofValue('datetime', '1767225600'), ['secondsToMs: 1767225600000']);
    assert.deepEqual(ofValue('datetime', '"soon"'), []);
  });

  it('offer to write a date, whose unit nobody knows, in another way, but do not call it wrong', () => {
    const of = procedure({ attributes: [attribute('a', 'date')] });
    for (const value of ['"2026-01-01T00:00:00Z"', '1767225600000']) {
      const [fix] = fixesOf(`{"data":{"a":${value}}}`, of).single;
      assert.equal(fix?.isRewrite, true);
      assert.equal(fix.group, undefined);
    }
    assert.deepEqual(ofValue('date', '20260101'), []);
  });

  it('take an option by its label, in another case or type, also within a list', () => {
    const options = [{ value: 'HOT', label: 'Very hot' }, { value: 'COLD' }];
    assert.deepEqual(ofValue('stringEnum', '"very hot"', { options }), ['choice: "HOT"']);
    assert.deepEqual(ofValue('multiStringEnum', '["HOT", "cold"]', { options }), ['choice: ["HOT", "COLD"]']);
    assert.deepEqual(ofValue('integerEnum', '"2"', { options: [{ value: 2 }] }), ['choice: 2']);
    assert.deepEqual(ofValue('stringEnum', '"lukewarm"', { options }), []);
    assert.deepEqual(ofValue('stringEnum', '"HOT"', { options }), []);
  });

  it('say nothing of types whose wire format is not documented, nor of what was only learnt', () => {
    for (const type of [
      'url',
      'geolocation',
      'googleAddress',
      'time',
      'monthOfYear',
      'json',
      'booking',
      '',
    ]) {
      for (const value of ['5', '"5"', 'true']) assert.deepEqual(ofValue(type, value), [], type);
    }
    assert.deepEqual(ofValue('integer', '"5"', { learnt: true }), []);
  });

  it('mend the fields of a process', () => {
    assert.deepEqual(results('{"status": "Open"}'), ['choice: {"status": "OPEN"}']);
    assert.deepEqual(results('{"state": "Done"}'), ['choice: {"state": "DONE"}']);
    assert.deepEqual(results('{"assignedTo": "Sam Lee"}'), ['choice: {"assignedTo": "sam.lee"}']);
    assert.deepEqual(results('{"assignedTo": "SAM.LEE"}'), ['choice: {"assignedTo": "sam.lee"}']);
    assert.deepEqual(results('{"assignedTo": "u-2"}'), []);
    const near = { ...acme, users: acme.users.map(user => ({ ...user, id: `${user.username ?? ''}s` })) };
    assert.deepEqual(fixesOf('{"assignedTo": "sam.lees"}', lead, near).single, [], 'an id is right');
    assert.deepEqual(results('{"nextActionAt": "2026-01-01T00:00Z"}'), [
      'isoToMs: {"nextActionAt": 1767225600000}',
    ]);
    assert.deepEqual(results('{"nextActionAt": "1767225600000"}'), [
      'asNumber: {"nextActionAt": 1767225600000}',
    ]);
    assert.deepEqual(results('{"state": "Done"}', { ...lead, statesMissing: 1 }), []);
  });
});

describe('quick fixes of a list of processes', () => {
  const entry = '{ "lead_id": "L-1", "Status": "open", "score": "5", "data": {} }';
  const mended = [
    'renameField: { "lead_id": "L-1", "status": "open", "score": "5", "data": {} }',
    'move: { "lead_id": "L-1", "Status": "open", "data": { "score": "5" } }',
  ];
  for (const [name, before, after] of [
    ['an array', '[', ']'],
    ['an object with nothing but it', '{ "$schema": "x", "processes": [', '] }'],
  ] as const)
    it(`in ${name} are those of its entries`, () => {
      assert.deepEqual(
        results(`${before}${entry}${after}`),
        mended.map(result => result.replace(/(?<=: )\{.*$/, one => `${before}${one}${after}`)),
      );
    });

  it('are none where something else stands beside it: then it is a process', () => {
    assert.deepEqual(results('{ "processes": [{ "status": "open" }], "data": {} }'), []);
  });
});

describe('what is mended all at once', () => {
  it('leaves no doubt: another type or case, a label, a display name; no guess, nothing undocumented, nothing moved', () => {
    const of = procedure({
      attributes: [
        attribute('n', 'integer'),
        attribute('option', 'stringEnum', { options: [{ value: 'HOT', label: 'Very hot' }] }),
        attribute('at', 'datetime'),
        attribute('iso', 'datetimeISO8601'),
        attribute('who', 'user'),
        attribute('firstname', 'name'),
      ],
    });
    const { sure } = fixesOf(
      '{"n": 1, "data": {"n": "5", "option": "very hot", "at": "2026-01-01T00:00:00Z", "who": "KIM", "First name": 7}}',
      of,
    );
    assert.deepEqual(
      sure?.edits.map(({ text }) => text),
      ['5', '"HOT"', '1767225600000', '"firstname"'],
    );
    const doubt =
      '{"data": {"option": "HOTT", "at": 1767225600, "iso": 1767225600, "firstnme": "x", "at": "2026-01-01"}}';
    assert.equal(fixesOf(doubt, of).sure, undefined);
  });
});

describe('quick fixes of keys', () => {
  it('take a display name, another case or a slip of the finger for the short id', () => {
    assert.deepEqual(results('{"data":{"The score": 1}}'), ['renameAttribute: {"data":{"score": 1}}']);
    assert.deepEqual(results('{"data":{"First-Name": "x"}}'), [
      'renameAttribute: {"data":{"firstname": "x"}}',
    ]);
    assert.deepEqual(results('{"data":{"temprature": "HOT"}}'), [
      'renameAttribute: {"data":{"temperature": "HOT"}}',
    ]);
    assert.deepEqual(results('{"record":{"data":{"phonenumbr": "5"}}}'), [
      'renameAttribute: {"record":{"data":{"phone_number": "5"}}}',
    ]);
    const partly = { ...acme, entities: acme.entities.map(one => ({ ...one, attributesMissing: 1 })) };
    assert.deepEqual(fixesOf('{"record":{"data":{"phonenumbr": "5"}}}', lead, partly).single, []);
    assert.deepEqual(results('{"record":{"data":{"phone number": "5"}}}'), [
      'renameAttribute: {"record":{"data":{"phone_number": "5"}}}',
    ]);
  });

  it('never make a key that is there already, nor twice the same', () => {
    assert.deepEqual(results('{"data":{"Score": 1, "score": 2}}'), []);
    const { single, all } = fixesOf('{"data":{"Score": 1, "SCORE": 2}}');
    assert.equal(single.length, 1);
    assert.equal(all.size, 0);
  });

  it('guess nothing where not all attributes are known', () => {
    const of = { ...lead, attributesMissing: 3 };
    assert.deepEqual(results('{"data":{"temprature": "HOT"}}', of), []);
    assert.deepEqual(results('{"data":{"Temperature": "HOT"}}', of).length, 1);
  });

  it('mend a field of the process that is nearly right', () => {
    assert.deepEqual(results('{"assigned_to": "kim"}'), ['renameField: {"assignedTo": "kim"}']);
    assert.deepEqual(results('{"Status": "OPEN", "status": "OPEN"}'), []);
  });

  it('take calculated attributes and placeholders out', () => {
    assert.deepEqual(results('{"data":{"age": 5, "score": 1}}'), ['removeDerived: {"data":{"score": 1}}']);
    assert.deepEqual(results('{"data":{"score": "‹integer›"}}'), ['removePlaceholder: {"data":{}}']);
    const text = '{"data":{"firstname": "‹text›", "score": 1, "email": "‹e-mail›", "visited": "‹x›"}}';
    const all = fixesOf(text).all.get('removePlaceholder');
    assert.equal(all?.count, 3);
    assert.equal(applyEdits(text, all.edits), '{"data":{"score": 1}}');
  });
});

describe('quick fixes that move an attribute into data', () => {
  it('put it at the end, in the manner of the file', () => {
    const text =
      '{\n    "score": 1.0,\n    "data": {\n        "email": "a@b.c"\n    },\n    "status": "OPEN"\n}';
    assert.deepEqual(results(text), [
      'move: {\n    "data": {\n        "email": "a@b.c",\n        "score": 1.0\n    },\n    "status": "OPEN"\n}',
    ]);
    assert.deepEqual(results('{"data":{},"score":1}'), ['move: {"data":{"score":1}}']);
    assert.deepEqual(results('{ "data": {"email": "x@y.z"}, "score": 1 }'), [
      'move: { "data": {"email": "x@y.z", "score": 1} }',
    ]);
  });

  it('make data where there is none, in the place of the attribute', () => {
    assert.deepEqual(results('[\n  {\n    "score": 1,\n    "status": "OPEN"\n  }\n]'), [
      'move: [\n  {\n    "data": {\n      "score": 1\n    },\n    "status": "OPEN"\n  }\n]',
    ]);
  });

  it('move all of them at once, under their short ids', () => {
    const text = '{ "The score": 7, "status": "OPEN", "email": "x@y.z" }';
    const all = fixesOf(text).all.get('move');
    assert.equal(all?.count, 2);
    assert.equal(
      applyEdits(text, all.edits),
      '{ "data": { "score": 7, "email": "x@y.z" }, "status": "OPEN" }',
    );
  });

  it('leave alone what may stand there, and what data holds already', () => {
    assert.deepEqual(results('{"lead_id": "L-1", "$schema": "x", "nonsense": 1}'), []);
    assert.deepEqual(results('{"score": 1, "data": {"score": 2}}'), []);
    assert.deepEqual(results('{"score": 1, "data": null}'), []);
    const keyless = procedure({ attributes: lead.attributes });
    assert.deepEqual(results('[{"score": 1}]', keyless), []);
  });

  it('put an attribute of the record into its data, and leave what else stands there', () => {
    assert.deepEqual(results('{ "record": { "id": "r-1", "Phone-Number": "5" } }').slice(0, 1), [
      'move: { "record": { "id": "r-1", "data": { "phone_number": "5" } } }',
    ]);
    assert.deepEqual(results('{ "record": { "phonenumbr": "5", "data": {} } }'), []);
  });

  describe('keep every comment where it is', () => {
    const cases: readonly (readonly [string, string])[] = [
      ['{"score": 1, /* why */ "data": {}}', '{/* why */ "data": {"score": 1}}'],
      ['{"score": 1 /* a */ , "data": {}}', '{ /* a */  "data": {"score": 1}}'],
      [
        '{ // a\n  "data": {}, // b\n  "score": 1 // c\n}',
        '{ // a\n  "data": {\n    "score": 1\n  } // b\n // c\n}',
      ],
      ['{\n  "data": {}, // b\n  "score": 1\n}', '{\n  "data": {\n    "score": 1\n  } // b\n}'],
      ['{"data": {}, // b\n"score": 1}', '{"data": {"score": 1} // b\n}'],
      ['{"data": {/* none */}, "score": 1}', '{"data": {"score": 1/* none */}}'],
      [
        '{"data": {"email": "a@b.c" /* m */}, "score": 1}',
        '{"data": {"email": "a@b.c", /* m */ "score": 1}}',
      ],
      [
        '{\n  "data": {\n    "email": "a@b.c" // m\n  },\n  "score": 1\n}',
        '{\n  "data": {\n    "email": "a@b.c", // m\n    "score": 1\n  }\n}',
      ],
      ['{"data": {"email": "a@b.c" // m\n}, "score": 1}', '{"data": {"email": "a@b.c", "score": 1 // m\n}}'],
      ['{"data": {"email": "a@b.c",}, "score": 1,}', '{"data": {"email": "a@b.c", "score": 1},}'],
      ['{ /* b */ "score": 1, }', '{ /* b */ "data": { "score": 1 }, }'],
    ];
    for (const [before, after] of cases)
      it(before.replaceAll('\n', '⏎'), () => assert.deepEqual(results(before), [`move: ${after}`]));
  });
});

describe('quick fixes in JSON lines', () => {
  it('are those of each line as the entry of a list, and stay in their line', () => {
    const lines = [
      '{"data":{"lead_id":"L-1","score":"7","full_name":"Ann"},"city":"Lyon","state":"new"}',
      '{ "data": { "score": "8"',
      '',
      '{"city":"Oslo","lead_id":"L-3"}',
      '{"Data":{}, "source": "web form"}',
    ];
    const text = lines.join('\n');
    const expected = lines.flatMap((line, at) =>
      fixesOf(`[${line}`).single.map(({ edits }) =>
        lines.with(at, applyEdits(`[${line}`, edits).slice(1)).join('\n'),
      ),
    );
    const { single, sure } = fixesOf(text, lead, acme, true);
    assert.deepEqual(
      single.map(({ edits }) => applyEdits(text, edits)),
      expected,
    );
    assert.equal(expected.length, 4);
    assert.match(applyEdits(text, sure!.edits), /"score":7,[^]*"score": 8\n\n/);
  });
});
