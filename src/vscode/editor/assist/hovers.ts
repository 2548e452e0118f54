import type { Node } from 'jsonc-parser';
import * as vscode from 'vscode';
import { isObject, type Json, type JsonObject } from '../../../core/json';
import { nodeAt } from '../../../core/payload/nodeAt';
import { subjectAt } from '../../../core/payload/subject';
import { valueOf } from '../../../core/payload/tree';
import { runInSlices } from '../../../core/slices';
import { describeValue, type Meaning } from '../../../core/values/describe';
import { findSpot } from '../../../core/values/spot';
import type { Subject } from '../../../core/values/where';
import { meaningText } from '../../words/valueWords';
import { linesAround } from '../../lines';
import type { Known } from '../schemas';
import { markdown } from './markdown';

/** Longer lists are not spelled out. */
const longestList = 100;

/**
 * What a value means, beside what VS Code's JSON editor says of its attribute (above it: VS Code puts its own extensions last). Where that knows no schema of the document
 * (`schema` is given then), what the schema says comes first.
 */
export function hoverAt(
  document: vscode.TextDocument,
  position: vscode.Position,
  root: Node,
  { procedure, catalog }: Known,
  schema: JsonObject | undefined,
): vscode.Hover | undefined {
  const at = nodeAt(root, document.offsetAt(position));
  const where = { catalog, procedure };
  const subject = at && subjectAt(at.path, procedure, where);
  if (at === undefined || subject === undefined) return undefined;
  const { value, range } = at;
  const isLong = value.type === 'object' || (value.children?.length ?? 0) > longestList;
  const meaning = isLong ? undefined : describeValue(subject, valueOf(value), where);
  const said = contentsOf(subject, value.value as Json, meaning, schema, at.path.includes('record'));
  if (said.length === 0) return undefined;
  const { offset, length } = range;
  return new vscode.Hover(
    said,
    new vscode.Range(document.positionAt(offset), document.positionAt(offset + length)),
  );
}

/** As {@link hoverAt}, of a document that is too large to be read as a whole: by the lines before the place. Of lists nothing is told. */
export async function hoverNear(
  document: vscode.TextDocument,
  position: vscode.Position,
  { procedure, catalog }: Known,
  schema: JsonObject | undefined,
): Promise<vscode.Hover | undefined> {
  const { version } = document;
  const lineAt = linesAround(document, position.line);
  const spot = await runInSlices(findSpot(lineAt, position.line, position.character));
  if (spot === undefined || document.version !== version) return undefined;
  const { place, key, inArray, isScalar } = spot;
  const path = { top: [key], data: ['data', key], recordData: ['record', 'data', key] }[place];
  const where = { catalog, procedure };
  const subject = subjectAt(path, procedure, where);
  if (subject === undefined) return undefined;
  const { line, start, end } = spot.value;
  const range = new vscode.Range(line, start, line, end);
  const value = isScalar && !inArray ? parsed(document.getText(range)) : undefined;
  const meaning = value === undefined ? undefined : describeValue(subject, value, where);
  const said = contentsOf(subject, value, meaning, schema, place === 'recordData');
  return said.length === 0 ? undefined : new vscode.Hover(said);
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function contentsOf(
  subject: Subject,
  value: Json | undefined,
  meaning: Meaning | undefined,
  schema: JsonObject | undefined,
  isOfRecord: boolean,
): vscode.MarkdownString[] {
  const isSaid = schema === undefined && meaning !== undefined && saysSchema(subject, value, meaning);
  return [
    schema === undefined ? undefined : schemaText(schema, subject, isOfRecord),
    meaning === undefined || isSaid ? undefined : markdown(meaningText(meaning)),
  ].filter(part => part !== undefined);
}

/** True where the JSON editor's hover shows the description beside the value of an `enum`. */
function saysSchema(subject: Subject, value: Json | undefined, meaning: Meaning): boolean {
  switch (meaning.kind) {
    case 'option':
      return typeof subject === 'string' || subject.learnt !== true;
    case 'status':
      return true;
    case 'state':
      return meaning.state.shortId === value;
    case 'user':
      return typeof subject === 'string' && !meaning.user.isDeleted && meaning.user.username === value;
    default:
      return false;
  }
}

/** Title and description of an attribute or a field, as VS Code would show them. */
function schemaText(
  schema: JsonObject,
  subject: Subject,
  isOfRecord: boolean,
): vscode.MarkdownString | undefined {
  const { definitions } = schema;
  const holder = isOfRecord ? 'recordData' : 'data';
  const path = typeof subject === 'string' ? [subject] : [holder, 'properties', subject.shortId];
  let found: unknown = definitions;
  for (const step of path) found = isObject(found) && Object.hasOwn(found, step) ? found[step] : undefined;
  if (!isObject(found)) return undefined;
  const { title, description } = found;
  const text = markdown(typeof description === 'string' ? description : '');
  if (typeof title !== 'string') return text;
  return new vscode.MarkdownString()
    .appendMarkdown('**')
    .appendText(title)
    .appendMarkdown(`**\n\n${text.value}`);
}
