import type { Procedure } from '../catalog/model';
import { isObject } from '../json';

/** A payload that was kept under a name, to begin others with. Plain JSON data. */
export interface Template {
  /** Also the name of its file. */
  readonly id: string;
  readonly name: string;
  /** As it was when the template was saved; of another connection of the same team it has the same short id. */
  readonly procedure: { readonly key: string; readonly shortId: string; readonly name: string };
  /** The payload, without a `$schema`. */
  readonly text: string;
  /** Epoch ms. */
  readonly savedAt: number;
}

/** Reads a template from the disk; undefined for what is none, or of a later version. */
export function parseTemplate(id: string, text: string): Template | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (!isObject(value) || !isObject(value['procedure'])) return undefined;
    const { name, text: payload, savedAt, procedure } = value;
    if (typeof name !== 'string' || typeof payload !== 'string' || typeof savedAt !== 'number')
      return undefined;
    const { key, shortId, name: title } = procedure;
    if (typeof key !== 'string' || typeof shortId !== 'string' || typeof title !== 'string') return undefined;
    return { id, name, procedure: { key, shortId, name: title }, text: payload, savedAt };
  } catch {
    return undefined;
  }
}

/** True for a template of a procedure: of the same one, else of one with its short id. */
export function isOf({ procedure }: Template, { key, shortId }: Pick<Procedure, 'key' | 'shortId'>): boolean {
  return procedure.key === key || procedure.shortId === shortId;
}
