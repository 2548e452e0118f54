import type { Uri } from 'vscode';
import type { Procedure } from '../../../../src/core/catalog/model';
import type { Connection } from '../../../../src/core/connection';
import { sandboxConnection } from '../../../../src/core/connection';
import type { PreflightOptions } from '../../../../src/core/bulk/preflight/pool';
import { runInSlices } from '../../../../src/core/slices';
import { setsOf } from '../../../../src/vscode/bulk/create/sets';
import type { CheckedFile } from '../../../../src/vscode/bulk/create/types';
import { lead } from '../../schema/sample';
import { check, leadSchema } from '../preflight/run';

export const production: Connection = {
  id: 'c1',
  name: 'Acme',
  baseUrl: 'https://api.example.com',
  origin: 'https://api.example.com',
  kind: 'production',
};

interface Options {
  readonly connection?: Connection;
  readonly procedure?: Procedure | null;
  readonly strict?: boolean;
  readonly name?: string;
  readonly preflight?: Partial<PreflightOptions>;
  readonly more?: Partial<CheckedFile>;
}

/** A file with this text, as *Bulk Create* has it after the pre-flight. */
export async function checkedFile(text: string, options: Options = {}): Promise<CheckedFile> {
  const { connection = sandboxConnection, strict = false, name = 'leads.json' } = options;
  const procedure = options.procedure === null ? undefined : (options.procedure ?? lead);
  const outcome = await check(text, {
    ...(procedure === undefined ? {} : { procedure, schema: leadSchema }),
    ...options.preflight,
  });
  if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
  const file = { path: `/work space/${name}`, fsPath: `/work space/${name}` } as unknown as Uri;
  return {
    target: {
      file,
      binding: { connectionId: connection.id, procedureKey: 'p1', shortId: 'lead', name: 'Lead' },
      connection,
      procedure,
    },
    outcome,
    unchecked: procedure === undefined ? { why: 'noProcedure' } : undefined,
    schemaHash: undefined,
    sets: await runInSlices(setsOf(outcome.report, strict)),
    strict,
    stamp: '',
    ...options.more,
  };
}

/** A list of entries, each on a line of its own. */
export function listOf(entries: readonly (string | object)[]): string {
  return `[\n${entries.map(entry => (typeof entry === 'string' ? entry : JSON.stringify(entry))).join(',\n')}\n]`;
}
