import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyEdits } from '../../../src/core/payload/range';
import { offeredMoments, typedMoments, writtenMoment } from '../../../src/core/values/dates';
import { entryIn } from '../../../src/core/values/entryEdit';
import { photoEdits } from '../../../src/core/values/photoEdit';
import { checkPhoto } from '../../../src/core/values/photoFile';

/** The text with the ids put in at `|`. */
function put(
  marked: string,
  many: boolean,
  ids: readonly string[] = ['new'],
  place: 'data' | 'recordData' = 'data',
) {
  const text = marked.replace('|', '');
  const entry = entryIn(text, marked.indexOf('|'));
  const edits = entry && photoEdits(entry, { place, key: 'p', many }, ids);
  return edits && applyEdits(text, edits);
}

describe('the id of a photo', () => {
  const one: readonly [string, string][] = [
    ['{ "data": { "p": "|" } }', '{ "data": { "p": "new" } }'],
    ['{ "data": { "p": "‹ph|oto›", "n": 1.0 } }', '{ "data": { "p": "new", "n": 1.0 } }'],
    ['{"a":12345678901234567890,|"data":{"x":1}}', '{"a":12345678901234567890,"data":{"x":1, "p": "new"}}'],
    ['{\n  |"data": {\n    "x": 1\n  }\n}', '{\n  "data": {\n    "x": 1,\n    "p": "new"\n  }\n}'],
    ['{ |"state": "NEW" }', '{ "state": "NEW", "data": { "p": "new" } }'],
    ['{|}', '{ "data": { "p": "new" } }'],
    ['{ "data": null| }', '{ "data": { "p": "new" } }'],
    ['{ "data": {}| }', '{ "data": { "p": "new" } }'],
    ['{ "data": { "x": 1, "p": | } }', '{ "data": { "x": 1, "p": "new" } }'],
    ['{ "data": { "p":|, "x": 1 } }', '{ "data": { "p": "new", "x": 1 } }'],
    ['{ "data": {\n  "p": |\n  "x": 1\n} }', '{ "data": {\n  "p": "new",\n  "x": 1\n} }'],
    ['{ "data": { "p"| } }', '{ "data": { "p": "new" } }'],
    [
      '[{ "data": { "p": 1 } }, { "data": {| "p": null } }]',
      '[{ "data": { "p": 1 } }, { "data": { "p": "new" } }]',
    ],
    ['{ "processes": [{}, {|}] }', '{ "processes": [{}, { "data": { "p": "new" } }] }'],
  ];
  for (const [text, wanted] of one)
    it(`goes into ${text.replaceAll('\n', '⏎')}`, () => assert.equal(put(text, false), wanted));

  const several: readonly [string, string][] = [
    ['{ "data": { "p": [|] } }', '{ "data": { "p": ["new", "two"] } }'],
    ['{ "data": { "p": ["a"|] } }', '{ "data": { "p": ["a", "new", "two"] } }'],
    ['{ "data": { "p": [\n  "a"|\n] } }', '{ "data": { "p": [\n  "a",\n  "new",\n  "two"\n] } }'],
    ['{ "data": { "p": ["‹photo›"|] } }', '{ "data": { "p": ["new", "two"] } }'],
    ['{ "data": { "p": "a|" } }', '{ "data": { "p": ["a", "new", "two"] } }'],
    ['{ "data": { "p": "|" } }', '{ "data": { "p": ["new", "two"] } }'],
    ['{ "data": { "p": null| } }', '{ "data": { "p": ["new", "two"] } }'],
    ['{ "data": { "p": | } }', '{ "data": { "p": ["new", "two"] } }'],
  ];
  for (const [text, wanted] of several)
    it(`joins ${text.replaceAll('\n', '⏎')}`, () => assert.equal(put(text, true, ['new', 'two']), wanted));

  it('goes into the record', () =>
    assert.equal(
      put('{ "record": { "data": { "p": "|" } }, "data": { "p": 1 } }', false, ['new'], 'recordData'),
      '{ "record": { "data": { "p": "new" } }, "data": { "p": 1 } }',
    ));

  it('has no place where no process is any more', () => {
    assert.equal(put('|', false), undefined);
    assert.equal(put('[ |, 5]', false), undefined);
    assert.equal(put('"text|"', false), undefined);
    assert.equal(put('{ "data": 5| }', false), undefined);
  });

  it('changes nothing else', () => {
    const key = fc.stringMatching(/^[a-oq-z]{1,4}$/);
    const value = fc.oneof(
      fc.constantFrom('1.0', '12345678901234567890', '[ 1 ,2]', '{}', 'null'),
      fc.string().map(text => JSON.stringify(text)),
    );
    const gap = fc.constantFrom('', ' ', '\n  ', '\t');
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(key, value, gap), { selector: ([name]) => name }),
        fc.boolean(),
        (rows, many) => {
          const inner = rows.map(([name, json, blank]) => `${blank}"${name}"${blank}:${json}`).join(',');
          const text = `{ "data": {${inner}} }`;
          const edits = photoEdits(entryIn(text, 3)!, { place: 'data', key: 'p', many }, ['new']);
          assert.ok(edits);
          const after = applyEdits(text, edits);
          // What was there stands there still, in its order, byte for byte.
          let from = 0;
          for (const [name, json, blank] of rows) {
            const at = after.indexOf(`"${name}"${blank}:${json}`, from);
            assert.ok(at >= 0, after);
            from = at;
          }
          const { data } = JSON.parse(after) as { data: Record<string, unknown> };
          assert.deepEqual(data['p'], many ? ['new'] : 'new');
        },
      ),
    );
  });
});

