import type { Procedure } from './model';

/** True where the config itself lists the attributes, and each of them could be read. */
export function knowsAllAttributes({ attributesFrom, attributesMissing }: Procedure): boolean {
  return attributesFrom === 'config' && attributesMissing === undefined;
}
