// @ts-check
// Where things stand in the checkout.
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '../../..');
/** Everything that is made and can be thrown away, except dist/ and the .vsix. */
export const outDir = path.join(root, 'out');
export const screenshotDir = path.join(outDir, 'screenshots');

/**
 * A path inside the checkout.
 * @param {...string} parts
 */
export const inRoot = (...parts) => path.join(root, ...parts);
