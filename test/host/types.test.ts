import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { isDocumented, kindOf } from '../../src/core/schema/kind';
import { configAttribute, documentedTypes } from '../unit/schema/documentedTypes';
import { resolve } from '../unit/schema/snippet';
import { inside } from './lib/inside';
import type { Script } from './lib/script';
import { data, startService, type Service } from './lib/service';
import { closeAll, completions, labelOf, newScript, openDraft, run, setPayload, until } from './lib/world';

/** A value that means something to people, and what the hover says of it. */
const telling: Readonly<Record<string, readonly [string, RegExp]>> = {
  date: ['1767225600000', /If these are milliseconds since 1970:.*2026-01-01T00:00:00Z \(UTC\)/s],
  datetime: ['1767225600000', /2026-01-01T00:00:00Z \(UTC\)/],
  datetimeISO8601: ['"2026-01-01T01:00:00+01:00"', /2026-01-01T00:00:00Z \(UTC\)/],
  time: ['34200', /If these are seconds since midnight: 9:30/],
  monthOfYear: ['3', /If months are counted from 1: March/],
  stringEnum: ['"HOT"', /HOT.*Hot: Call today/],
  integerEnum: ['1', /1.*Hot: Call today/],
  floatEnum: ['1', /1.*Hot: Call today/],
  multiStringEnum: ['["HOT", "COLD"]', /HOT: Hot \(Call today\).*COLD: Cold/s],
  multiIntegerEnum: ['[1, 2]', /1: Hot \(Call today\).*2: Cold/s],
  multiFloatEnum: ['[1, 2]', /1: Hot \(Call today\).*2: Cold/s],
  state: ['"NEW"', /New \(NEW\): default start state|NEW.*New \(default start state\)/],
  status: ['"OPEN"', /Being worked on/],
  user: ['"sam.lee"', /Sam Lee/],
  username: ['"sam.lee"', /Sam Lee/],
};

