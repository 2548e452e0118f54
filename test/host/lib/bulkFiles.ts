import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Sandbox } from '../../../src/core/sandbox/index';

let made = 0;

/** A lead as the sandbox takes it, with a primary key that no other has. */
export function leadText(more = '', key = newKey()): string {
  return `{ "lead_id": "${key}", "data": { "lead_id": "${key}", "lastname": "Example", "source": "WEB", "score": 1.0${more} } }`;
}

export function newKey(): string {
  return `B-${process.pid}-${Date.now()}-${++made}`;
}

export function leadTexts(count: number): string[] {
  return Array.from({ length: count }, () => leadText());
}

export function listText(entries: readonly string[]): string {
  return `[\n${entries.join(',\n')}\n]\n`;
}

/** A folder for files with entries, gone after the tests. */
export async function bulkFolder(): Promise<{
  write: (name: string, content: string | Uint8Array) => Promise<vscode.Uri>;
  remove: () => Promise<void>;
  readonly path: string;
}> {
  const folder = await mkdtemp(path.join(tmpdir(), 'chakra-bulk-'));
  return {
    path: folder,
    write: async (name, content) => {
      const file = path.join(folder, name);
      await writeFile(file, content);
      return vscode.Uri.file(file);
    },
    remove: async () => rm(folder, { recursive: true, force: true }),
  };
}

/** The bodies of the bulk creates that a sandbox has seen, in their order. */
export function bulkBodies(sandbox: Sandbox): string[] {
  return sandbox.requests
    .filter(({ method, path: at }) => method === 'POST' && at.endsWith('/bulk-create'))
    .map(({ body }) => body);
}
