import type { Node } from 'jsonc-parser';
import * as vscode from 'vscode';
import { isObject, type JsonObject } from '../../../core/json';
import { nodeAt } from '../../../core/payload/nodeAt';
import { subjectAt } from '../../../core/payload/subject';
import { valueOf } from '../../../core/payload/tree';
import { describeValue, type Meaning } from '../../../core/values/describe';
import type { Subject } from '../../../core/values/where';
import { meaningText } from '../../words/valueWords';
import type { Known } from '../schemas';
import { markdown } from './markdown';

/** Longer lists are not spelled out. */
const longestList = 100;

/**
 * What a value means, below what VS Code's JSON editor says of its attribute. Where that knows no schema of the document
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
  const isSaid = schema === undefined && meaning !== undefined && saysSchema(subject, value, meaning);
  const contents = [
    schema === undefined ? undefined : schemaText(schema, subject, at.path.includes('record')),
    meaning === undefined || isSaid ? undefined : markdown(meaningText(meaning)),
  ].filter(part => part !== undefined);
  if (contents.length === 0) return undefined;
  const { offset, length } = range;
  return new vscode.Hover(
    contents,
    new vscode.Range(document.positionAt(offset), document.positionAt(offset + length)),
  );
}

/** True where the JSON editor's hover shows the description beside the value of an `enum`. */
function saysSchema(subject: Subject, { value, type }: Node, meaning: Meaning): boolean {
  if (type === 'array') return false;
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
