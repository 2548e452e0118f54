import type { Json } from '../json';

/** A uuid, as the service's ids are (page docs:data-model/process), or a run of digits. */
const idLike = /^(?:\d+|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/i;

/** Whether a value can be an id: a text that holds something, or a number. */
export function isId(value: Json | undefined): value is string | number {
  return (typeof value === 'string' && value.trim() !== '') || typeof value === 'number';
}

/** Whether a text looks like an id; any other word ("created") does not. */
export function looksLikeId(text: string): boolean {
  return idLike.test(text);
}

/** Numbers of a JSON text with all their digits, where a double has lost some. */
export class Digits {
  #alike: Map<number, Set<string>> | undefined;

  /** @param raw the JSON text; read only when it is needed */
  constructor(private readonly raw: string) {}

  /** An id as text; undefined when it is none, or when two numbers of the text read alike. */
  textOf(value: Json | undefined): string | undefined {
    if (!isId(value)) return undefined;
    if (typeof value === 'string' || Number.isSafeInteger(value)) return String(value);
    this.#alike ??= read(this.raw);
    const [only, another] = [...(this.#alike.get(value) ?? [])];
    return another === undefined ? only : undefined;
  }
}

function read(raw: string): Map<number, Set<string>> {
  const alike = new Map<number, Set<string>>();
  for (const [digits] of raw.matchAll(/(?<=[:[,\s]|^)\d{16,}(?=[\s,}\]]|$)/g)) {
    const value = Number(digits);
    const known = alike.get(value);
    if (known === undefined) alike.set(value, new Set([digits]));
    else known.add(digits);
  }
  return alike;
}
