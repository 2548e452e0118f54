import * as vscode from 'vscode';
import {
  ClientCapabilities,
  getLanguageService,
  InsertTextFormat,
  TextDocument,
  type CompletionItem,
  type JSONSchema,
  type MarkupContent,
  type Range,
} from 'vscode-json-languageservice';
import { excerptAt, outOf, within, type Excerpt, type Place } from '../../../core/payload/excerpt';
import { runInSlices } from '../../../core/slices';
import { holdsLines, linesAround } from '../../lines';

const excerptUri = 'excerpt:/payload.json';

/**
 * What the JSON editor of VS Code would offer, by the same library, for a document that it has no schema of. It reads the process at the
 * cursor alone.
 */
export class OwnCompletion {
  readonly #service = getLanguageService({ clientCapabilities: ClientCapabilities.LATEST });
  #schema: string | undefined;

  /**
   * @param schema as the JSON editor would be given it
   * @returns undefined where the process at the cursor is too large, and once the document has changed
   */
  async complete(
    document: vscode.TextDocument,
    position: vscode.Position,
    schema: string,
  ): Promise<vscode.CompletionList | undefined> {
    const { version } = document;
    const place = { line: position.line, column: position.character };
    const excerpt = await runInSlices(
      excerptAt(linesAround(document, position.line), place, holdsLines(document)),
    );
    if (excerpt === undefined || document.version !== version) return undefined;
    this.#use(schema);
    const read = TextDocument.create(excerptUri, 'json', 1, excerpt.text);
    const { line, column } = within(excerpt, place);
    const parsed = this.#service.parseJSONDocument(read);
    const found = await this.#service.doComplete(read, { line, character: column }, parsed);
    if (found === null || document.version !== version) return undefined;
    return new vscode.CompletionList(
      found.items.map(item => converted(item, excerpt, position)),
      found.isIncomplete,
    );
  }

  #use(schema: string): void {
    if (this.#schema === schema) return;
    this.#service.configure({
      validate: false,
      schemas: [
        { uri: 'excerpt:/schema.json', fileMatch: [excerptUri], schema: JSON.parse(schema) as JSONSchema },
      ],
    });
    this.#schema = schema;
  }
}

/** As the JSON editor hands it to VS Code. */
function converted(item: CompletionItem, excerpt: Excerpt, position: vscode.Position): vscode.CompletionItem {
  const { label, kind, detail, documentation, sortText, filterText, textEdit, command } = item;
  // The protocol counts kinds from 1, VS Code from 0.
  const made = Object.assign(new vscode.CompletionItem(label), kind === undefined ? {} : { kind: kind - 1 });
  const text = textEdit?.newText ?? item.insertText ?? label;
  made.insertText =
    item.insertTextFormat === InsertTextFormat.Snippet ? new vscode.SnippetString(text) : text;
  if (detail !== undefined) made.detail = detail;
  if (documentation !== undefined) made.documentation = documentationOf(documentation);
  if (sortText !== undefined) made.sortText = sortText;
  if (filterText !== undefined) made.filterText = filterText;
  if (command !== undefined) made.command = command;
  if (textEdit !== undefined && 'range' in textEdit) {
    const range = rangeOf(textEdit.range, excerpt);
    const isWithin = range.end.isAfter(position) && range.start.isBeforeOrEqual(position);
    made.range = isWithin ? { inserting: new vscode.Range(range.start, position), replacing: range } : range;
  }
  return made;
}

function documentationOf(text: string | MarkupContent): vscode.MarkdownString | string {
  if (typeof text === 'string') return text;
  return text.kind === 'markdown' ? new vscode.MarkdownString(text.value) : text.value;
}

function rangeOf({ start, end }: Range, excerpt: Excerpt): vscode.Range {
  const place = (at: Range['start']): vscode.Position => {
    const { line, column }: Place = outOf(excerpt, { line: at.line, column: at.character });
    return new vscode.Position(line, column);
  };
  return new vscode.Range(place(start), place(end));
}
