// @ts-check
// Pictures of what VS Code showed, in out/screenshots.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { screenshotDir } from './paths.mjs';

/**
 * For a page's init script: the page is laid out and can be clicked, but is not painted, which needs a quarter less of the
 * processor.
 */
export const unpaint = `
  document.addEventListener('DOMContentLoaded', () => {
    const style = document.createElement('style');
    style.textContent = 'body { opacity: 0 }';
    document.head.append(style);
  });`;

/**
 * Takes a picture; never throws, since it mostly accompanies a failure that must be told.
 * @param {import('playwright-core').Page | undefined} page
 * @param {string} name becomes the file's name
 * @returns {Promise<string | undefined>} the file
 */
export async function saveScreenshot(page, name) {
  if (page === undefined) return undefined;
  const file = path.join(screenshotDir, `${name.replace(/[^\w.-]+/g, '-').slice(0, 120)}.png`);
  try {
    mkdirSync(screenshotDir, { recursive: true });
    // A page that is not painted is painted for its picture.
    const style = 'html body { opacity: 1 }';
    await page.screenshot({ path: file, animations: 'disabled', style, timeout: 10_000 });
    return file;
  } catch (error) {
    console.error(`no picture ${name}: ${error instanceof Error ? error.message : error}`);
    return undefined;
  }
}
