import { getLocation } from 'jsonc-parser';

/** A place in the text of a settings file. */
export interface SettingPlace {
  /** From the top of the file to the key or value. */
  readonly path: readonly (string | number)[];
  readonly isKey: boolean;
  /** What stands there, to be replaced, with its quotes; undefined between things. */
  readonly replaces?: { readonly offset: number; readonly length: number };
}

/** What stands at an offset of a settings file. This module loads late: it holds the parser. */
export function settingAt(text: string, offset: number): SettingPlace {
  const { path, isAtPropertyKey, previousNode } = getLocation(text, offset);
  const touches =
    previousNode?.type === 'string' &&
    offset >= previousNode.offset &&
    offset <= previousNode.offset + previousNode.length;
  return {
    path,
    isKey: isAtPropertyKey,
    ...(touches && { replaces: { offset: previousNode.offset, length: previousNode.length } }),
  };
}
