import assert from 'node:assert/strict';
import { isUtf8 } from 'node:buffer';
import fc from 'fast-check';
import { lead } from '../../schema/sample';
import { checksOf, judge, takes, type Checks } from './fastRun';
import { keyed, leadSchema } from './run';

/** As they stand in a file. */
const rawValues = [
  ...String.raw`"Ann" "" "‹Ann›" "\u2039Ann›" "\u2039" "HOT" "vip" "x@y.de" "X@Y" "a\"b" "\ud83d" "\ud83d\ude00"`.split(
    ' ',
  ),
  ...String.raw`"OPEN" "DONE" "sam.lee" "u-2" "ä☃😀" "\x" "\u12"`.split(' '),
  ...['"\t"', '"\u0000"', '"\u007f"'],
  ...'5 -0 01 1. .5 - +1 1.0 1.5 1e2 1E+2 1e 1e400 1e-400 0.30000000000000004 9007199254740993'.split(' '),
  ...'12345678901234567890 123456789012345 1234567890123456 1767225600 1767225600000'.split(' '),
  ...'true false null tru nul NaN [] ["vip"] ["vip","no"] ["vip",] [[1,{"a":1}],{"a":2}] {}'.split(' '),
  ...'{"a":1} {"a":1,"a":2} {"a":{"a":1},"b":[{"a":1},{"a":2}]} {"data":{}}'.split(' '),
];

const rawKeys = [
  ...'lead_id firstname email score temperature tags visited internal address'.split(' '),
  ...'status state nextActionAt assignedTo record $schema new age ä toString __proto__'.split(' '),
  ...['', '\\u0073core', 'score ', 'a\\"b', '\\n'],
].map(key => `"${key}"`);

const rightData = [
  ['"firstname"', '"Ann"'],
  ['"score"', '5'],
  ['"temperature"', '"HOT"'],
] as const;

type Raw = readonly (readonly [string, string])[];

/** Beside what is right, something that may be so too, or anything. */
const besides = (likely: Raw): fc.Arbitrary<Raw> =>
  fc.array(
    fc.oneof(
      fc.constantFrom(...likely),
      fc.constantFrom(...likely).chain(([key]) => fc.tuple(fc.constant(key), fc.constantFrom(...rawValues))),
      fc.tuple(
        fc.constantFrom(...rawKeys),
        fc.oneof(fc.constantFrom(...rawValues), fc.json({ maxDepth: 3 })),
      ),
    ),
    { maxLength: 2, size: '-1' },
  );

const likelyData: Raw = [
  ['"email"', '"x@y.de"'],
  ['"tags"', '["vip","eu"]'],
  ['"visited"', 'null'],
  ['"internal"', '"a\\"b☃"'],
  ['"address"', '{"a":[{"a":1.5},{"a":[]}]}'],
];
const likelyTop: Raw = [
  ['"status"', '"OPEN"'],
  ['"state"', '"DONE"'],
  ['"nextActionAt"', '1767225600000'],
  ['"assignedTo"', '"sam.lee"'],
  ['"record"', '{"data":{"phone_number":"1"}}'],
];

const blank = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom('', ' ', '\n', '\r\n', '\t') },
  { weight: 1, arbitrary: fc.constantFrom('\v', '\u00a0', '\ufeff', '//') },
);

const keyValue = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('"L-1"', '"é"', '"7"') },
  { weight: 1, arbitrary: fc.constantFrom('7', '7.0', '""', 'null', '-0', '"\\u0037"', 'true', '{}') },
);

