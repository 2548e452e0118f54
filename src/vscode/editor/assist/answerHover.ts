import * as vscode from 'vscode';
import { answerSubject } from '../../../core/answers/subject';
import { nodeAt } from '../../../core/payload/nodeAt';
import { valueOf } from '../../../core/payload/tree';
import { describeValue } from '../../../core/values/describe';
import type { Subject } from '../../../core/values/where';
import { meaningText } from '../../words/valueWords';
import type { Known } from '../schemas';
import { markdown } from './markdown';
import type { PayloadReading } from './reading';

/** What an id, a time or an attribute of an answer is to people; undefined where that is not known. */
export async function answerHoverAt(
  reading: PayloadReading,
  document: vscode.TextDocument,
  position: vscode.Position,
  { procedure, catalog }: Known,
): Promise<vscode.Hover | undefined> {
  const { version } = document;
  const { root } = await reading.tree(document);
  const at = root && nodeAt(root, document.offsetAt(position));
  const subject = at && answerSubject(at.path, procedure);
  if (at === undefined || subject === undefined || document.version !== version) return undefined;
  const { value, range } = at;
  const meaning =
    value.type === 'object' ? undefined : describeValue(subject, valueOf(value), { catalog, procedure });
  const contents = [attributeText(subject), meaning === undefined ? '' : meaningText(meaning)].filter(
    text => text !== '',
  );
  if (contents.length === 0) return undefined;
  const { offset, length } = range;
  return new vscode.Hover(
    contents.map(markdown),
    new vscode.Range(document.positionAt(offset), document.positionAt(offset + length)),
  );
}

function attributeText(subject: Subject): string {
  if (typeof subject === 'string') return '';
  const { name, shortId, type } = subject;
  const what = name === shortId ? name : `${name} (${shortId})`;
  return type === '' ? what : `${what}: ${type}`;
}
