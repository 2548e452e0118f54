import type { Node } from 'jsonc-parser';
import type { Procedure } from '../catalog/model';
import { parseLoosely } from './parse';
import type { TextRange } from './range';
import { find, keyOf, propertiesOf, property, type Path } from './tree';

/** Where a value stands, and its key where it is a property's. */
export interface Located {
  readonly key?: TextRange;
  readonly value: TextRange;
}

/** Finds the value at a path, also in a text that is not right JSON everywhere. Of a key that occurs twice, the last one. */
export function locate(text: string | Node, path: Path): Located | undefined {
  const root = rootOf(text);
  return root && locateNode(root, path);
}

/**
 * Finds what the service names in an error. How it names things is not documented, so all of these are tried: a short id
 * (`phone`), a path in any spelling (`data.phone`, `/data/phone`, `data[phone]`, `body.data.phone`, `[3].data.phone`), and
 * where the procedure is known an attribute's name or id. Undefined when nothing in the text fits: a missing one has no place.
 * @returns the range of the value
 */
export function locateAttribute(
  text: string | Node,
  field: string,
  procedure?: Procedure,
): TextRange | undefined {
  const root = rootOf(text);
  if (root === undefined) return undefined;
  const names = [field.trim(), ...(procedure === undefined ? [] : shortIds(field.trim(), procedure))];
  const paths = names.flatMap(name => [[name], split(name)]).filter(path => path.length > 0);
  for (const path of paths.flatMap(candidates)) {
    const found = locateNode(root, path);
    if (found) return found.value;
  }
  return undefined;
}

/**
 * Finds the attribute that the service names only in its words: one in quotes, else the short id of one that the payload holds. Where the
 * words name several, none.
 * @returns the range of the value
 */
export function locateMentioned(
  text: string | Node,
  words: string,
  procedure?: Procedure,
): TextRange | undefined {
  const root = rootOf(text);
  if (root === undefined) return undefined;
  const quoted = [...words.matchAll(/(["'`])([\w.-]{1,100})\1/g)].map(([, , name = '']) => name);
  const held = new Set(words.match(/[\w-]+/g));
  const data = find(root, ['data']);
  const bare = (data === undefined ? [] : propertiesOf(data.value)).map(({ key }) => keyOf(key));
  for (const names of [quoted, bare.filter(name => held.has(name))]) {
    const found = new Map<number, TextRange>();
    for (const name of names) {
      const at = locateAttribute(root, name, procedure);
      if (at !== undefined) found.set(at.offset, at);
    }
    if (found.size > 0) return found.size === 1 ? [...found.values()][0] : undefined;
  }
  return undefined;
}

/** What services put before a path into the body. */
const wrappers = new Set(['body', 'request', 'payload', 'input', 'process', 'processes']);

/** Who looks for many things in one text has it parsed once. */
function rootOf(text: string | Node): Node | undefined {
  return typeof text === 'string' ? parseLoosely(text) : text;
}

function locateNode(root: Node, path: Path): Located | undefined {
  const found = find(root, path);
  if (found === undefined) return undefined;
  const { key, value } = found;
  return { ...(key === undefined ? {} : { key: rangeOf(key) }), value: rangeOf(value) };
}

function rangeOf({ offset, length }: Node): TextRange {
  return { offset, length };
}

/** The short ids of the attributes that people or the service call so. */
function shortIds(field: string, procedure: Procedure): readonly string[] {
  const last = split(field).at(-1);
  const wanted = [field, ...(typeof last === 'string' ? [last] : [])].map(text => text.toLowerCase());
  return procedure.attributes
    .filter(({ id, name, shortId }) =>
      [id, name, shortId].some(text => text !== undefined && wanted.includes(text.toLowerCase())),
    )
    .map(attribute => attribute.shortId);
}

/** `a.b`, `/a/b`, `a[b]`, `a[0]["b"]` as steps; digits count as a position. */
function split(field: string): Path {
  return field
    .split(/[./[\]]+/)
    .map(part => part.trim().replace(/^(["'])(.*)\1$/, '$2'))
    .filter(part => part !== '' && part !== '$')
    .map(part => (/^\d{1,9}$/.test(part) ? Number(part) : part));
}

/** Where a path may begin: at an attribute, at the top, or above the payload. */
function candidates(path: Path): readonly Path[] {
  const start = path.findIndex(step => typeof step === 'string' && !wrappers.has(step));
  return [path, ...(start > 0 ? [path.slice(start)] : [])].flatMap(steps => [
    ['data', ...steps],
    steps,
    ['record', 'data', ...steps],
  ]);
}

/** The range of the key at a path, else of the value; of an object or array only its opening brace. */
export function headOf(root: Node, path: Path): TextRange {
  const found = find(root, path);
  if (found === undefined) return rangeOf(root);
  if (found.key !== undefined) return rangeOf(found.key);
  const { value } = found;
  return propertiesOf(value).length > 0 || value.type === 'array' || value.type === 'object'
    ? { offset: value.offset, length: 1 }
    : rangeOf(value);
}

/** The range of a key of the object at a path; falls back to the object's head. */
export function keyRange(root: Node, path: Path, name: string): TextRange {
  const holder = find(root, path);
  const key = holder && property(holder.value, name)?.key;
  return key === undefined ? headOf(root, path) : rangeOf(key);
}
