import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { noCatalog, type Attribute, type Procedure } from '../../../src/core/catalog/model';
import { Anchor } from '../../../src/vscode/values/anchor';
import { findDatePlace, type DateNeeds } from '../../../src/vscode/values/datePlace';

const date = (shortId: string, derived = false): Attribute => ({
  ...{ shortId, name: shortId, type: 'date', required: false, hidden: false, derived },
});
const procedure: Procedure = {
  ...{ key: 'leads', shortId: 'leads', name: 'Leads', attributesFrom: 'config', states: [] },
  attributes: [date('visit'), date('age', true)],
};

/** A document with the cursor at `|`. */
function open(marked: string, path = '/leads.json') {
  const text = marked.replace('|', '');
  const end = text.includes('\r') ? '\r\n' : '\n';
  const lines = text.split(end);
  const offsetAt = ({ line, character }: vscode.Position) =>
    lines.slice(0, line).reduce((sum, one) => sum + one.length + end.length, character);
  const positionAt = (offset: number) => {
    const before = text.slice(0, offset).split(end);
    return new vscode.Position(before.length - 1, before.at(-1)!.length);
  };
  const document = {
    ...{ uri: { path }, languageId: 'json', version: 1, lineCount: lines.length, offsetAt, positionAt },
    getText: (range?: vscode.Range) =>
      range === undefined ? text : text.slice(offsetAt(range.start), offsetAt(range.end)),
    lineAt: (line: number) => ({
      text: lines[line]!,
      range: new vscode.Range(line, 0, line, lines[line]!.length),
    }),
  } as unknown as vscode.TextDocument;
  return { document, text, anchor: new Anchor(document, positionAt(marked.indexOf('|'))) };
}

/** What the stub keeps of an edit. */
interface Edit {
  readonly replaced: readonly { readonly range: vscode.Range; readonly text: string }[];
}

interface Asked {
  /** What was offered, when something was. */
  readonly offered?: readonly string[];
  /** The text with 5 put there. */
  readonly text?: string | undefined;
}

async function insert(marked: string, path?: string): Promise<Asked> {
  const { document, text, anchor } = open(marked, path);
  let offered: readonly string[] | undefined;
  const needs = {
    ui: {
      info: async () => Promise.resolve(undefined),
      pick: async (choices: readonly { label: string; value: unknown }[]) => {
        offered = choices.map(({ label }) => label);
        return Promise.resolve(choices[0]?.value);
      },
    },
    targets: { find: async () => Promise.resolve({ document, binding: { name: 'Leads' }, connection: {} }) },
    catalogs: { peek: () => ({ catalog: noCatalog }) },
    schemas: { isKnown: async () => Promise.resolve(true), procedure: () => procedure },
  } as unknown as DateNeeds;
  const place = await findDatePlace(needs, document, anchor);
  const edit = (await place?.edit('5')) as unknown as Edit | undefined;
  anchor.dispose();
  const written = edit?.replaced.reduce(
    (all, { range, text: put }) =>
      all.slice(0, document.offsetAt(range.start)) + put + all.slice(document.offsetAt(range.end)),
    text,
  );
  return { ...(offered && { offered }), text: written };
}

describe('the place of a date', () => {
  it('at the cursor gets what is missing around it', async () => {
    for (const [text, wanted] of [
      ['{ "data": { "visit":| } }', '{ "data": { "visit": 5 } }'],
      ['{ "data": { "visit": |\n  "b": 1 } }', '{ "data": { "visit": 5,\n  "b": 1 } }'],
      ['{ "data": { "visit": | // when\n\n"b": 1 } }', '{ "data": { "visit": 5, // when\n\n"b": 1 } }'],
      ['{ "data": { "visit": |, "b": 1 } }', '{ "data": { "visit": 5, "b": 1 } }'],
      ['{ "data": { "visit": |\n} }', '{ "data": { "visit": 5\n} }'],
      ['{ "data": { "visit": "|"\n "b": 1 } }', '{ "data": { "visit": 5\n "b": 1 } }'],
    ] as const)
      assert.deepEqual(await insert(text), { text: wanted }, text);
  });

  it('is none that the service calculates', async () => {
    assert.deepEqual(await insert('{ "data": { "age": "|" } }'), {
      offered: ['visit', 'nextActionAt'],
      text: '{ "data": { "age": "", "visit": 5 } }',
    });
  });

  it('is in the process at the cursor alone, whatever the others are, at any of its ends', async () => {
    const wanted = '{"data":{"x":2, "visit": 5}}';
    for (const at of ['|{"data":{"x":2}}', '{"data":{|"x":2}}', '{"data":{"x":2}}|'])
      for (const [before, after, path] of [
        ['', ''],
        ['[{}, {"data":{"visit":1}}, ', ']'],
        ['{"processes": [\r\n{},\r\n', '\r\n]}'],
        ['[{"data": }, {"data": tru}, ', ', {"data":'],
        ['{}\n{"data":\n', '\n{"data":\n', '/leads.jsonl'],
      ] as const) {
        const { text } = await insert(before + at + after, path);
        assert.equal(text, before + wanted + after, before + at + after);
      }
  });

  it('is found in a process that is longer than what is cut out', async () => {
    const long = Array.from({ length: 300 }, (_, number) => `"k${number}": "${'x'.repeat(1000)}"`).join(
      ',\n',
    );
    for (const at of [`|"a": 1,\n${long}`, `${long},\n"a": |true`])
      assert.equal(
        (await insert(`[{ "data": { ${at} } }, {}]`)).text,
        `[{ "data": { ${at.replace('|', '')},\n"visit": 5 } }, {}]`,
      );
  });
});
