import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { EntrySet } from '../../../src/core/bulk/entrySet';
import { JournalStore, type StoreOptions } from '../../../src/core/bulk/journal/store';
import type { RunPhase, RunRecord } from '../../../src/core/bulk/records';
import type { RunLimits } from '../../../src/core/bulk/run/limits';
import { scan } from '../../../src/core/bulk/scan/scan';
import { openFile } from '../../../src/core/bulk/scan/source';
import type { Connection } from '../../../src/core/connection';
import type { Sandbox } from '../../../src/core/sandbox/index';
import type { TestApi } from '../../../src/extension';
import { Runs } from '../../../src/vscode/bulk/runs/runs';
import type { NewRun } from '../../../src/vscode/bulk/types';

/** Few entries a request, so that a small file makes many. */
export const smallLimits: RunLimits = {
  chunkEntries: 5,
  chunkBytes: 100_000,
  firstInFlight: 2,
  maxInFlight: 2,
  maxJobs: 10,
};

/** A folder that is gone after the tests. */
export async function newFolder(): Promise<{ readonly path: string; dispose(): void }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'chakra-runs-'));
  return { path: folder, dispose: () => void rm(folder, { recursive: true, force: true, maxRetries: 5 }) };
}

/** Runs whose journals are in a folder of the test's own: another window, as far as locks go. */
export function runsIn(
  folder: string,
  { services }: TestApi,
  keepDays = 30,
  disk: Pick<StoreOptions, 'openForAppend'> = {},
): Runs {
  const { gateway, connections, tokens, log } = services;
  return new Runs({
    store: new JournalStore(folder, { redact: text => log.redactor.redact(text), ...disk }),
    gateway,
    connections,
    tokens,
    log,
    limits: () => smallLimits,
    keepDays: () => keepDays,
  });
}

let files = 0;

/** A file of so many leads with keys that no other has, and a run over all of it. */
export async function newRun(folder: string, connection: Connection, count: number): Promise<NewRun> {
  const prefix = `R-${process.pid}-${Date.now()}-${++files}`;
  const leads = Array.from(
    { length: count },
    (_, i) =>
      `  { "data": { "lead_id": "${prefix}-${i}", "lastname": "Example", "source": "WEB", "score": 1.0 } }`,
  );
  const file = path.join(folder, `leads ${files}.json`);
  await writeFile(file, `[\n${leads.join(',\n')}\n]\n`);
  const source = await openFile(file);
  const result = await scan(source);
  await source.close();
  assert.ok(result.ok);
  return {
    file: vscode.Uri.file(file),
    size: result.size,
    sha256: result.sha256,
    index: result.index,
    connection,
    procedure: { shortId: 'lead', name: 'Lead' },
    primaryKey: 'lead_id',
    schemaHash: undefined,
    entries: EntrySet.range(0, count),
    leftOut: EntrySet.empty,
    origin: 'all',
  };
}

/** Writes the journal of a run that came to this phase 40 days ago. Returns its id. */
export async function oldRun(folder: string, like: RunRecord, id: string, phase: RunPhase): Promise<string> {
  const at = Date.now() - 40 * 86_400_000;
  const journal = await new JournalStore(folder, { redact: text => text }).create({
    ...like,
    id,
    family: id,
    at,
  });
  await journal.append({ t: 'phase', at, phase: { kind: 'running' } });
  await journal.append({ t: 'phase', at, phase });
  await journal.close();
  return id;
}

/** How many bulk creates a sandbox has seen. */
export function posts(sandbox: Sandbox): number {
  return sandbox.requests.filter(({ path: at }) => at.endsWith('/bulk-create')).length;
}

/** Holds that a sandbox has each entry of a run's file once, and how many of them. */
export async function assertOnce(sandbox: Sandbox, run: NewRun, count: number): Promise<void> {
  const text = await readFile(run.file.fsPath, 'utf8');
  const keys = [...text.matchAll(/"lead_id": "([^"]+)"/g)].map(([, key]) => key);
  const stored = sandbox.store.processes('lead').map(({ data }) => data['lead_id']);
  const found = stored.filter(key => keys.some(one => one === key));
  assert.equal(new Set(found).size, found.length, 'something is there twice');
  assert.equal(found.length, count);
}

/**
 * What a crash leaves of a run: its journal as it is at this moment with half a record behind it, and the lock of a process that is dead.
 * @returns the journal's text
 */
export async function crash(from: string, to: string, id: string): Promise<string> {
  const text = await readFile(path.join(from, `${id}.journal`), 'utf8');
  const last = text.trimEnd().split('\n').at(-1) ?? '';
  await mkdir(path.join(to, `${id}.lock`), { recursive: true });
  await writeFile(path.join(to, `${id}.journal`), text + last.slice(0, last.length / 2));
  const lock = path.join(from, `${id}.lock`);
  const [held] = (await readdir(lock)).filter(name => /^\d+$/.test(name));
  const [first = ''] = (await readFile(path.join(lock, held!), 'utf8')).split('\n');
  const owner = JSON.parse(first) as object;
  const { pid } = spawnSync(process.execPath, ['-e', '0'], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  });
  await writeFile(path.join(to, `${id}.lock`, held!), JSON.stringify({ ...owner, pid, id: 'dead' }));
  return text;
}
