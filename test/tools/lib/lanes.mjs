// @ts-check
// Work that would go on all at once, with a limit: a machine of two cores drives three windows well, and no thirteen.

/**
 * @typedef {<T>(work: () => Promise<T>) => Promise<T>} Lane runs work as soon as there is room, in the order of the calls
 */

/**
 * @param {number} count how many pieces of work may go on at once
 * @returns {Lane}
 */
export function lanes(count) {
  let free = count;
  /** @type {(() => void)[]} */
  const waiting = [];
  return async work => {
    if (free > 0) free -= 1;
    else await new Promise(resolve => waiting.push(() => resolve(undefined)));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
}
