// @ts-check
// Places in bundles -> places in the sources: VS Code makes its own stacks, in which source maps have no say.
import { existsSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import path from 'node:path';
import { root } from './paths.mjs';

/** @type {Map<string, SourceMap | undefined>} */
const maps = new Map();

/**
 * Replaces every `file.js:line:column` of a bundle that is still there by its source's, from the checkout on.
 * @param {string} text
 * @returns {string}
 */
export function sourcePlaces(text) {
  return text.replace(/(?:file:\/\/)?(\/[^\s():]+\.c?js):(\d+):(\d+)/g, (place, file, line, column) => {
    const entry = mapOf(file)?.findEntry(Number(line) - 1, Number(column) - 1);
    if (entry === undefined || !('originalSource' in entry)) return place;
    const source = path.resolve(path.dirname(file), entry.originalSource);
    return `${path.relative(root, source)}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
  });
}

/** @param {string} file */
function mapOf(file) {
  if (!maps.has(file)) maps.set(file, readMap(file));
  return maps.get(file);
}

/** @param {string} file */
function readMap(file) {
  if (!existsSync(file)) return undefined;
  if (existsSync(`${file}.map`)) return new SourceMap(JSON.parse(readFileSync(`${file}.map`, 'utf8')));
  const inline = /\/\/# sourceMappingURL=data:application\/json;base64,([\w+/=]+)\s*$/.exec(
    readFileSync(file, 'utf8'),
  );
  return inline?.[1] === undefined
    ? undefined
    : new SourceMap(JSON.parse(Buffer.from(inline[1], 'base64').toString('utf8')));
}
