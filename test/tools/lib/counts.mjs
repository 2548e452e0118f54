// @ts-check
// How the results of a stage are counted and shown.

/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {readonly string[]} [failures] what failed and why, a few lines each, to be said again at the end
 */

/**
 * One test that has failed.
 * @param {string} why a few lines
 * @returns {Counts}
 */
export const oneFailed = why => ({ passed: 0, failed: 1, failures: [why] });
/** @type {Counts} */
export const nothing = { passed: 0, failed: 0 };
/** @type {Counts} */
export const onePassed = { passed: 1, failed: 0 };

/**
 * @param {readonly Counts[]} all
 * @returns {Counts}
 */
export const sum = all => ({
  passed: all.reduce((n, c) => n + c.passed, 0),
  failed: all.reduce((n, c) => n + c.failed, 0),
  failures: all.flatMap(c => c.failures ?? []),
});

/**
 * @param {string} text
 * @param {string} [by]
 */
export const indent = (text, by = '      ') => text.replace(/^(?=.)/gm, by);

/**
 * The beginning of a text: what a reader needs to know which failure it is.
 * @param {string} text
 * @param {number} [lines]
 */
export const beginning = (text, lines = 8) => text.trim().split('\n').slice(0, lines).join('\n');

/** @param {number} ms */
export const seconds = ms => `${(ms / 1000).toFixed(1)} s`;
