import assert from 'node:assert/strict';
import Ajv from 'ajv';
import {
  createCompilerHost,
  createProgram,
  createSourceFile,
  ScriptTarget,
  type CompilerOptions,
} from 'typescript';
import type { Attribute, Catalog, Procedure } from '../../src/core/catalog/model';
import { exportedSchema } from '../../src/core/exports/jsonSchema';
import { typeScriptOf } from '../../src/core/exports/typeScript';
import type { Json } from '../../src/core/json';
import { schemaWords } from '../../src/vscode/words/schemaWords';
import { catalog as catalogOf, procedure as procedureOf } from '../unit/schema/sample';

const day = '2026-01-03T00:00:00Z';

const attribute = (type: string, more: Partial<Attribute> = {}): Attribute => ({
  ...{ shortId: type, name: type, type, required: false, hidden: false, derived: false },
  ...(/enum/i.test(type)
    ? { options: [{ value: /string/i.test(type) ? 'HOT' : 1 }, { value: /string/i.test(type) ? 'B' : 2 }] }
    : {}),
  ...more,
});

/** One of each kind that the type tells apart; the rest is the same line of code. */
const types = [
  ...['string', 'datetimeISO8601', 'integer', 'date', 'datetime', 'boolean', 'stringEnum', 'integerEnum'],
  ...['multiIntegerEnum', 'externalObject', 'textArea', 'multiPhotos', 'state', 'new'],
];
const values: readonly Json[] = [day, 'HOT', 5, 1, true, null, [1], [5], {}];

/** Formats and ranges are none of TypeScript's: of these types other texts are not compared. */
const texts: Readonly<Record<string, string>> = { datetimeISO8601: day };

/** What is sent, and the procedure that it is for. */
interface Sample {
  readonly of: string;
  readonly value: Json;
  readonly isEntry: boolean;
}

const key = attribute('string', { shortId: 'id', required: true });
const team: Readonly<Record<string, Procedure>> = {
  free: procedureOf({ attributes: types.map(type => attribute(type)), entity: 'customer' }),
  needed: procedureOf({ attributes: types.map(type => attribute(type, { required: true, derived: true })) }),
  keyed: procedureOf({ attributes: [key, attribute('integer')], primaryKey: 'id' }),
  keyedTop: procedureOf({ attributes: [key], primaryKey: 'id', keyPlace: 'topLevel' }),
  keyedData: procedureOf({ attributes: [key], primaryKey: 'id', keyPlace: 'data' }),
  asked: procedureOf({
    attributes: [{ ...key, required: false }, attribute('integer', { required: true })],
    primaryKey: 'id',
  }),
  partly: procedureOf({ attributes: [attribute('integer')], attributesMissing: 1 }),
  // As types of TypeScript's own library are named.
  record: procedureOf({ attributes: [attribute('integer')] }),
  partial: procedureOf({ attributes: [attribute('integer')] }),
};
const catalog: Catalog = catalogOf({
  procedures: Object.values(team),
  entities: [{ key: 'customer', name: 'Customer', attributes: [attribute('string', { required: true })] }],
});

const shapes: readonly Json[] = [
  {},
  { data: {} },
  { id: 'L' },
  { id: 5 },
  { id: null },
  { data: { id: 'L' } },
  { data: { id: null } },
  { id: 'L', data: {} },
  { id: 'L', data: { id: 'L' } },
  { id: 'L', data: { integer: 5 } },
  { data: { id: 'L', integer: 'x' } },
  { data: { integer: 5 } },
  { data: { other: 1 } },
  { other: 1 },
  { integer: 5 },
  { data: null },
  { data: 'x' },
  { data: { id: 'L', integer: 5 }, record: null },
  { data: { id: 'L', integer: 5 }, record: 'r-1' },
  { data: { id: 'L', integer: 5 }, record: { data: { string: 'x' }, more: 1 } },
  { record: { data: { string: null } } },
  { record: { data: {} } },
  { record: {} },
  { record: { data: { nope: 1 } } },
  { status: 'OPEN' },
  { status: 'open' },
  { state: 'NEW' },
  { state: 'nope' },
  { state: null },
  { nextActionAt: 1767225600000 },
  { nextActionAt: null },
  { assignedTo: 'sam' },
  { assignedTo: null },
];

const samples: readonly Sample[] = [
  ...['free', 'needed'].flatMap(of =>
    types.flatMap(type =>
      values
        .filter(value => typeof value !== 'string' || texts[type] === undefined || texts[type] === value)
        .map(value => ({ of, value: { data: { [type]: value } }, isEntry: false })),
    ),
  ),
  ...['free', 'keyed', 'asked', 'partly'].flatMap(of => shapes.map(value => ({ of, value, isEntry: false }))),
  ...['free', 'keyed', 'keyedTop', 'keyedData', 'partly', 'record', 'partial'].flatMap(of =>
    shapes.map(value => ({ of, value, isEntry: true })),
  ),
];

/** What TypeScript itself must know; its own library takes longer to read than all else. */
const library = `
interface Array<T> { length: number; [index: number]: T }
interface Boolean {} interface Function {} interface CallableFunction {} interface NewableFunction {}
interface IArguments {} interface Number {} interface Object {} interface RegExp {}
interface String { length: number }
`;

/** Which lines of a program TypeScript finds wrong. */
function wrongLines(program: string): ReadonlySet<number> {
  const options: CompilerOptions = { strict: true, noEmit: true, noLib: true, types: [] };
  const host = createCompilerHost(options);
  const file = createSourceFile('samples.ts', program, ScriptTarget.ES2022);
  const known = createSourceFile('library.ts', library, ScriptTarget.ES2022);
  host.getSourceFile = name => (name === 'samples.ts' ? file : known);
  const checked = createProgram(['library.ts', 'samples.ts'], options, host);
  const own = checked.getSourceFile('samples.ts');
  const found = [...checked.getSyntacticDiagnostics(own), ...checked.getSemanticDiagnostics(own)];
  return new Set(found.map(({ start }) => file.getLineAndCharacterOfPosition(start ?? 0).line));
}

describe('the TypeScript type and the JSON Schema of a procedure', () => {
  it('take the same', () => {
    const name = (of: string) => of.slice(0, 1).toUpperCase() + of.slice(1);
    const written = Object.entries(team).map(([of, procedure]) =>
      typeScriptOf({ ...procedure, shortId: of }, catalog, schemaWords),
    );
    const lines = samples.map(({ of, value, isEntry }, at) => {
      const isOwn = isEntry && written.some(text => text.includes(`type ${name(of)}Entry `));
      return `const s${at}: ${name(of)}${isOwn ? 'Entry' : ''} = ${JSON.stringify(value)};`;
    });
    const head = written.join('');
    const first = head.split('\n').length - 1;
    const wrong = wrongLines(head + lines.join('\n'));
    assert.deepEqual(
      [...wrong].filter(line => line < first),
      [],
      'the types themselves are right',
    );
    const ajv = new Ajv({ strict: false, formats: { email: true } });
    const validators = new Map(
      Object.entries(team).map(([of, procedure]) => [
        of,
        ajv.compile(exportedSchema(procedure, catalog, schemaWords)),
      ]),
    );
    const differ = samples.flatMap(({ of, value, isEntry }, at) => {
      const passes = validators.get(of)!(isEntry ? [value] : value);
      return passes === !wrong.has(first + at)
        ? []
        : [`${lines[at]!} ${passes ? 'passes' : 'does not pass'} the schema`];
    });
    assert.deepEqual(differ, []);
  });
});
