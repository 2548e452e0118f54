import type { Answer, ApiFailure } from '../api/result';
import { excerpt } from '../api/text';
import type { Json } from '../json';
import type { Catalog } from './model';
import { ROOT } from './reading/spellings';
import { unwrap } from './reading/unwrap';

/**
 * The failure that a config is which names no procedure: an answer that holds nothing of a config (`{}`, a note of maintenance), or one where
 * procedures were known before. A team does not lose all of them from one minute to the next, so what was known is to be kept.
 * @param read what became of the answer
 * @param known what was read before with the same token
 * @returns undefined for a config like any other; an empty one at first sight is the service's word
 */
export function namesNothing(
  config: Json,
  read: Catalog,
  known: Catalog | undefined,
  { status, text }: Answer,
): ApiFailure | undefined {
  if (read.procedures.length > 0) return undefined;
  if (isConfig(config) && (known?.procedures.length ?? 0) === 0) return undefined;
  return {
    kind: 'unreadable',
    lacks: 'procedures',
    effect: 'unknown',
    request: 'GET /v1/ext/config',
    attempts: 1,
    status,
    contentType: '',
    excerpt: excerpt(text),
    text: '',
  };
}

function isConfig(config: Json): boolean {
  return Object.keys(unwrap(config) ?? {}).some(key => ROOT.knows(key));
}
