import assert from 'node:assert/strict';
import type { Cause, CauseKind } from '../../../../src/core/bulk/preflight/report';
import type { JsonWord, ScanProblem, ScanProblemKind } from '../../../../src/core/bulk/scan/problem';
import type { SyntaxCode } from '../../../../src/core/payload/parse';
import { entriesText, sizeText } from '../../../../src/vscode/words/bulkCounts';
import { causeText } from '../../../../src/vscode/words/causeWords';
import { isOfPlace, scanText } from '../../../../src/vscode/words/scanWords';

type Of<Kind extends { code: string; params: unknown }> = {
  readonly [Code in Kind['code']]: readonly Extract<Kind, { code: Code }>['params'][];
};

const at = { entry: 4, entryLine: 1_234 };
const found = { found: 'x' };
const jsonWords: Readonly<Record<JsonWord, true>> = {
  array: true,
  string: true,
  number: true,
  boolean: true,
  null: true,
  other: true,
};

/** A new code does not compile until it stands here. */
const scanProblems: Of<ScanProblemKind> = {
  empty: [{}],
  noEntries: [{}],
  utf16: [{}],
  binary: [{}],
  notJson: [found, { found: ' ' }],
  notAnObject: Object.keys(jsonWords).map(actual => ({
    ...found,
    entry: 4,
    actual: actual as JsonWord,
  })),
  trailingComma: [{}],
  extraComma: [{}],
  missingComma: [found],
  missingLineBreak: [found],
  commaOutsideList: [{}],
  afterEnd: [found],
  truncated: [{ inside: 'list' }, { inside: 'string', ...at }, { inside: 'entry', ...at }],
  wrongBracket: [{ ...found, expected: '}', ...at }],
  lineBreakInString: [at],
  comment: [{}],
  unexpected: [found],
  tooDeep: [{ limit: 1_000 }],
  tooLarge: [{}],
  changed: [{}],
  notReadable: [{ error: 'EACCES' }],
};

const syntaxCodes: Readonly<Record<SyntaxCode, true>> = {
  empty: true,
  trailingComma: true,
  tooDeep: true,
  byteOrderMark: true,
  InvalidSymbol: true,
  InvalidNumberFormat: true,
  PropertyNameExpected: true,
  ValueExpected: true,
  ColonExpected: true,
  CommaExpected: true,
  CloseBraceExpected: true,
  CloseBracketExpected: true,
  EndOfFileExpected: true,
  UnexpectedEndOfComment: true,
  UnexpectedEndOfString: true,
  UnexpectedEndOfNumber: true,
  InvalidUnicode: true,
  InvalidEscapeCharacter: true,
  InvalidCharacter: true,
};

const causes: Of<CauseKind> = {
  missing: [{ name: 'score' }],
  empty: [{}],
  unknownField: [
    { name: 'a', isAttribute: true },
    { name: 'a', isAttribute: false },
  ],
  unknownAttribute: [{ name: 'a' }, { name: 'a', suggestion: 'b' }],
  type: [{ expected: ['string', 'null'], actual: 'number' }],
  option: [{ allowed: ['"HOT"'], more: 3 }],
  unknownUser: [{}],
  format: [{ format: 'email' }, { format: 'isoDateTime' }, { format: 'other' }],
  looksLikeSeconds: [{}],
  keyPlace: [{ wanted: 'data' }, { wanted: 'topLevel' }],
  derived: [{}],
  rule: [{ keyword: 'maxLength' }],
  placeholder: [{ text: '‹text›' }],
  duplicateKey: [{ key: 'a' }],
  primaryKeyDiffers: [{ key: 'lead_id' }],
  unreadable: Object.keys(syntaxCodes).map(problem => ({ problem: problem as SyntaxCode })),
  notUtf8: [{}],
  oversized: [{ limit: 1_000_000 }],
  lossyNumber: [{}],
  schemaKey: [{}],
  noPrimaryKey: [{ key: 'lead_id' }],
  primaryKeyNotText: [{ key: 'lead_id' }],
};

function scanSentences(): { problem: ScanProblem; text: string }[] {
  return Object.entries(scanProblems).flatMap(([code, all]) =>
    all.map(params => {
      const problem = { code, params, offset: 9, line: 5_678, column: 3 } as ScanProblem;
      return { problem, text: scanText(problem) };
    }),
  );
}

function causeSentences(): string[] {
  return Object.entries(causes).flatMap(([code, all]) =>
    all.map(params =>
      causeText({
        code,
        params,
        severity: 'warning',
        path: ['data', 'list', null],
        entries: 1,
        places: [],
        values: ['tru'],
      } as unknown as Cause),
    ),
  );
}

describe('the words of bulk create', () => {
  it('have a sentence with a next step for every reason to refuse a file', () => {
    for (const { problem, text } of scanSentences()) {
      assert.match(text, /[.!]$/, text);
      assert.doesNotMatch(text, /undefined|\{\d\}|NaN/, text);
      assert.equal(text.startsWith('Line 5,678, column 3: '), isOfPlace(problem), text);
    }
  });

  it('say different things of different reasons', () => {
    const texts = scanSentences().map(({ text }) => text);
    assert.deepEqual(
      texts.filter((text, i) => texts.indexOf(text) !== i),
      [],
    );
  });

  it('have a sentence for every cause', () => {
    const texts = causeSentences();
    for (const text of texts) {
      assert.match(text, /[.?]$/, text);
      assert.doesNotMatch(text, /undefined|\{\d\}|NaN|list\.null/, text);
    }
    assert.ok(texts.includes('“data.list[…]” is required, but empty. Put a value there.'));
  });

  it('keep a cause on one line, whatever stands in the file', () => {
    const text = causeText({
      ...({ code: 'duplicateKey', params: { key: 'a' }, severity: 'warning' } as const),
      path: ['a\nb\u202e'],
      entries: 1,
      places: [],
      values: [],
    });
    assert.doesNotMatch(text, /[\n\u202e]/);
  });

  it('count and measure as people read it', () => {
    assert.deepEqual([0, 1, 1_234_567].map(entriesText), ['0 entries', '1 entry', '1,234,567 entries']);
    assert.deepEqual([1, 999, 1_000, 999_949, 999_950, 223_456_789, 4_294_967_296].map(sizeText), [
      '1 byte',
      '999 bytes',
      '1 kB',
      '999.9 kB',
      '1 MB',
      '223.5 MB',
      '4.3 GB',
    ]);
  });
});