/** Entries that are mostly right, with this and that beside it. */
const entryText = fc
  .record({
    top: besides(likelyTop),
    data: besides(likelyData),
    keyInData: fc.boolean(),
    id: keyValue,
    without: fc.oneof(
      { weight: 9, arbitrary: fc.constant('') },
      { weight: 1, arbitrary: fc.constantFrom('"firstname"', '"score"', '"data"', '"lead_id"') },
    ),
    blank,
    shuffle: fc.boolean(),
  })
  .map(({ top, data, keyInData, id, without, blank, shuffle }) => {
    const key = ['"lead_id"', id] as const;
    const own: Raw = [...(keyInData ? [key] : []), ...rightData, ...data];
    const order = (members: Raw): Raw => (shuffle ? [...members].reverse() : members);
    const write = (members: Raw): string =>
      `{${order(members)
        .filter(([name]) => name !== without)
        .map(([name, value]) => `${name}${blank}:${value}`)
        .join(`,${blank}`)}${blank}}`;
    return write([...(keyInData ? [] : [key]), ...top, ['"data"', write(own)]]);
  });

const strangeBytes = [
  0, 0x09, 0x0a, 0x0b, 0x0d, 0x1f, 0x20, 0x22, 0x2c, 0x2d, 0x2e, 0x30, 0x3a, 0x5b, 0x5c, 0x5d, 0x65, 0x75,
];
const strange = fc.oneof(
  fc.constantFrom(...strangeBytes, 0x7b, 0x7d, 0x7f, 0x80, 0xb9, 0xc0, 0xc3, 0xe2, 0xed, 0xef, 0xf0, 0xff),
  fc.nat({ max: 255 }),
);

const edits = fc.array(
  fc.record({
    at: fc.nat({ max: 200 }),
    remove: fc.nat({ max: 2 }),
    insert: fc.array(strange, { maxLength: 2 }),
  }),
  { maxLength: 2 },
);

/** The same entry, with a few bytes put in or taken out. */
const entryBytes = fc
  .tuple(entryText, fc.oneof(fc.constant([]), fc.constant([]), edits))
  .map(([text, changes]) => {
    const bytes = [...Buffer.from(text)];
    for (const { at, remove, insert } of changes) bytes.splice(at % (bytes.length + 1), remove, ...insert);
    return Buffer.from(bytes);
  });

async function hold(checks: Checks, entry: Buffer): Promise<boolean> {
  if (!isUtf8(entry) || !takes(checks, entry)) return false;
  const { hash } = checks.fast;
  const judged = await judge(Buffer.concat([Buffer.from('['), entry, Buffer.from(']')]), checks);
  assert.ok(judged, 'It is no list of one entry.');
  const clean = {
    first: 0,
    count: 1,
    blocked: new Uint8Array(1),
    flawed: new Uint8Array(1),
    rows: [],
    further: 0,
  };
  assert.deepEqual(judged.long, { ...clean, hashes: [hash] }, entry.toString());
  return true;
}

describe('bulk pre-flight: what is right by its bytes is right', () => {
  for (const [what, checks] of [
    ['as the schema has it', checksOf(leadSchema, lead)],
    ['without a schema', checksOf(undefined, keyed)],
    ['without a schema or a primary key', checksOf(undefined)],
  ] as const) {
    it(what, async () => {
      const tally = { taken: 0, left: 0 };
      await fc.assert(
        fc.asyncProperty(entryBytes, async entry => {
          if (await hold(checks, entry)) tally.taken++;
          else tally.left++;
        }),
        { numRuns: 150 },
      );
      assert.ok(tally.taken > 15 && tally.left > 15, JSON.stringify(tally));
    });
  }

  it('makes no difference to what is found in a file', async () => {
    const checks = checksOf(leadSchema, lead);
    await fc.assert(
      fc.asyncProperty(fc.array(entryBytes, { maxLength: 30 }), async entries => {
        const glued = entries.flatMap((entry, i) => [Buffer.from(i === 0 ? '[' : ' ,\n'), entry]);
        const judged = await judge(Buffer.concat([...glued, Buffer.from(']')]), checks);
        if (judged) assert.deepEqual(judged.short, judged.long);
      }),
      { numRuns: 40 },
    );
  });
});