const number = ['"12345678901234567890"', /^Write as a number: 12345678901234567890$/] as const;
const text = ['12345678901234567890', /^Write as text: "12345678901234567890"$/] as const;
const option = ['"hot"', /^Change to (?:HOT|1) \(Hot\)$/] as const;
const options = ['["hot"]', option[1]] as const;
const ms = ['"2026-01-01T00:00:00Z"', /^Write as milliseconds since 1970: 1767225600000 \(/] as const;

/** A value that is written otherwise than the type wants it, and what is offered for it. */
const mended: Readonly<Record<string, readonly [string, RegExp]>> = {
  ...{ string: text, text, stringId: text, name: text, email: text, phone: text, photo: text, audio: text },
  ...{ integer: number, integerId: number, number, float: number, decimal: number, datetime: ms, date: ms },
  ...{ stringEnum: option, integerEnum: option, floatEnum: option },
  ...{ multiStringEnum: options, multiIntegerEnum: options, multiFloatEnum: options },
  boolean: ['"True"', /^Write as true or false: true$/],
  datetimeISO8601: ['1767225600000', /^Write as ISO 8601: 2026-01-01T00:00:00Z$/],
  state: ['"new"', /^Change to NEW \(New\)$/],
  status: ['"Open"', /^Change to OPEN$/],
  user: ['"Sam Lee"', /^Change to sam\.lee \(Sam Lee\)$/],
  username: ['"SAM.LEE"', /^Change to sam\.lee \(Sam Lee\)$/],
};

/** A text as Markdown shows it. */
function shown(markdown: string): string {
  return markdown.replaceAll('&nbsp;', ' ').replace(/\\([\\`*_{}[\]()#+\-.!~<>|@])/g, '$1');
}

describe('every documented attribute type', () => {
  const words = documentedTypes(process.env['CHAKRA_TEST_ROOT']);
  const keyOf = (word: string) => `a_${words.indexOf(word)}`;
  let script: Script;
  let service: Service;
  let editor: vscode.TextEditor;
  /** The type of each attribute as the catalog has it. */
  let types: ReadonlyMap<string, { readonly type: string; readonly documented: boolean }>;

  before(async () => {
    script = await newScript();
    const procedures = [
      {
        ...{ id: 'p1', shortId: 'all', name: 'Everything' },
        attributes: words.map(word => configAttribute(word, keyOf(word))),
        states: [{ id: 's1', shortId: 'NEW', name: 'New' }],
        defaultStartState: 's1',
      },
    ];
    service = await startService(({ path }) => {
      if (path === '/v1/ext/config') return data({ procedures });
      return data(path === '/v1/ext/users' ? [{ id: 'u1', username: 'sam.lee', name: 'Sam Lee' }] : []);
    });
    script
      .plan('input', /^Name/, 'Types')
      .plan('input', /^Base URL/, service.baseUrl)
      .plan('pick', /^Kind/, 'Test')
      .plan('input', /^Token/, 'some-token-0123456789');
    await run('addConnection');
    editor = await openDraft(script, 'Everything');
    const { services } = await inside();
    const { catalog } = services.catalogs.peek(services.connections.active()!);
    types = new Map(
      catalog!.procedures[0]!.attributes.map(one => [
        one.shortId,
        { type: one.type, documented: isDocumented(kindOf(one)) },
      ]),
    );
    assert.equal(types.size, words.length);
  });

  after(async () => {
    await closeAll();
    await service.stop();
    script.done();
  });

  const write = async (value: (type: string) => string | undefined) => {
    const rows = words.flatMap(word => {
      const json = value(types.get(keyOf(word))!.type);
      return json === undefined ? [] : [`    "${keyOf(word)}": ${json}`];
    });
    await setPayload(editor, `{\n  "data": {\n${rows.join(',\n')}\n  }\n}\n`);
  };
  const placeOf = (word: string) => {
    const { document } = editor;
    return document.positionAt(document.getText().indexOf(`"${keyOf(word)}"`) + 1);
  };

  it('has a hover that says what the service wants, and what the value means', async () => {
    await write(type => telling[type]?.[0] ?? 'null');
    const { document } = editor;
    for (const word of words) {
      const { type, documented } = types.get(keyOf(word))!;
      const said = await until(`the hover of ${type}`, async () => {
        const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
          'vscode.executeHoverProvider',
          document.uri,
          placeOf(word),
        );
        const parts = hovers.flatMap(({ contents }) => contents as vscode.MarkdownString[]);
        const all = shown(parts.map(part => part.value).join('\n'));
        const [, meaning] = telling[type] ?? [undefined, /^/];
        return all.includes(`Type: ${type}.`) && meaning.test(all) && all;
      });
      assert.equal(said.includes('No page says how this type is written'), !documented, said);
    }
  });

  it('has a quick fix where its value can be read as another one', async () => {
    await write(type => mended[type]?.[0]);
    const { document } = editor;
    await until('all quick fixes', async () => {
      const lines = new Set<string>();
      for (let line = 0; line < document.lineCount; line++) {
        const [, key] = /"(a_\d+)"/.exec(document.lineAt(line).text) ?? [];
        if (key === undefined) continue;
        const found = await vscode.commands.executeCommand<vscode.CodeAction[]>(
          'vscode.executeCodeActionProvider',
          document.uri,
          document.lineAt(line).range.with({ end: document.lineAt(line).range.end.translate(0, -1) }),
        );
        const { type } = types.get(key)!;
        if (found.some(({ title }) => mended[type]![1].test(title))) lines.add(type);
      }
      return Object.keys(mended).every(type => lines.has(type));
    });
  });

  it('is inserted with a value that fits, or with a list to choose from', async () => {
    await setPayload(editor, '{\n  "data": {\n    \n  }\n}\n');
    const { document } = editor;
    const place = document.positionAt(document.getText().indexOf('\n    \n') + 5);
    const items = await until('all attributes', async () => {
      const found = await completions(document.uri, place);
      return words.every(word => found.some(item => labelOf(item) === keyOf(word))) && found;
    });
    const asks = /^(?:(?:string|integer|float)Enum|boolean|state|status|user|username)$/;
    for (const word of words) {
      const { type } = types.get(keyOf(word))!;
      const { insertText } = items.find(item => labelOf(item) === keyOf(word))!;
      const inserted = resolve(insertText instanceof vscode.SnippetString ? insertText.value : insertText!);
      if (asks.test(type)) assert.match(inserted, /^"a_\d+": ?(?:false|true)?$/, type);
      else assert.ok(keyOf(word) in (JSON.parse(`{${inserted}}`) as object), `${type}: ${inserted}`);
    }
  });

  it('is never called wrong where no page says how it is written', async () => {
    for (const value of ['"x"', '5', '[{ "a": 1 }]']) {
      await write(type => {
        const isOpen = [...types.values()].some(one => one.type === type && !one.documented);
        return isOpen ? value : type === 'email' ? '5' : undefined;
      });
      // That of the documented one says that the check is done.
      const problems = await until('the check', () => {
        const found = vscode.languages.getDiagnostics(editor.document.uri);
        const texts = found.map(({ range }) => editor.document.lineAt(range.start.line).text.trim());
        return texts.length > 0 && texts.includes(`"${keyOf('email')}": 5,`) && texts;
      });
      assert.deepEqual(problems, [`"${keyOf('email')}": 5,`]);
    }
  });
});
