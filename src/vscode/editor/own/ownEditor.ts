import * as vscode from 'vscode';
import { excerptAt, within } from '../../../core/payload/excerpt';
import { ListProblems, type CheckProcess, type Problem } from '../../../core/payload/listProblems';
import { runInSlices } from '../../../core/slices';
import { holdsEntries } from '../../bulk/arrays';
import { holdsLines, linesAround } from '../../lines';
import { isJson } from '../jsonEditor';
import { converted } from './convert';
import { JsonService } from './service';

/** Who has more has them for a few reasons. */
const mostProblems = 1_000;
/** Each holds a schema, up to some hundred kB. */
const mostServices = 5;
/** Read of a document at a time. */
const linesAtOnce = 5_000;

/** What the JSON editor of VS Code would do with a schema that it does not have, by the same library. */
export class OwnEditor {
  /** By their schemas, the one that was used last at the end. */
  readonly #services = new Map<string, JsonService>();
  /** One for each document and schema: another one checks everything anew. */
  readonly #lists = new WeakMap<
    vscode.TextDocument,
    { readonly of: JsonService; readonly check: CheckProcess; readonly problems: ListProblems }
  >();

  /**
   * Reads the process at the cursor alone.
   * @param schema as the JSON editor would be given it
   * @returns undefined where that process is too large, and once the document has changed
   */
  async complete(
    document: vscode.TextDocument,
    position: vscode.Position,
    schema: string,
  ): Promise<vscode.CompletionList | undefined> {
    const { version } = document;
    const place = { line: position.line, column: position.character };
    const lineAt = linesAround(document, position.line);
    const inLines = holdsLines(document);
    const excerpt = await runInSlices(excerptAt(lineAt, place, inLines));
    if (excerpt === undefined || document.version !== version) return undefined;
    const { line, column } = within(excerpt, place);
    const found = await this.#with(schema).complete(excerpt.text, { line, character: column });
    if (found === null || document.version !== version) return undefined;
    const items = found.items.map(item => converted(item, excerpt, position, inLines));
    return new vscode.CompletionList(items, found.isIncomplete);
  }

  /**
   * What a document has against its schema: of a list and of JSON lines in slices, each process once for its text, of another in one go.
   * @param signal stops it: rejects with its reason
   */
  async problems(
    document: vscode.TextDocument,
    schema: string,
    signal: AbortSignal,
  ): Promise<readonly Problem[]> {
    const service = this.#with(schema);
    const isServed = isJson(document);
    if (!holdsEntries(document)) return service.check(document.getText(), isServed);
    let list = this.#lists.get(document);
    if (list?.of !== service) {
      const check: CheckProcess = async text => service.check(text, isServed);
      list = { of: service, check, problems: list?.problems ?? new ListProblems() };
      this.#lists.set(document, list);
    }
    const text = await runInSlices(textOf(document), { signal });
    return list.problems.find(text, list.check, {
      inLines: holdsLines(document),
      most: mostProblems,
      signal,
    });
  }

  #with(schema: string): JsonService {
    const service = this.#services.get(schema) ?? new JsonService(schema);
    this.#services.delete(schema);
    this.#services.set(schema, service);
    const [first] = this.#services.keys();
    if (this.#services.size > mostServices && first !== undefined) this.#services.delete(first);
    return service;
  }
}

function* textOf(document: vscode.TextDocument): Generator<void, string, void> {
  const parts: string[] = [];
  for (let line = 0; line < document.lineCount; line += linesAtOnce) {
    parts.push(document.getText(new vscode.Range(line, 0, line + linesAtOnce, 0)));
    yield;
  }
  return parts.join('');
}
