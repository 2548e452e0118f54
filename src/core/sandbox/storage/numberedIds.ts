import { randomUUID } from 'node:crypto';

const factor = 0x9e3779b1;
/** `factor * inverse` is 1, modulo 2^32 (Newton's iteration). */
const inverse = [1, 2, 3, 4, 5].reduce(x => Math.imul(x, 2 - Math.imul(factor, x)), factor);

/** Uuids that hold a number, so that nothing has to be remembered of them; nobody can tell their order. */
export class NumberedIds {
  #tail = randomUUID().slice(8);

  idOf(number: number): string {
    const head = (Math.imul(number + 1, factor) >>> 0).toString(16).padStart(8, '0');
    return head + this.#tail;
  }

  /** The number in an id; undefined for one that is not from here. */
  numberOf(id: string): number | undefined {
    if (id.length !== 36 || !id.endsWith(this.#tail) || !/^[\da-f]{8}/.test(id)) return undefined;
    return (Math.imul(parseInt(id.slice(0, 8), 16), inverse) - 1) >>> 0;
  }

  /** From now on all ids are others. */
  renew(): void {
    this.#tail = randomUUID().slice(8);
  }
}