describe('a file that is to be a photo', () => {
  const bytes = (latin: string) => Buffer.from(latin, 'latin1');
  const photos: readonly [string, string, string][] = [
    ['\x89PNG\r\n\x1a\n…', 'a.png', 'png'],
    ['\xff\xd8\xff\xe0', 'a.jpeg', 'jpeg'],
    ['\xff\xd8\xff\xe0', 'a.png', 'jpg'],
    ['GIF89a', 'a', 'gif'],
    ['RIFF\0\0\0\0WEBPVP8 ', 'a.webp', 'webp'],
    ['\0\0\0\x18ftypheic', 'a.HEIC', 'heic'],
    ['\0\0\0\x18ftypavif', 'a.avif', 'avif'],
    ['II*\0', 'a.tif', 'tif'],
    ['<?xml version="1.0"?>\n<svg xmlns="x">', 'a.svg', 'svg'],
    ['\u00ef\u00bb\u00bf<svg>', 'a.svg', 'svg'],
  ];
  for (const [head, name, filetype] of photos)
    it(`${filetype} in ${name}`, () =>
      assert.deepEqual(checkPhoto(bytes(head), name), { ok: true, filetype }));

  it('is known by what it holds, not by its name', () => {
    assert.deepEqual(checkPhoto(bytes('%PDF-1.7'), 'a.png'), {
      ok: false,
      problem: 'notAPhoto',
      filetype: 'png',
    });
    assert.deepEqual(checkPhoto(bytes(''), 'a.png'), { ok: false, problem: 'empty', filetype: 'png' });
  });
});

describe('dates that are offered', () => {
  const now = new Date(2026, 10, 18, 19, 30, 15).getTime();

  it('lie ahead, on whole minutes', () => {
    const offered = offeredMoments(now);
    assert.ok(offered.length >= 7);
    assert.ok(!offered.some(({ label }) => label === 'today 18:00'));
    for (const { at, label } of offered) assert.ok(at > now && at % 60_000 === 0, label);
  });
  it('are at nine, or at its beginning, for a day', () =>
    assert.deepEqual(
      typedMoments('tomorrow', now).map(({ at }) => at),
      [new Date(2026, 10, 19, 9).getTime(), new Date(2026, 10, 19).getTime()],
    ));
  it('are written in the unit that is wanted', () => {
    const at = new Date(2026, 0, 2, 3, 4).getTime();
    assert.equal(writtenMoment(at, 'ms'), String(at));
    assert.equal(writtenMoment(at, 'isoDay'), '"2026-01-02"');
    assert.equal(writtenMoment(at, 'isoTime'), JSON.stringify(new Date(at).toISOString()));
  });
});
