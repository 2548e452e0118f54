import * as vscode from 'vscode';
import type { Bindings } from './bindings';
import { Disposables } from '../events';
import type { SchemaReach } from './reach';
import type { Schemas } from './schemas';

export const schemaScheme = 'chakra-schema';

/** With an authority: VS Code complains of a registry's URL that has no `//`. */
const registryUri = vscode.Uri.from({ scheme: schemaScheme, authority: 'chakra', path: '/registry.json' });

export function schemaUri(id: string): vscode.Uri {
  return vscode.Uri.from({ scheme: schemaScheme, path: `/schemas/${id}.json` });
}

/**
 * True when this VS Code reads `contributes.jsonValidationRegistry` (1.131 and later). Older ones find a draft's schema
 * through its `$schema` property; other payloads get our own check instead.
 */
export function hasSchemaRegistry(version: string = vscode.version): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 1 || minor >= 131;
}

const linesToSchema = 20;
/** Blanks and comments in one way only, so that nothing is tried twice. */
const filler = /(?:\s|\/\/[^\n]*\n|\/\*(?:[^*]|\*(?!\/))*\*\/)*/.source;
const draftBeginning = new RegExp(`^${filler}\\{${filler}"\\$schema"${filler}:${filler}"chakra-schema:`);

/** True for a draft that leads the JSON editor to its schema by itself. */
export function namesSchema(document: vscode.TextDocument): boolean {
  // Whoever puts more lines before it has moved it: the JSON editor would find it all the same, and then both check.
  const start = document.getText(new vscode.Range(0, 0, linesToSchema, 0));
  return draftBeginning.test(start);
}

/** Serves a schema that allows everything: without any the JSON editor would offer words of its own. */
const openSchemaId = '0';

/**
 * The file system `chakra-schema:`, read-only and from memory: `/registry.json` tells VS Code's JSON editor which
 * document has which schema, `/schemas/<id>.json` are the schemas. It never fails for a schema that may come later.
 */
export class SchemaFileSystem implements vscode.FileSystemProvider, vscode.Disposable {
  readonly #held = new Disposables();
  readonly #changed = this.#held.add(new vscode.EventEmitter<vscode.FileChangeEvent[]>());
  readonly onDidChangeFile = this.#changed.event;
  #registry = '';
  #version = 1;

  constructor(
    private readonly bindings: Bindings,
    private readonly schemas: Schemas,
    private readonly reach: SchemaReach,
  ) {
    this.#held.add(bindings.onDidChange(() => this.#follow()));
    this.#held.add(reach.onDidChange(() => this.#follow()));
    this.#held.add(schemas.onDidChange(id => this.#fire(schemaUri(id))));
    this.#registry = this.#makeRegistry();
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  stat(uri: vscode.Uri): vscode.FileStat {
    const size = Buffer.byteLength(this.#text(uri));
    return { type: vscode.FileType.File, ctime: 0, mtime: this.#version, size };
  }

  readFile(uri: vscode.Uri): Uint8Array {
    return Buffer.from(this.#text(uri));
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  writeFile(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  delete(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  rename(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  dispose(): void {
    this.#held.dispose();
  }

  #text(uri: vscode.Uri): string {
    if (uri.path === registryUri.path) return this.#registry;
    const id = /^\/schemas\/([0-9a-f]+)\.json$/.exec(uri.path)?.[1];
    if (id === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    return id === openSchemaId ? '{}' : (this.schemas.text(id) ?? this.#serveLate(id));
  }

  /** VS Code may ask for a schema before anything else in this window did: it is made then. */
  #serveLate(id: string): string {
    for (const [, binding] of this.bindings.all()) {
      if (this.schemas.idOf(binding) === id) return this.schemas.serve(binding).text;
    }
    return '{}';
  }

  #makeRegistry(): string {
    const byId = new Map<string, string[]>();
    for (const [uri, binding] of this.bindings.all()) {
      const id = this.reach.isLargeList(uri) ? openSchemaId : this.schemas.idOf(binding);
      const matches = byId.get(id) ?? [];
      matches.push(fileMatch(uri));
      byId.set(id, matches);
    }
    const schemas = [...byId].map(([id, fileMatch]) => ({ url: schemaUri(id).toString(), fileMatch }));
    return JSON.stringify({ schemas });
  }

  #follow(): void {
    const registry = this.#makeRegistry();
    if (registry === this.#registry) return;
    this.#registry = registry;
    this.#fire(registryUri);
  }

  #fire(uri: vscode.Uri): void {
    this.#version++;
    this.#changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
  }
}

/**
 * The pattern that fits a document: its URI not encoded, as VS Code compares it. A pattern is a glob, so `?` (any
 * character) stands for each character of a file's name that would mean something there.
 */
function fileMatch(uri: vscode.Uri): string {
  return uri.toString(true).replace(/[[\]{}*!()]/g, '?');
}
