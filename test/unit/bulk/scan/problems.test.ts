import assert from 'node:assert/strict';
import { scan } from '../../../../src/core/bulk/scan/scan';
import { bytesSource, scanText } from './bytes';

type Row = [text: string, code: string, line: number, column: number, params?: Record<string, unknown>];

const rows: Row[] = [
  ['', 'empty', 1, 1],
  ['\uFEFF \n ', 'empty', 2, 2],
  ['[]', 'noEntries', 1, 2],
  ['{"processes":[\n]}', 'noEntries', 2, 1],
  ['hello world', 'notJson', 1, 1, { found: 'hello world' }],
  ['"ä"', 'notJson', 1, 1, { found: '"ä"' }],
  ['// x\n[{}]', 'comment', 1, 1],
  ['[{} /* x */]', 'comment', 1, 5],
  ['[{"a":1 // x\n}]', 'comment', 1, 9],
  ['[{},]', 'trailingComma', 1, 4],
  ['[{},\n\n]', 'trailingComma', 1, 4],
  ['[,{}]', 'extraComma', 1, 2],
  ['[{},\r\n,{}]', 'extraComma', 2, 1],
  ['[{"a":"😀"} {}]', 'missingComma', 1, 13, { found: '{}]' }],
  ['[{} 5]', 'missingComma', 1, 5, { found: '5]' }],
  ['[{}}', 'unexpected', 1, 4, { found: '}' }],
  ['[{},5]', 'notAnObject', 1, 5, { entry: 1, found: '5]', actual: 'number' }],
  ['[[{}]]', 'notAnObject', 1, 2, { entry: 0, found: '[{}]]', actual: 'array' }],
  ['[null]', 'notAnObject', 1, 2, { entry: 0, found: 'null]', actual: 'null' }],
  ['[{},tru]', 'notAnObject', 1, 5, { entry: 1, found: 'tru]', actual: 'boolean' }],
  ['[{}] []', 'afterEnd', 1, 6, { found: '[]' }],
  ['{} 1', 'afterEnd', 1, 4, { found: '1' }],
  ['{"processes":[{}]}\n{}', 'afterEnd', 2, 1, { found: '{}' }],
  ['{"processes":[{}]\n]', 'unexpected', 2, 1, { found: ']' }],
  ['{}\n{} {}', 'missingLineBreak', 2, 4, { found: '{}' }],
  ['{}{}', 'missingLineBreak', 1, 3, { found: '{}' }],
  ['{},\n{}', 'commaOutsideList', 1, 3],
  ['{}\n{}\n[1]', 'notAnObject', 3, 1, { entry: 2, found: '[1]', actual: 'array' }],
  ['[', 'truncated', 1, 2, { inside: 'list' }],
  ['[{},', 'truncated', 1, 5, { inside: 'list' }],
  ['[{}\n', 'truncated', 2, 1, { inside: 'list' }],
  ['{"processes":[{}]\n', 'truncated', 2, 1, { inside: 'list' }],
  ['[\n{"a":\n1', 'truncated', 3, 2, { inside: 'entry', entry: 0, entryLine: 2 }],
  ['[{},{"a":"x}]', 'truncated', 1, 14, { inside: 'string', entry: 1, entryLine: 1 }],
  ['[{"a":"x\\', 'truncated', 1, 10, { inside: 'string', entry: 0, entryLine: 1 }],
  ['[{"a":[1}]', 'wrongBracket', 1, 9, { expected: ']', found: '}', entry: 0, entryLine: 1 }],
  ['[\n{"a":1]', 'wrongBracket', 2, 7, { expected: '}', found: ']', entry: 0, entryLine: 2 }],
  ['[{"a":"x\n"}]', 'lineBreakInString', 1, 9, { entry: 0, entryLine: 1 }],
  ['[{"a":"x\\\r"}]', 'lineBreakInString', 1, 10, { entry: 0, entryLine: 1 }],
  ['[{"a":"\0"}]', 'binary', 1, 8],
  ['[{"a":\0}]', 'binary', 1, 7],
  ['[{}\0]', 'binary', 1, 4],
  ['\0\0\0\0', 'binary', 1, 1],
  ['{}\n\0', 'binary', 2, 1],
  [`[{"a":${'['.repeat(256)}`, 'tooDeep', 1, 262, { limit: 256 }],
];

describe('bulk scan: problems', () => {
  for (const [text, code, line, column, params = {}] of rows) {
    it(`${JSON.stringify(text.slice(0, 30))} is ${code}`, async () => {
      for (const size of [1, 2, 1000]) {
        const result = await scanText(text, {}, size);
        assert.ok(!result.ok && 'problem' in result, 'refused');
        const { offset, ...problem } = result.problem;
        assert.deepEqual(problem, { code, params, line, column });
        assert.ok(offset <= Buffer.byteLength(text));
      }
    });
  }

  it('UTF-16, marked or not', async () => {
    const little = Buffer.from('[{}]', 'utf16le');
    const big = Buffer.from(little).swap16();
    const files = [
      little,
      big,
      Buffer.from('\uFEFF{}', 'utf16le'),
      Buffer.from('\uFEFF{}', 'utf16le').swap16(),
    ];
    for (const bytes of files) {
      const result = await scan(bytesSource(bytes));
      assert.equal(!result.ok && 'problem' in result && result.problem.code, 'utf16');
    }
  });

  it('a column in a line that is longer than what is read at once', async () => {
    const text = `[${'{"a":"ä"},'.repeat(20_000)}x]`;
    const result = await scanText(text);
    assert.ok(!result.ok && 'problem' in result);
    assert.deepEqual([result.problem.line, result.problem.column], [1, text.length - 1]);
  });
});
