import * as vscode from 'vscode';
import type { ServiceMessage } from '../../core/api/result';
import { indented } from '../../core/payload/indent';
import type { AnswerFacts } from '../answers/facts';
import type { ReadOnlyDocuments } from '../documents';
import { fileTitle } from '../editor/draftPath';

/** What a response document shows. */
export interface ResponseContent {
  /** For the tab, e.g. the procedure's name. */
  readonly title: string;
  readonly connection: string;
  /** The name of the document that was sent. */
  readonly payload?: string;
  /** Method and path. */
  readonly request: string;
  /** When the request went out, epoch ms. */
  readonly sentAt: number;
  readonly durationMs?: number;
  readonly status?: number;
  /** What it came to, in a sentence. */
  readonly outcome: string;
  /** What the service itself says, of a failure or beside a success. */
  readonly says?: readonly ServiceMessage[];
  /** The answer's body, as received. */
  readonly body: string;
  /** What can be done with it. */
  readonly about?: AnswerFacts;
}

/** Keeps an answer as a read-only JSON document with the request it belongs to and its time. */
export function addResponse(documents: ReadOnlyDocuments, content: ResponseContent): vscode.Uri {
  const time = new Date(content.sentAt).toTimeString().slice(0, 8).replaceAll(':', '.');
  return documents.add(`${fileTitle(content.title)} ${time}.json`, responseText(content), content.about);
}

/** Where a message stands in the document of an answer: on a line of its own, after what it came to. */
export function placeOfSaid(
  says: readonly ServiceMessage[],
  at: number,
): { readonly line: number; readonly from: number; readonly to: number } {
  const message = says[at];
  const from = 4;
  return {
    line: 3 + at,
    from,
    to: from + (message === undefined ? 0 : JSON.stringify(saidText(message)).length),
  };
}

/** What the service said, with what it said it of. */
export function saidText({ text, field }: ServiceMessage): string {
  return field === undefined ? text : `${field}: ${text}`;
}

/** The body stands as it was received, only indented, so that big numbers survive; what is no JSON stands as a text. */
function responseText(content: ResponseContent): string {
  const says = (content.says ?? []).map(saidText);
  // The first two, in this order, so that messages have their lines: see placeOfSaid.
  const head = {
    outcome: content.outcome,
    serviceSays: says.length === 0 ? undefined : says,
    request: content.request,
    connection: content.connection,
    payload: content.payload,
    sentAt: new Date(content.sentAt).toISOString(),
    durationMs: content.durationMs,
    status: content.status,
    sizeBytes: Buffer.byteLength(content.body),
  };
  return `${JSON.stringify(head, undefined, 2).slice(0, -2)},\n  "answer": ${shownBody(content.body)}\n}\n`;
}

/** More than this freezes the editor that shows it, and fills the memory of the window. */
const mostShown = 4 * 1024 * 1024;

/** A body as a value of a JSON document: as it was received, only indented; what is no JSON as a text. */
export function shownBody(body: string): string {
  if (body.length > mostShown) {
    const rest = vscode.l10n.t('… ({0} more characters are not shown)', body.length - mostShown);
    return JSON.stringify(body.slice(0, mostShown) + rest);
  }
  try {
    JSON.parse(body);
  } catch {
    return JSON.stringify(body);
  }
  return indented(body).trim().replaceAll('\n', '\n  ');
}
