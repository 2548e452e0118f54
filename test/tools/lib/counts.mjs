// @ts-check
// How the results of a stage are counted and shown.

/** @typedef {{ passed: number, failed: number }} Counts */

/** @type {Counts} */
export const oneFailed = { passed: 0, failed: 1 };
/** @type {Counts} */
export const onePassed = { passed: 1, failed: 0 };

/**
 * @param {readonly Counts[]} all
 * @returns {Counts}
 */
export const sum = all => ({
  passed: all.reduce((n, c) => n + c.passed, 0),
  failed: all.reduce((n, c) => n + c.failed, 0),
});

/**
 * @param {string} text
 * @param {string} [by]
 */
export const indent = (text, by = '      ') => text.replace(/^(?=.)/gm, by);

/** @param {number} ms */
export const seconds = ms => `${(ms / 1000).toFixed(1)} s`;
