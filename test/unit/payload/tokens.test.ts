import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createScanner } from 'jsonc-parser';
import { kind, Tokens } from '../../../src/core/payload/tokens';
import { blanks, comments, jsonText } from './jsonText';

type Token = readonly [kind: number, offset: number, length: number, value?: string];

const withValue: ReadonlySet<number> = new Set([kind.string, kind.number]);

function own(text: string): Token[] {
  const tokens = new Tokens(text);
  const all: Token[] = [];
  for (let token = tokens.next(); token !== kind.end; token = tokens.next()) {
    const { offset, length } = tokens;
    all.push(withValue.has(token) ? [token, offset, length, tokens.value] : [token, offset, length]);
  }
  return all;
}

function ofParser(text: string): Token[] {
  const scanner = createScanner(text, false);
  const all: Token[] = [];
  for (let token: number = scanner.scan(); token !== kind.end; token = scanner.scan()) {
    if (token === kind.blank || token === kind.lineBreak) continue;
    const offset = scanner.getTokenOffset();
    const length = Math.min(scanner.getTokenLength(), text.length - offset);
    all.push(
      withValue.has(token) ? [token, offset, length, scanner.getTokenValue()] : [token, offset, length],
    );
  }
  return all;
}

const soup = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '"',
        '\\',
        '\\"',
        '\\u00e9',
        '/',
        '//',
        '/*',
        '*/',
        '\n',
        '\r',
        '\t',
        ' ',
        '\u0001',
        '\uFEFF',
      ),
      fc.constantFrom(
        '0',
        '1',
        '10',
        '-',
        '-0',
        '.',
        '.5',
        'e',
        'E+1',
        '01',
        'true',
        'false',
        'null',
        'nul',
        'é',
        '😀',
      ),
      fc.constantFrom('{', '}', '[', ']', ',', ':', '"text"', '"", ', '1.25', '1e3'),
    ),
    { maxLength: 30 },
  )
  .map(parts => parts.join(''));

describe('tokens', () => {
  it("are those of jsonc-parser's scanner, whatever the text is", () => {
    fc.assert(
      fc.property(fc.oneof(jsonText(blanks), jsonText(comments), soup, fc.string()), text => {
        assert.deepEqual(own(text), ofParser(text), JSON.stringify(text));
      }),
      { numRuns: 500 },
    );
  });
});
