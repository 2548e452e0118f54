import assert from 'node:assert/strict';
import Ajv from 'ajv';
import { transpileModule } from 'typescript';
import type { Attribute, Catalog, Procedure } from '../../../src/core/catalog/model';
import { exportedSchema } from '../../../src/core/exports/jsonSchema';
import { typeScriptOf } from '../../../src/core/exports/typeScript';
import { schemaWords } from '../../../src/vscode/words/schemaWords';

const attribute = (shortId: string, type: string, more: Partial<Attribute> = {}): Attribute => ({
  ...{ shortId, name: shortId, type, required: false, hidden: false, derived: false },
  ...more,
});

const lead: Procedure = {
  key: 'k',
  shortId: 'solar_lead',
  name: 'Lead */ `x`',
  entity: 'customer',
  attributes: [
    attribute('lead_id', 'stringId', { required: true, name: 'Lead\nid */' }),
    attribute('score', 'integer'),
    attribute('source', 'stringEnum', {
      options: [{ value: 'WEB' }, { value: "FA'IR\u2028" }, { value: 'WEB', label: 'Website' }],
    }),
    attribute('stars', 'multiIntegerEnum', { options: [{ value: 1 }, { value: 2 }] }),
    attribute('due date', 'date'),
    attribute('errorMessage', 'boolean'),
    attribute('place', 'googleAddress'),
    attribute('site', 'url'),
    attribute('pictures', 'multiPhotos'),
    attribute('full_name', 'text', { derived: true, required: true }),
    attribute('score', 'text'),
  ],
  attributesFrom: 'config',
  states: [
    { shortId: 'NEW', name: 'New' },
    { shortId: 'WON', name: 'Won' },
  ],
  primaryKey: 'lead_id',
};

const catalog: Catalog = {
  ...{ version: 1, fetchedAt: 0, team: null, procedures: [lead], unresolved: [] },
  entities: [
    { key: 'customer', name: 'Customer', attributes: [attribute('vat', 'text', { required: true })] },
  ],
  users: [{ username: 'ines', name: 'Ines', isActive: true, isDeleted: false }],
};

describe('the JSON Schema of a procedure for other tools', () => {
  const schema = exportedSchema(lead, catalog, schemaWords);

  it('is taken by a strict validator, and judges as the editor does', () => {
    const validate = new Ajv({
      strict: true,
      strictTypes: false,
      strictRequired: false,
      formats: { email: true },
    }).compile(schema);
    assert.ok(
      validate({
        data: { lead_id: 'L-1', score: 1, source: 'WEB', errorMessage: true },
        state: 'NEW',
        assignedTo: 'x',
      }),
    );
    assert.ok(validate([{ lead_id: 'L-1', data: {} }]));
    for (const wrong of [
      { data: {} },
      { data: { lead_id: 'L', source: 'web' } },
      { data: { lead_id: 'L', nope: 1 } },
      { data: { lead_id: 'L', errorMessage: 1 } },
    ])
      assert.ok(!validate(wrong), JSON.stringify(wrong));
  });

  it('says what options mean, and names no user', () => {
    const text = JSON.stringify(schema);
    assert.ok(text.includes('- \\"WEB\\": Website'), text);
    assert.ok(!/ines|Ines|defaultSnippets|doNotSuggest|enumDescriptions/.test(text));
  });
});

describe('the TypeScript type of a procedure', () => {
  const type = typeScriptOf(lead, catalog, schemaWords);

  it('is what Create takes', () => {
    const bare = type.replace(/^ *\/\*\*.*\n/gm, '');
    assert.equal(
      bare,
      `export type SolarLead = {
  lead_id?: string;
  data?: {
    lead_id?: string;
    score?: number | null;
    source?: 'WEB' | 'FA\\'IR\\u{2028}' | null;
    stars?: (1 | 2)[] | string | number | boolean | null | { [key: string]: unknown };
    'due date'?: number | string | null;
    errorMessage?: boolean | null;
    place?: unknown;
    site?: unknown;
    pictures?: unknown;
    full_name?: string;
  };
  record?:
    | {
      data: {
        vat?: string;
      };
      [field: string]: unknown;
    }
    | string
    | null;
  status?: 'OPEN' | 'COMPLETED' | 'CANCELLED';
  state?: 'NEW' | 'WON';
  nextActionAt?: number;
  assignedTo?: string;
} & ({ lead_id: unknown } | { data: { lead_id: unknown } });
`,
    );
    assert.match(type, /@deprecated .*\n {4}full_name/);
  });

  it('is right TypeScript whatever the service names things', () => {
    const { diagnostics } = transpileModule(type, { reportDiagnostics: true });
    assert.deepEqual(diagnostics, []);
    const hostile = {
      ...lead,
      shortId: '9 \u202e*/',
      name: '*/ }',
      attributes: [attribute('*/ "\'', 'text', { name: '*/' })],
    };
    assert.deepEqual(
      transpileModule(typeScriptOf(hostile, catalog, schemaWords), { reportDiagnostics: true }).diagnostics,
      [],
    );
  });

  it('lets other attributes through where the config does not name them all', () => {
    const learnt = {
      ...lead,
      attributes: [attribute('a', 'text', { learnt: true })],
      attributesFrom: 'list' as const,
    };
    assert.match(
      typeScriptOf(learnt, { entities: [] }, schemaWords),
      /data\?: \{\n.*\n {4}a\?: unknown;\n {4}\[attribute: string\]: unknown;/,
    );
  });
});
