import type { Attribute } from '../catalog/model';
import type { JsonObject } from '../json';
import { isList, isQuoted } from './kind';
import { placeholderStop, placeholderText } from './placeholder';
import type { SchemaWords, ValueKind } from './words';

/**
 * What VS Code inserts behind the key, where its own choice would not do: without a `type` it inserts nothing, for numbers
 * a 0 that nobody chose. A snippet without a body inserts only `: ` and opens the suggestions.
 * @param hasList its values are offered from a list of the team
 */
export function insertion(
  attribute: Attribute,
  kind: ValueKind,
  words: SchemaWords,
  hasList: boolean,
): JsonObject {
  const hasOptions = (attribute.options?.length ?? 0) > 0;
  if (attribute.learnt !== true) {
    if (insertedWell(kind, hasOptions)) return {};
    if (hasList || (kind === 'any' && hasOptions)) return { defaultSnippets: [{}] };
  } else if (isPlainText(kind)) {
    return { defaultSnippets: [{ label: '""', body: '$1' }] };
  }
  const word = words.placeholder(kind);
  const label = placeholderText(word);
  const stop = (n: number): string => placeholderStop(word, n, isQuoted(attribute));
  switch (kind) {
    case 'custom':
      return { defaultSnippets: [{ label: '{ }', body: '^{$1}' }] };
    case 'objects':
    case 'customs':
      return { defaultSnippets: [{ label: '[{ }]', body: '^[{$1}]' }] };
    // A sample of page docs:integration/outbound-integration has an array of two numbers.
    case 'position':
      return { defaultSnippets: [{ label: `[${label}, ${label}]`, body: `^[${stop(1)}, ${stop(2)}]` }] };
    default:
      return {
        defaultSnippets: [
          isList(kind) ? { label: `[${label}]`, body: `^[${stop(1)}]` } : { label, body: `^${stop(1)}` },
        ],
      };
  }
}

function isPlainText(kind: ValueKind): boolean {
  return ['text', 'audio', 'email', 'phone', 'photo', 'isoDateTime'].includes(kind);
}

/** True where VS Code itself inserts `""`, `{}`, `[]`, or asks with a list. */
function insertedWell(kind: ValueKind, hasOptions: boolean): boolean {
  if (kind === 'option') return hasOptions;
  return ['text', 'audio', 'phone', 'email', 'boolean', 'object', 'options'].includes(kind);
}
