import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isPlaceholder } from '../../../src/core/schema/placeholder';
import { buildDraft } from '../../../src/core/schema/template';
import { schemaWords } from '../../../src/vscode/words/schemaWords';
import { attribute, lead, procedure } from './sample';
import { resolve } from './snippet';

describe('buildDraft', () => {
  it('holds the required attributes, the primary key and the primary identifier, each a placeholder', () => {
    const { text } = buildDraft(lead, schemaWords);
    assert.equal(
      text,
      [
        '{',
        '  "data": {',
        '    "lead_id": "‹text›",',
        '    "firstname": "‹text›",',
        '    "score": "‹integer›",',
        '    "temperature": "‹option›"',
        '  }',
        '}',
        '',
      ].join('\n'),
    );
  });

  it('puts the tab stop around the quotes where what replaces it is no text', () => {
    const { snippet } = buildDraft(lead, schemaWords);
    assert.ok(snippet.includes('"firstname": "${2:‹text›}"'), snippet);
    assert.ok(snippet.includes('"score": ${3:"‹integer›"}'), snippet);
  });

  it('opens a list where the attribute has options, the placeholder first', () => {
    const options = [{ value: 'a,b|c\\d' }, { value: '"q"' }, { value: 7 }];
    const draft = buildDraft(
      procedure({ attributes: [attribute('pick', 'stringEnum', { required: true, options })] }),
      schemaWords,
    );
    assert.ok(
      draft.snippet.includes(String.raw`${'$'}{1|"‹option›","a\,b\|c\\\\d","\\"q\\"",7|}`),
      draft.snippet,
    );
    assert.equal(resolve(draft.snippet), draft.text);
  });

  it('names the schema first when asked to', () => {
    const draft = buildDraft(lead, schemaWords, { schemaUri: 'chakra-schema:/schemas/x.json' });
    assert.ok(
      draft.text.startsWith('{\n  "$schema": "chakra-schema:/schemas/x.json",\n  "data": {'),
      draft.text,
    );
    assert.equal(resolve(draft.snippet), draft.text);
  });

  it('has the cursor inside an empty data when there is nothing to ask for', () => {
    const draft = buildDraft(procedure({ attributes: [attribute('a', 'text')] }), schemaWords);
    assert.equal(draft.text, '{\n  "data": {}\n}\n');
    assert.equal(draft.snippet, '{\n  "data": {$1\\}\n\\}\n');
  });

  it('asks for the key and the title also where the config does not ask for them, never for what is calculated', () => {
    const text = (more: Parameters<typeof procedure>[0]): unknown =>
      JSON.parse(buildDraft(procedure(more), schemaWords).text);
    const attributes = [
      attribute('a', 'text'),
      attribute('b', 'boolean'),
      attribute('c', 'text', { required: true, derived: true }),
    ];
    assert.deepEqual(text({ attributes, primaryKey: 'a', primaryIdentifier: 'b' }), {
      data: { a: '‹text›', b: '‹true or false›' },
    });
    assert.deepEqual(text({ attributes, primaryKey: 'c', primaryIdentifier: 'z' }), {
      data: { z: '‹value›' },
    });
  });

  it('is the same text as its snippet with the defaults taken, whatever the attributes are called', () => {
    const name = fc.oneof(
      fc.string({ unit: anyUnit, minLength: 1, maxLength: 8 }),
      fc.string({ unit: special, minLength: 1, maxLength: 12 }),
    );
    const type = fc.constantFrom(
      'text',
      'integer',
      'boolean',
      'stringEnum',
      'multiStringEnum',
      'googleAddress',
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(name, type), { maxLength: 4 }),
        fc.string({ unit: special, maxLength: 12 }),
        (list, word) => {
          const of = procedure({
            attributes: list.map(([shortId, kind]) => attribute(shortId, kind, { required: true })),
          });
          const draft = buildDraft(of, { placeholder: () => word });
          assert.equal(resolve(draft.snippet), draft.text);
          const { data } = JSON.parse(draft.text) as { data: Record<string, unknown> };
          assert.deepEqual(new Set(Object.keys(data)), new Set(list.map(([shortId]) => shortId)));
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('isPlaceholder', () => {
  it('knows every placeholder of a draft, and nothing else', () => {
    for (const kind of ['text', 'integer', 'any', 'isoDateTime'] as const) {
      assert.ok(isPlaceholder(`‹${schemaWords.placeholder(kind)}›`), kind);
    }
    for (const value of ['‹›', 'a ‹b›', '‹a› b', '‹a‹b››', '<text>', '«text»', '', 5, null]) {
      assert.ok(!isPlaceholder(value), String(value));
    }
  });
});

/** Any UTF-16 unit, halves of pairs included. */
const anyUnit = fc.integer({ min: 0, max: 0xffff }).map(code => String.fromCharCode(code));
const special = fc.constantFrom(
  '$',
  '{',
  '}',
  '\\',
  '|',
  ',',
  ':',
  '1',
  'a',
  '"',
  '`',
  '/',
  '‹',
  '›',
  '\n',
  '😀',
);
