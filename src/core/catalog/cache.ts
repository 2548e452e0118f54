import type { Catalog } from './model';
import { runInSlices } from '../slices';
import { isEntity, isHeader, isProcedure, isUser, type Guard, type Header } from './stored';

/** A folder of small text files. */
export interface TextFiles {
  /** Undefined when there is no such file. */
  read(name: string): Promise<string | undefined>;
  /** All or nothing. */
  write(name: string, text: string): Promise<void>;
  remove(name: string): Promise<void>;
}

/**
 * Catalogs on disk, one file for each connection: a header and one line of JSON for each procedure, entity and user, so that a large one
 * can be read and written in slices.
 */
export class CatalogCache {
  private readonly queues = new Map<string, Promise<void>>();

  constructor(private readonly files: TextFiles) {}

  /**
   * What was saved for a connection. Undefined for another version, another origin, a torn or foreign file, or one that cannot be read;
   * never throws.
   */
  async load(connectionId: string, origin: string): Promise<Catalog | undefined> {
    try {
      const text = await this.files.read(fileOf(connectionId));
      if (text === undefined) return undefined;
      return await runInSlices(parse(text, connectionId, origin));
    } catch {
      return undefined;
    }
  }

  /** Saves a catalog; rejects with the error of the file system. Calls for one connection run one after the other. */
  async save(connectionId: string, origin: string, catalog: Catalog): Promise<void> {
    const name = fileOf(connectionId);
    await this.queued(name, async () => {
      await this.files.write(name, await runInSlices(format(catalog, connectionId, origin)));
    });
  }

  /** Deletes what was saved, also by a save that is still under way. */
  async remove(connectionId: string): Promise<void> {
    const name = fileOf(connectionId);
    await this.queued(name, () => this.files.remove(name));
  }

  private async queued(name: string, task: () => Promise<void>): Promise<void> {
    const before = this.queues.get(name) ?? Promise.resolve();
    const done = before.then(task, task);
    this.queues.set(name, done);
    try {
      await done;
    } finally {
      if (this.queues.get(name) === done) this.queues.delete(name);
    }
  }
}

/** A file name for any connection id, the same on every file system. */
function fileOf(connectionId: string): string {
  const safe = connectionId.replace(
    /[^a-z0-9-]/gu,
    character => `_${character.codePointAt(0)?.toString(16) ?? ''}_`,
  );
  return `catalog-${safe}.jsonl`;
}

function* format(catalog: Catalog, connection: string, origin: string): Generator<void, string, void> {
  const { version, fetchedAt, team, unresolved, procedures, entities, users, usersPartial } = catalog;
  const header: Header = {
    format: 'chakra-catalog',
    version,
    connection,
    origin,
    fetchedAt,
    team,
    unresolved,
    procedures: procedures.length,
    entities: entities.length,
    users: users.length,
    ...(usersPartial && { usersPartial }),
  };
  const lines = [JSON.stringify(header)];
  for (const thing of [...procedures, ...entities, ...users]) {
    lines.push(JSON.stringify(thing));
    yield;
  }
  return `${lines.join('\n')}\n`;
}

function* parse(
  text: string,
  connection: string,
  origin: string,
): Generator<void, Catalog | undefined, void> {
  const lines = new Lines(text);
  const header = lines.next();
  if (!isHeader(header) || header.connection !== connection || header.origin !== origin) return undefined;
  const procedures = yield* things(lines, header.procedures, isProcedure);
  const entities = procedures && (yield* things(lines, header.entities, isEntity));
  const users = entities && (yield* things(lines, header.users, isUser));
  if (procedures === undefined || entities === undefined || users === undefined) return undefined;
  if (!lines.isAtEnd) return undefined;
  const { version, fetchedAt, team, unresolved, usersPartial } = header;
  const catalog = { version, fetchedAt, team, procedures, entities, users, unresolved };
  return usersPartial ? { ...catalog, usersPartial } : catalog;
}

function* things<T>(lines: Lines, count: number, guard: Guard<T>): Generator<void, T[] | undefined, void> {
  const found: T[] = [];
  for (let index = 0; index < count; index++) {
    const value = lines.next();
    if (!guard(value)) return undefined;
    found.push(value);
    yield;
  }
  return found;
}

/** JSON values, one a line. */
class Lines {
  private position = 0;

  constructor(private readonly text: string) {}

  get isAtEnd(): boolean {
    return this.position === this.text.length;
  }

  /** The next line's value; undefined after the last complete line. Throws on a line that is no JSON. */
  next(): unknown {
    const end = this.text.indexOf('\n', this.position);
    if (end < 0) return undefined;
    const line = this.text.slice(this.position, end);
    this.position = end + 1;
    return JSON.parse(line);
  }
}
