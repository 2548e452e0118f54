import type { Node } from 'jsonc-parser';
import type { Edit } from '../payload/range';
import { find, valueOf } from '../payload/tree';
import { isPlaceholder } from '../schema/placeholder';
import { added, bareAt, filled, inDocument, pathOf, replaced, type Entry } from './entryEdit';
import { endOfValue, missingBehind } from './written';

/** Where a photo belongs. */
export interface PhotoPlace {
  readonly place: 'data' | 'recordData';
  /** Short id of the attribute. */
  readonly key: string;
  /** It holds several: they are added, and one that stands there as a text becomes the first of a list. */
  readonly many: boolean;
}

/**
 * The edits that put photo ids into an attribute of a process; nothing else of the text changes. The value of an attribute with several
 * photos is taken for an array of ids: an inference (section 10.1 of service-facts).
 * @returns undefined where something else is in the way, and where the text is too broken to tell what belongs to the value
 */
export function photoEdits(
  entry: Entry,
  place: PhotoPlace,
  ids: readonly string[],
): readonly Edit[] | undefined {
  return inDocument(entry, place, editsOf(entry.text, entry.node, place, ids));
}

function editsOf(
  text: string,
  node: Node,
  place: PhotoPlace,
  ids: readonly string[],
): readonly Edit[] | undefined {
  const { many } = place;
  const all = many ? listOf(ids) : JSON.stringify(ids[0] ?? '');
  const bare = bareAt(text, node, place);
  if (bare !== undefined) return listed(filled(text, bare, all));
  const there = find(node, pathOf(place))?.value;
  if (there === undefined) return added(text, node, pathOf(place), all);
  const replace = (json: string) => listed(replaced(text, there, json));
  if (!many) return replace(all);
  if (there.type === 'array') return appended(text, there, ids);
  const value = valueOf(there);
  const keeps = typeof value === 'string' && value !== '' && !isPlaceholder(value);
  return replace(keeps ? listOf([value, ...ids]) : all);
}

/** In the manner of what stands there: behind the last one, on a line of its own where that is on one. */
function appended(text: string, array: Node, ids: readonly string[]): readonly Edit[] | undefined {
  const children = array.children ?? [];
  const last = children.at(-1);
  if (last === undefined)
    return [{ offset: array.offset + 1, length: 0, text: ids.map(id => JSON.stringify(id)).join(', ') }];
  const gap = /\r?\n[ \t]*$/.exec(text.slice(array.offset, last.offset))?.[0] ?? ' ';
  const json = ids.map(id => JSON.stringify(id)).join(`,${gap}`);
  if (isPlaceholder(valueOf(last))) return listed(replaced(text, last, json));
  const end = endOfValue(text, last);
  if (end === undefined || missingBehind(text, end) === undefined) return undefined;
  return [{ offset: end, length: 0, text: `,${gap}${json}` }];
}

function listed(edit: Edit | undefined): readonly Edit[] | undefined {
  return edit && [edit];
}

function listOf(ids: readonly string[]): string {
  return `[${ids.map(one => JSON.stringify(one)).join(', ')}]`;
}
