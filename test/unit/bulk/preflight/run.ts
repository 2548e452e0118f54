import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import {
  preflight,
  type PreflightOptions,
  type PreflightOutcome,
  type WorkerLike,
} from '../../../../src/core/bulk/preflight/pool';
import { serve } from '../../../../src/core/bulk/preflight/server';
import type { Cause, PreflightReport } from '../../../../src/core/bulk/preflight/report';
import type { Procedure } from '../../../../src/core/catalog/model';
import { buildSchema, type SchemaWords } from '../../../../src/core/schema/build';
import { acme, lead } from '../../schema/sample';

/** A worker that runs in this thread, behind the same kind of line. */
export function inThread(): WorkerLike & { terminated: boolean } {
  const { port1, port2 } = new MessageChannel();
  serve(port2);
  const worker = {
    terminated: false,
    postMessage: (request: unknown) => port1.postMessage(request),
    on: (event: string, listener: (...message: never[]) => void) =>
      event === 'message' && port1.on(event, listener as (message: unknown) => void),
    terminate: () => {
      worker.terminated = true;
      port1.close();
    },
  };
  return worker;
}

const words = new Proxy({}, { get: (_, name) => () => String(name) }) as SchemaWords;

export const leadSchema = buildSchema(lead, acme, words);

export const limits = { entries: 500, bytes: 1_000_000 };

/** Writes a file, and runs the pre-flight over it. */
export async function check(
  content: string | Uint8Array,
  options: Partial<PreflightOptions> & { file?: (path: string) => Promise<void> } = {},
): Promise<PreflightOutcome> {
  const dir = await mkdtemp(path.join(tmpdir(), 'chakra-preflight-'));
  const file = path.join(dir, 'file.json');
  try {
    await writeFile(file, content);
    return await preflight({ path: file, limits, start: inThread, ...options });
  } finally {
    await rm(dir, { recursive: true });
  }
}

/** The report on a list with these entries, checked as leads unless said otherwise. */
export async function report(
  entries: readonly (string | object)[],
  options: Partial<PreflightOptions> = { schema: leadSchema, procedure: lead },
): Promise<PreflightReport> {
  const texts = entries.map(entry => (typeof entry === 'string' ? entry : JSON.stringify(entry)));
  const outcome = await check(`[${texts.join(',\n')}]`, options);
  if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
  return outcome.report;
}

export function cause(found: PreflightReport, code: Cause['code']): Cause | undefined {
  return found.causes.find(candidate => candidate.code === code);
}

export const keyed: Procedure = { ...lead, attributes: [], attributesFrom: 'none' };

/** A lead without a flaw. */
export function rightLead(id: string, more: object = {}, data: object = {}): object {
  return { lead_id: id, data: { firstname: 'Ann', score: 5, temperature: 'HOT', ...data }, ...more };
}
