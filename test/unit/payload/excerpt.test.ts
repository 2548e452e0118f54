import assert from 'node:assert/strict';
import type { CompletionItem, Position } from 'vscode-json-languageservice';
import { excerptAt, outOf, within, type Excerpt } from '../../../src/core/payload/excerpt';
import { jsonService, library } from './jsonService';

const entry = {
  lead_id: 'L-1 "{[" //',
  data: { firstname: 'Pat', score: 3, temperature: 'HOT', tags: ['vip', 'eu'], address: { city: 'Lyon' } },
  state: 'NEW',
  record: { data: { phone_number: '+49' } },
};
const entries = [entry, { data: { tags: [] }, assignedTo: 'kim' }, {}];

/** The excerpt at an offset of a text. */
function cut(text: string, offset: number): Excerpt | undefined {
  const lines = text.split(/\r?\n/);
  const work = excerptAt(line => lines[line], placeOf(text, offset));
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

function placeOf(text: string, offset: number) {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length - 1, column: before.at(-1)!.length };
}

describe('excerptAt', () => {
  const service = jsonService();

  /** What is offered at a place, with where each would be written. */
  async function offers(
    text: string,
    at: { line: number; column: number },
    toWhole: (place: Position) => Position = place => place,
  ) {
    const document = library.TextDocument.create('x:/payload.json', 'json', 1, text);
    const place = { line: at.line, character: at.column };
    const found = await service.doComplete(document, place, service.parseJSONDocument(document));
    return (found?.items ?? []).map((item: CompletionItem) => {
      const { label, textEdit, sortText, documentation } = item;
      assert.ok(textEdit !== undefined && 'range' in textEdit);
      const { start, end } = textEdit.range;
      return {
        label,
        sortText,
        documentation,
        newText: textEdit.newText,
        range: [toWhole(start), toWhole(end)],
      };
    });
  }

  const shapes: Record<string, string> = {
    'an array': JSON.stringify(entries, undefined, 2),
    'an array in one line': JSON.stringify(entries),
    'an array with CRLF and tabs': JSON.stringify(entries, undefined, '\t').replaceAll('\n', '\r\n'),
    'a list in an object': JSON.stringify({ processes: entries }, undefined, 2),
    'one process': JSON.stringify(entry, undefined, 2),
    'an array with comments': JSON.stringify(entries, undefined, 2).replaceAll(
      '"state"',
      '// it\'s {[ "a\n  /* ]} */ "state"',
    ),
  };

  for (const [name, text] of Object.entries(shapes)) {
    it(`leads to what the whole document would, everywhere in ${name}`, async () => {
      let compared = 0;
      for (let offset = 0; offset <= text.length; offset++) {
        // In the middle of an indentation nothing is different.
        if (/^\s\s$/.test(text.slice(offset - 1, offset + 1))) continue;
        const place = placeOf(text, offset);
        const excerpt = cut(text, offset);
        if (excerpt === undefined || excerpt.text === '[]' || excerpt.text === '[ {}]') continue;
        const here = within(excerpt, place);
        assert.deepEqual(outOf(excerpt, here), place);
        const toWhole = ({ line, character }: Position) => {
          const at = outOf(excerpt, { line, column: character });
          return { line: at.line, character: at.column };
        };
        const found = await offers(excerpt.text, here, toWhole);
        assert.deepEqual(
          found,
          await offers(text, place),
          `at ${offset}: ${text.slice(offset, offset + 20)}`,
        );
        compared += found.length;
      }
      assert.ok(compared > 100, String(compared));
    });
  }

  it('is of the process at the place alone', () => {
    const text = shapes['an array']!;
    const offset = text.indexOf('"assignedTo"') + 3;
    const excerpt = cut(text, offset);
    assert.ok(excerpt);
    assert.deepEqual(JSON.parse(excerpt.text), [entries[1]]);
    assert.equal(text.split('\n')[excerpt.start.line]?.charAt(excerpt.start.column), '{');
  });

  it('is the line alone where each is an entry', () => {
    const lines = ['{"a": {', '{"lead_id": "L-1", "data": {}}', ''];
    const at = (line: number, column: number) => {
      const work = excerptAt(each => (each === line ? lines[each] : undefined), { line, column }, true);
      const step = work.next();
      assert.ok(step.done);
      return step.value;
    };
    assert.deepEqual(at(1, 28), { text: `[${lines[1]}]`, start: { line: 1, column: 0 }, before: 1 });
    assert.equal(at(2, 0)?.text, '[]');
  });

  it('is an empty list between processes, with another where one follows', () => {
    assert.equal(cut('[\n  \n]', 4)?.text, '[]');
    assert.equal(cut('[\n  {},\n  \n]', 11)?.text, '[]');
    assert.equal(cut('[\n  \n  {}]', 4)?.text, '[ {}]');
    assert.equal(cut('[\n  "a"\n]', 7), undefined);
  });

  it('reads no more than it needs where brackets are left open', () => {
    const lines = ['[', '  { "data": {', '    "a": 1,', ...Array<string>(100_000).fill('  { "b": 2 },'), ']'];
    let read = 0;
    const work = excerptAt(line => (read++, lines[line]), { line: 2, column: 4 });
    let step = work.next();
    while (step.done !== true) step = work.next();
    assert.ok((step.value?.text.length ?? 0) > 40_000 && (step.value?.text.length ?? 0) < 160_000);
    assert.ok(read < 20_000, String(read));
  });

  it('is nothing where a process is too large to be read at a key', () => {
    const lines = ['[{', ...Array<string>(10_000).fill('  "some key": "some text",'), '  "', '}]'];
    const work = excerptAt(line => lines[line], { line: 10_001, column: 3 });
    let step = work.next();
    while (step.done !== true) step = work.next();
    assert.equal(step.value, undefined);
  });

  it('is all of a short document without any process', () => {
    assert.deepEqual(cut('', 0), { text: '', start: { line: 0, column: 0 }, before: 0 });
    assert.equal(cut('// nothing\n', 11)?.text, '// nothing\n');
  });
});
