import { randomUUID } from 'node:crypto';
import type { Template } from '../../core/templates/template';
import { parseTemplate } from '../../core/templates/template';
import type { DiskFiles } from '../files';

const ending = '.json';

/** The user's templates on disk, a file each, so that windows do not take them from each other. */
export class Templates {
  constructor(private readonly files: DiskFiles) {}

  /** All of them by name. */
  async list(): Promise<readonly Template[]> {
    const names = (await this.files.list()).filter(name => name.endsWith(ending));
    const found = await Promise.all(
      names.map(async name => {
        const text = await this.files.read(name);
        return text === undefined ? undefined : parseTemplate(name.slice(0, -ending.length), text);
      }),
    );
    return found
      .filter(template => template !== undefined)
      .sort((a, b) => a.name.localeCompare(b.name) || a.savedAt - b.savedAt);
  }

  /** Keeps a new template, or another text or name under the id of one that is there. */
  async save({ id = randomUUID(), ...rest }: Omit<Template, 'id'> & { readonly id?: string }): Promise<void> {
    await this.files.write(id + ending, JSON.stringify(rest));
  }

  async remove({ id }: Template): Promise<void> {
    await this.files.remove(id + ending);
  }
}
