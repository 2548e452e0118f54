import { randomUUID } from 'node:crypto';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Binding } from '../../core/binding';
import { isBinding } from '../../core/binding';
import { holdsAny, isMissing } from '../../core/disk';
import { writeAtomically } from '../files';
import type { DraftName } from './draftPath';
import { draftUri, fileTitle } from './draftPath';

/** A draft on disk. */
export interface DraftInfo {
  readonly name: DraftName;
  readonly uri: vscode.Uri;
  readonly binding: Binding | undefined;
  /** Epoch ms of the last write. */
  readonly changedAt: number;
}

const bindingFile = 'binding';

/**
 * Drafts on disk, a folder each: `<id>/<title>.json` is the payload, `<id>/binding` says whose payload it is.
 * Every write is atomic; a draft is only ever deleted by the user.
 */
export class Drafts implements vscode.Disposable {
  readonly #bindings = new Map<string, Binding>();
  readonly #known = new Map<string, vscode.Uri>();
  readonly #changed = new vscode.EventEmitter<void>();
  /** A draft was made, bound anew or deleted. */
  readonly onDidChange = this.#changed.event;
  readonly #written = new vscode.EventEmitter<void>();
  /** The text of a draft was written in this window. */
  readonly onDidWrite = this.#written.event;

  constructor(private readonly folder: string) {}

  /** Makes a draft and returns its URI. */
  async create(binding: Binding, text: string): Promise<vscode.Uri> {
    const names = await this.#names();
    const titles = new Set(names.map(({ title }) => title));
    const ids = new Set(names.map(name => name.id));
    const base = fileTitle(binding.name);
    let number = 1;
    while (titles.has(`${base} ${number}`)) number++;
    let id = shortRandom();
    while (ids.has(id)) id = shortRandom();
    const name = { id, title: `${base} ${number}` };
    await this.#writeBinding(name.id, binding);
    await writeAtomically(this.file(name), text);
    this.#known.set(name.id, draftUri(name));
    this.#changed.fire();
    return draftUri(name);
  }

  /** The binding of a draft that has been opened, listed or made in this window. */
  binding(id: string): Binding | undefined {
    return this.#bindings.get(id);
  }

  async bind(id: string, binding: Binding): Promise<void> {
    await this.#writeBinding(id, binding);
    this.#changed.fire();
  }

  /** The drafts whose binding is known in this window. */
  known(): Iterable<vscode.Uri> {
    return this.#known.values();
  }

  /** Reads a draft's binding from the disk, once. */
  async loadBinding(name: DraftName): Promise<Binding | undefined> {
    return this.#bindings.get(name.id) ?? this.reloadBinding(name);
  }

  /** Reads it again: another window may have bound the draft anew. What was known stays where nothing can be read. */
  async reloadBinding({ id, title }: DraftName): Promise<Binding | undefined> {
    const known = this.#bindings.get(id);
    try {
      const value: unknown = JSON.parse(await readFile(path.join(this.folder, id, bindingFile), 'utf8'));
      if (!isBinding(value) || JSON.stringify(value) === JSON.stringify(known)) return known;
      this.#bindings.set(id, value);
      this.#known.set(id, draftUri({ id, title }));
      this.#changed.fire();
      return value;
    } catch {
      return known;
    }
  }

  /** Writes a draft's text. One that another window has deleted while it was edited here comes back as a whole: with its binding. */
  async write(name: DraftName, content: string | Uint8Array): Promise<void> {
    const binding = this.#bindings.get(name.id);
    if (binding !== undefined && !(await this.#hasBinding(name.id))) {
      await this.#writeBinding(name.id, binding);
      this.#known.set(name.id, draftUri(name));
    }
    await writeAtomically(this.file(name), content);
    this.#written.fire();
  }

  /** Lets everyone who shows drafts read them again. */
  lookAgain(): void {
    this.#changed.fire();
  }

  /** All drafts, the one changed last first. */
  async list(): Promise<DraftInfo[]> {
    const found = await Promise.all((await this.#names()).map(async name => this.#info(name)));
    return found.filter(info => info !== undefined).sort((a, b) => b.changedAt - a.changedAt);
  }

  /** Whether there is one; cheaper than the list. */
  async any(): Promise<boolean> {
    return holdsAny(this.folder);
  }

  async delete({ id }: DraftName): Promise<void> {
    await rm(path.join(this.folder, id), { recursive: true, force: true, maxRetries: 5 });
    this.#bindings.delete(id);
    this.#known.delete(id);
    this.#changed.fire();
  }

  /** The file on disk of a draft. */
  file({ id, title }: DraftName): string {
    return path.join(this.folder, id, `${title}.json`);
  }

  dispose(): void {
    this.#changed.dispose();
    this.#written.dispose();
  }

  async #names(): Promise<DraftName[]> {
    try {
      const ids = await readdir(this.folder);
      const files = await Promise.all(
        ids.map(async id => {
          const names = await readdir(path.join(this.folder, id)).catch(() => []);
          return names
            .filter(name => name.endsWith('.json'))
            .map(name => ({ id, title: name.slice(0, -'.json'.length) }));
        }),
      );
      return files.flat();
    } catch (error) {
      if (isMissing(error)) return [];
      throw error;
    }
  }

  async #info(name: DraftName): Promise<DraftInfo | undefined> {
    try {
      const { mtimeMs } = await stat(this.file(name));
      return { name, uri: draftUri(name), binding: await this.loadBinding(name), changedAt: mtimeMs };
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  /** In doubt it has one: nothing is written over. */
  async #hasBinding(id: string): Promise<boolean> {
    return stat(path.join(this.folder, id, bindingFile)).then(
      () => true,
      (error: unknown) => !isMissing(error),
    );
  }

  async #writeBinding(id: string, binding: Binding): Promise<void> {
    await writeAtomically(path.join(this.folder, id, bindingFile), JSON.stringify(binding));
    this.#bindings.set(id, binding);
  }
}

/** Short, since the breadcrumbs show it. */
function shortRandom(): string {
  return randomUUID().slice(0, 8);
}
