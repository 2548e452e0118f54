import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import type { ServiceMessage } from '../../../src/core/api/result';
import { PayloadProblems, placeMessages } from '../../../src/vscode/send/payloadProblems';
import { placeOfSaid } from '../../../src/vscode/send/responses';
import { Diagnostic, DiagnosticSeverity, Position, Range } from '../stubs/vscode';

/** A payload that is edited; the Problems of what the service said of it. */
function edited(start: string, messages: readonly ServiceMessage[]) {
  let text = start;
  const placeOf = (offset: number) => {
    const lines = text.slice(0, offset).split('\n');
    return new Position(lines.length - 1, lines.at(-1)!.length);
  };
  const lineAt = (line: number) => ({
    range: new Range(new Position(line, 0), new Position(line, text.split('\n')[line]!.length)),
  });
  const document = {
    getText: () => text,
    positionAt: placeOf,
    lineAt,
  } as unknown as vscode.TextDocument;
  const problem = ({ start, end }: vscode.Range, message: string) => {
    const range = new Range(start.line, start.character, end.line, end.character);
    return new Diagnostic(range, message, DiagnosticSeverity.Error) as unknown as vscode.Diagnostic;
  };
  const problems = new PayloadProblems(
    placeMessages(document, messages, undefined, problem),
    document,
    undefined,
  );
  return {
    /** Replaces the first of a text by another one. */
    type: (old: string, by: string): boolean => {
      const at = text.indexOf(old);
      assert.ok(at >= 0, old);
      const range = { start: placeOf(at), end: placeOf(at + old.length) };
      text = text.replace(old, () => by);
      return problems.edit({
        document,
        contentChanges: [{ range, rangeLength: old.length, text: by }],
      });
    },
    /** The message of each, and what stands there. */
    shown: () =>
      problems.now.map(({ problem: { message, range } }) => [
        message,
        text.split('\n')[range.start.line]!.slice(range.start.character, range.end.character),
      ]),
    problems,
  };
}

const payload = '{\n  "data": {\n    "phone": "abc",\n    "score": 7\n  }\n}\n';
const phone = { text: 'is not valid', field: 'phone' };
const score = { text: 'Attribute "score" is too small' };
const email = { text: 'is required', field: 'email' };

describe('what the service said of a payload', () => {
  it('stands on what it names, be it only in words; what is missing, on data; anything else on the first line', () => {
    const { shown, problems } = edited(payload, [phone, score, email, { text: 'Try later' }]);
    assert.deepEqual(shown(), [
      ['is not valid', '"abc"'],
      ['Attribute "score" is too small', '7'],
      ['email: is required', '"data"'],
      ['Try later', '{'],
    ]);
    assert.deepEqual(
      problems.now.map(({ isNamed }) => isNamed),
      [true, true, true, false],
    );
  });

  it('moves along, goes with its value, and is there again once the text is', () => {
    const { shown, type } = edited(payload, [phone, score]);
    assert.equal(type('  "data"', '  "state": "NEW",\n  "data"'), true);
    assert.deepEqual(shown(), [
      ['is not valid', '"abc"'],
      ['Attribute "score" is too small', '7'],
    ]);
    assert.equal(type('"abc"', '"123"'), true);
    assert.deepEqual(shown(), [['Attribute "score" is too small', '7']]);
    // A digit right behind it makes it another number.
    type('7', '78');
    assert.deepEqual(shown(), []);
    type('78', '7');
    type('"123"', '"abc"');
    assert.equal(type('  "state": "NEW",\n', ''), true);
    assert.deepEqual(shown(), [
      ['is not valid', '"abc"'],
      ['Attribute "score" is too small', '7'],
    ]);
  });

  it('goes when what was missing is there', () => {
    const { shown, type } = edited(payload, [email, phone]);
    assert.equal(type('7\n', '7,\n    "emai\n'), false);
    assert.equal(shown().length, 2);
    type('"emai', '"email": "pat@example.com"');
    assert.deepEqual(shown(), [['is not valid', '"abc"']]);
  });

  it('of all of it stays while the first line is edited, and what stands on data goes with it', () => {
    const { shown, type } = edited(payload, [{ text: 'Try later' }, email]);
    type('{\n', '{ \n');
    assert.equal(shown().length, 2);
    type(payload.slice(2, -3), '');
    assert.deepEqual(
      shown().map(([message]) => message),
      ['Try later'],
    );
  });

  it('has a line of its own in the answer', () => {
    const says = [{ text: 'a "quoted" one' }, phone];
    const lines = JSON.stringify(
      { outcome: 'x', serviceSays: ['a "quoted" one', 'phone: is not valid'], status: 400 },
      undefined,
      2,
    ).split('\n');
    const cut = (at: number) => {
      const { line, from, to } = placeOfSaid(says, at);
      return lines[line]!.slice(from, to);
    };
    assert.deepEqual([cut(0), cut(1)], ['"a \\"quoted\\" one"', '"phone: is not valid"']);
  });
});
