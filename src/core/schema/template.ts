import { bareAttribute, type Attribute, type Procedure } from '../catalog/model';
import { isList, isQuoted, kindOf } from './kind';
import { choiceStop, escapeSnippet, placeholderStop, placeholderText } from './placeholder';
import type { SchemaWords } from './words';

/** A payload to start from: plain, and as a VS Code snippet whose defaults resolve to the same text. */
export interface Draft {
  readonly text: string;
  readonly snippet: string;
}

export interface DraftOptions {
  /** Written as `$schema`, the first property; it is cut before sending. */
  readonly schemaUri?: string;
}

/**
 * A process object with what people fill: the required attributes, the primary key and the primary identifier, each a
 * placeholder; never a value that the user did not choose. Calculated attributes are left out.
 */
export function buildDraft(
  procedure: Procedure,
  words: Pick<SchemaWords, 'placeholder'>,
  options: DraftOptions = {},
): Draft {
  const rows = draftAttributes(procedure).map((attribute, i) => {
    const word = words.placeholder(kindOf(attribute));
    const many = isList(kindOf(attribute));
    const [open, close] = many ? ['[', ']'] : ['', ''];
    const key = `    ${JSON.stringify(attribute.shortId)}: ${open}`;
    const stop =
      choiceStop(
        word,
        i + 1,
        (attribute.options ?? []).map(({ value }) => value),
      ) ?? placeholderStop(word, i + 1, isQuoted(attribute));
    return {
      text: `${key}${JSON.stringify(placeholderText(word))}${close}`,
      snippet: `${escapeSnippet(key)}${stop}${close}`,
    };
  });
  const schema =
    options.schemaUri === undefined ? '' : `  "$schema": ${JSON.stringify(options.schemaUri)},\n`;
  const head = `{\n${schema}  "data": {`;
  const tail = '}\n}\n';
  if (rows.length === 0) {
    return { text: `${head}${tail}`, snippet: `${escapeSnippet(head)}$1${escapeSnippet(tail)}` };
  }
  return {
    text: `${head}\n${rows.map(row => row.text).join(',\n')}\n  ${tail}`,
    // The last stop is behind the last attribute: the next thing to type is a comma and another one.
    snippet: `${escapeSnippet(head)}\n${rows.map(row => row.snippet).join(',\n')}$0\n  ${escapeSnippet(tail)}`,
  };
}

function draftAttributes(procedure: Procedure): readonly Attribute[] {
  const keys = [procedure.primaryKey, procedure.primaryIdentifier].filter(key => key !== undefined);
  const known = new Map(procedure.attributes.map(attribute => [attribute.shortId, attribute]));
  const wanted = [...known.values()].filter(
    attribute => !attribute.derived && (attribute.required || keys.includes(attribute.shortId)),
  );
  const unknown = [...new Set(keys)].filter(key => !known.has(key)).map(bareAttribute);
  return [...unknown, ...wanted];
}
