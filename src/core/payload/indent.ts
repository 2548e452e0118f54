import { format } from 'jsonc-parser';
import { applyEdits } from './range';

/** Beyond this an indented text is no easier to read, and indenting takes a noticeable while (1 MB: about 0.2 s). */
const mostIndented = 1024 * 1024;

/**
 * A JSON text with indentation; its values stay as they are written, so that big numbers survive. Comes back as it is
 * when it is very long. Not jsonc-parser's own `applyEdits`: that copies the whole text for each edit (350 kB: a minute).
 */
export function indented(json: string): string {
  if (json.length > mostIndented) return json;
  const edits = format(json, undefined, { tabSize: 2, insertSpaces: true, eol: '\n' });
  return applyEdits(
    json,
    edits.map(({ offset, length, content }) => ({ offset, length, text: content })),
  );
}
