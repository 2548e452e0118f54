import assert from 'node:assert/strict';
import { findProcedure } from '../../../src/core/catalog/find';
import type { Catalog } from '../../../src/core/catalog/model';
import { checkPayload, type Finding } from '../../../src/core/payload/check';
import { buildSchema } from '../../../src/core/schema/build';
import { compileValidator, type Validate } from '../../../src/core/schema/validator';
import type { SandboxChoices } from '../../../src/core/sandbox';
import { schemaWords } from '../../../src/vscode/words/schemaWords';

/** By schema: compiling one takes longer than all the rest. */
const validators = new Map<string, Validate>();

/** The check of payloads of a procedure, as the editor has it. */
export function checkerOf(catalog: Catalog, shortId: string): (payload: string) => readonly Finding[] {
  const procedure = findProcedure(catalog, shortId);
  assert.ok(procedure);
  const schema = buildSchema(procedure, catalog, schemaWords);
  const key = JSON.stringify(schema);
  const validate = validators.get(key) ?? compileValidator(schema);
  validators.set(key, validate);
  return payload => checkPayload(payload, { validate, procedure });
}

const data = (more = '') => `"data": { "lead_id": "L-1", "lastname": "Ødegård", "source": "WEB"${more} }`;

/** Payloads and what the check has against them; `config`: only where the config tells the attributes. */
const verdicts: readonly {
  readonly payload: string;
  readonly code?: Finding['code'];
  readonly config?: true;
}[] = [
  { payload: `{ ${data(', "score": 7, "interests": ["PV"], "budget": 1.5, "wants_newsletter": true')} }` },
  { payload: `{ ${data()}, "record": { "data": { "customer_name": "Pat" } }, "status": "OPEN" }` },
  { payload: `{ ${data()}, "state": "QUALIFIED", "assignedTo": "asha.rao", "nextActionAt": 1767225600000 }` },
  { payload: '{ "data": { "lead_id": "L-1", "lastname": "Ødegård" } }', code: 'missing', config: true },
  { payload: `{ ${data(', "nope": 1')} }`, code: 'unknownAttribute', config: true },
  { payload: `{ ${data(', "old_rating": 1')} }`, code: 'unknownAttribute', config: true },
  { payload: `{ ${data(', "score": "7"')} }`, code: 'type', config: true },
  { payload: `{ ${data(', "interests": ["TV"]')} }`, code: 'option', config: true },
  { payload: `{ ${data(', "full_name": "Kim"')} }`, code: 'derived', config: true },
  { payload: `{ ${data()}, "record": { "data": { "nope": 1 } } }`, code: 'unknownAttribute', config: true },
  { payload: `{ ${data()}, "nope": 1 }`, code: 'unknownField' },
  { payload: `{ ${data()}, "state": "PLANNED" }`, code: 'option' },
  { payload: `{ ${data()}, "assignedTo": "former.colleague" }`, code: 'unknownUser' },
];

/** What the editor says to some payloads is the same whatever the config looks like. */
export function checkVerdicts(catalog: Catalog, choices: SandboxChoices): void {
  const check = checkerOf(catalog, 'lead');
  for (const { payload, code, config } of verdicts) {
    const known = config !== true || choices.attributeLinks !== 'none';
    const codes = check(payload).map(finding => finding.code);
    assert.deepEqual(codes, known && code !== undefined ? [code] : [], payload);
  }
}
