import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ListProblems, type Problem } from '../../../src/core/payload/listProblems';
import { comments } from './jsonText';
import { jsonService, library } from './jsonService';

const bad = { data: { lead_id: 'L', score: 'x', nope: 1 }, state: 'GONE' };
const good = {
  data: { lead_id: 'L-1', firstname: 'Pat', score: 3, temperature: 'HOT' },
  record: { data: { phone_number: '1' } },
};

describe('ListProblems', () => {
  const service = jsonService();
  let checked = 0;
  const checkText = async (text: string): Promise<readonly Problem[]> => {
    checked += 1;
    const document = library.TextDocument.create('x:/list.json', 'json', 1, text);
    const settings = { comments: 'ignore', schemaValidation: 'warning' } as const;
    const found = await service.doValidation(document, service.parseJSONDocument(document), settings);
    return found.map(({ message, range }) => {
      const offset = document.offsetAt(range.start);
      return {
        message: typeof message === 'string' ? message : message.value,
        offset,
        length: document.offsetAt(range.end) - offset,
      };
    });
  };
  const find = async (
    list: ListProblems,
    text: string,
    { check = checkText, inLines = false, most = 1_000, signal = new AbortController().signal } = {},
  ) => list.find(text, check, { inLines, most, signal });
  const told = (problems: readonly Problem[]) =>
    problems
      .map(({ offset, length, message }) => `${offset}+${length} ${message}`)
      .toSorted((a, b) => a.localeCompare(b));

  it('says of each process what the check of the whole list says', async () => {
    const entries = fc.array(
      fc.oneof(
        fc.constant(good),
        fc.constant(bad),
        fc.constant({}),
        fc.constant(5),
        fc.constant('text'),
        fc.constant([good]),
        fc.record({ lead_id: fc.constant(5), data: fc.record({ lead_id: fc.constantFrom('a', 1) }) }),
      ),
      { maxLength: 5 },
    );
    const model = (list: unknown[], filler: string, isHeld: boolean) => {
      const texts = list.map(each => `${filler}${JSON.stringify(each)}${filler}`).join(',');
      return isHeld ? `{"processes": [${texts}]}` : `${filler}[${texts}]`;
    };
    const reused = new ListProblems();
    await fc.assert(
      fc.asyncProperty(entries, comments, fc.boolean(), async (list, filler, isHeld) => {
        const text = model(list, filler, isHeld);
        const whole = told(await checkText(text));
        assert.deepEqual(told(await find(new ListProblems(), text)), whole);
        assert.deepEqual(told(await find(reused, text)), whole);
      }),
      { numRuns: 80 },
    );
  });

  it('takes each of JSON lines for a process, and says in its line what is no JSON', async () => {
    const lines = [JSON.stringify(good), '', `${JSON.stringify(bad)}\r`, '  { "data": ', '{},', '5'];
    const text = lines.join('\n');
    const problems = await find(new ListProblems(), text, { inLines: true });
    const lineOf = (offset: number) => text.slice(0, offset).split('\n').length;
    assert.deepEqual([...new Set(problems.map(({ offset }) => lineOf(offset)))], [3, 4, 5, 6]);
    for (const { offset, length } of problems) assert.ok(!text.slice(offset, offset + length).includes('\n'));
    assert.ok(problems.some(({ message, offset }) => lineOf(offset) === 4 && message === 'Value expected'));
  });

  it('checks only what has changed', async () => {
    const list = new ListProblems();
    const many = Array.from({ length: 50 }, (_, n) => ({ ...bad, assignedTo: `nobody ${n}` }));
    await find(list, JSON.stringify(many, undefined, 2));
    checked = 0;
    const changed = [{}, ...many.slice(0, 20), { ...bad, assignedTo: 'kim' }, ...many.slice(20)];
    const text = JSON.stringify(changed, undefined, 2);
    const problems = await find(list, text);
    assert.equal(checked, 2);
    assert.deepEqual(told(problems), told(await checkText(text)));
  });

  it('checks all anew by another check', async () => {
    const list = new ListProblems();
    const text = JSON.stringify([bad, good]);
    await find(list, text);
    assert.deepEqual(await find(list, text, { check: async () => Promise.resolve([]) }), []);
    assert.notDeepEqual(await find(list, text), []);
  });

  it('ends after as many problems as are wanted', async () => {
    const text = JSON.stringify(Array.from({ length: 100 }, () => bad));
    checked = 0;
    assert.equal((await find(new ListProblems(), text, { most: 10 })).length, 10);
    assert.ok(checked < 10, String(checked));
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    const text = JSON.stringify(Array.from({ length: 100 }, (_, n) => ({ ...bad, n })));
    checked = 0;
    const check = async (entry: string) => {
      if (checked === 3) stop.abort(new Error('no longer wanted'));
      return checkText(entry);
    };
    const list = new ListProblems();
    await assert.rejects(find(list, text, { check, signal: stop.signal }), /no longer wanted/);
    assert.equal(checked, 4);
    await find(list, text, { check });
    assert.equal(checked, 100, 'what was checked before is not checked again');
  });

  it('reads nothing in one go that is too large, above all where brackets are left open', async () => {
    const text = `[{ "data": ${JSON.stringify(Array.from({ length: 5_000 }, () => good))}`;
    let longest = 0;
    const check = async (entry: string) => {
      longest = Math.max(longest, entry.length);
      return Promise.resolve([]);
    };
    await find(new ListProblems(), `${text}, ${text.slice(1)}]}]`, { check });
    await find(new ListProblems(), `[${JSON.stringify(bad)}, ${text.slice(1)}}]`, { check });
    assert.ok(longest > 0 && longest < 200_010, String(longest));
  });

  it('throws for no text', async () => {
    const list = new ListProblems();
    const character = fc.constantFrom('[', ']', '{', '}', '"', ',', ':', '1', 'a', '\\', '\n', '/', '*');
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: character }), fc.boolean(), async (text, inLines) => {
        await find(list, text, { inLines });
        await find(list, `[${text}`, { inLines });
      }),
      { numRuns: 150 },
    );
  });
});
