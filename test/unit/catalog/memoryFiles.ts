import type { TextFiles } from '../../../src/core/catalog/cache';

/** Text files in memory. */
export class MemoryFiles implements TextFiles {
  readonly files = new Map<string, string>();
  /** What a call is to reject with. */
  failure: Error | undefined;

  async read(name: string): Promise<string | undefined> {
    await this.turn();
    return this.files.get(name);
  }

  async write(name: string, text: string): Promise<void> {
    await this.turn();
    this.files.set(name, text);
  }

  async remove(name: string): Promise<void> {
    await this.turn();
    this.files.delete(name);
  }

  private async turn(): Promise<void> {
    await Promise.resolve();
    if (this.failure !== undefined) throw this.failure;
  }
}
