import * as vscode from 'vscode';
import type { Connection } from '../../core/connection';
import type { JsonObject } from '../../core/json';
import type { QueryContext } from '../../core/query/fields';
import { quickFinds } from '../../core/query/quick';
import { readQuery, type QueryReading } from '../../core/query/read';
import { suggest } from '../../core/query/suggest';
import type { LiveChoice, LiveList, Ui } from '../ui';
import { connectionText } from '../words/connectionWords';
import { plain } from '../words/plain';
import { queryProblemText, suggestionText } from '../words/queryWords';

/** What to look for. */
export type AskedQuery =
  | {
      readonly kind: 'query';
      readonly text: string;
      readonly where: JsonObject;
      /** The query in words, where `text` does not say what is looked at. */
      readonly says?: string;
      /** What of it the config does not know, in words. */
      readonly notKnown?: string;
    }
  | { readonly kind: 'id'; readonly text: string; readonly id: string };

type Row = AskedQuery | { readonly kind: 'type'; readonly text: string } | { readonly kind: 'nothing' };

interface AskNeeds {
  readonly ui: Ui;
  readonly queries: readonly string[];
  readonly catalogs: { onDidChange(listener: (connection: Connection) => void): vscode.Disposable };
}

/** Asks what to find, with completion: a primary key, or a query. Users and states that arrive late join the list. */
export async function askQuery(
  needs: AskNeeds,
  connection: Connection,
  context: () => QueryContext,
  text: string,
): Promise<AskedQuery | undefined> {
  let open: LiveList<Row> | undefined;
  const listening = needs.catalogs.onDidChange(({ id }) => {
    if (id === connection.id && open !== undefined) open.show(rows(open.text, context(), needs.queries));
  });
  try {
    const picked = await needs.ui.live<Row>({
      title: vscode.l10n.t(
        'Find a process of {0} ({1})',
        plain(context().procedure.name),
        connectionText(connection),
      ),
      placeholder: vscode.l10n.t(
        '{0}, or a query: status = OPEN and createdAt > "7 days ago"',
        keyName(context()),
      ),
      text,
      filters: false,
      onText: list => {
        open = list;
        list.show(rows(list.text, context(), needs.queries));
      },
      onPick: (row, list) => {
        if (row.kind === 'type') list.type(row.text);
        return row.kind === 'query' || row.kind === 'id';
      },
    });
    return picked?.kind === 'query' || picked?.kind === 'id' ? picked : undefined;
  } finally {
    listening.dispose();
  }
}

function keyName({ procedure }: QueryContext): string {
  const { primaryKey, attributes } = procedure;
  if (primaryKey === undefined) return vscode.l10n.t('Id');
  return plain(attributes.find(({ shortId }) => shortId === primaryKey)?.name ?? primaryKey);
}

function rows(text: string, context: QueryContext, queries: readonly string[]): readonly LiveChoice<Row>[] {
  const read = readQuery(text, context);
  const quick: LiveChoice<Row>[] = quickFinds(text, context).map(find =>
    find.kind === 'id'
      ? {
          label: `$(go-to-file) ${vscode.l10n.t('Fetch by id')}`,
          description: plain(find.id),
          value: { kind: 'id', id: find.id, text },
        }
      : {
          // Not with what is typed: VS Code sorts rows that hold it by their labels, and the primary key is to stay the first.
          label: `$(search) ${plain(nameOf(find.field, context))}`,
          description: fieldText(find.field, find.value, context),
          value: { kind: 'query', where: find.where, text, says: `${find.field} = ${find.value}` },
        },
  );
  const found = suggest(text, context).map((suggestion): LiveChoice<Row> => ({
    label: plain(suggestion.label),
    description: suggestionText(suggestion),
    value: { kind: 'type', text: suggestion.text },
  }));
  return [
    ...(read.ok ? [run(text, read)] : quick),
    ...(read.ok && text.trim() !== '' ? found : [...problemRow(read, quick, found), ...found]),
    ...(text === '' ? before(queries) : []),
  ];
}

function run(text: string, read: QueryReading & { readonly ok: true }): LiveChoice<Row> {
  const everything = text.trim() === '';
  const notKnown =
    read.unknown.length === 0
      ? undefined
      : vscode.l10n.t('not known here: {0}', read.unknown.map(plain).join(', '));
  return {
    label: everything
      ? `$(search) ${vscode.l10n.t('All that is visible to this key')}`
      : `$(search) ${vscode.l10n.t('Find {0}', plain(text.trim()))}`,
    ...(notKnown === undefined ? {} : { description: notKnown }),
    value: { kind: 'query', text, where: read.where, ...(notKnown === undefined ? {} : { notKnown }) },
  };
}

/** Where there is nothing to choose, what is wrong is the only row. */
function problemRow(
  read: QueryReading,
  quick: readonly unknown[],
  found: readonly unknown[],
): readonly LiveChoice<Row>[] {
  if (read.ok || quick.length > 0) return [];
  if (found.length > 0 && read.problem.code === 'unfinished') return [];
  return [{ label: `$(info) ${queryProblemText(read.problem)}`, value: { kind: 'nothing' } }];
}

function before(queries: readonly string[]): readonly LiveChoice<Row>[] {
  return queries.map(text => ({
    label: `$(history) ${plain(text)}`,
    value: { kind: 'type', text },
  }));
}

function nameOf(field: string, { procedure }: QueryContext): string {
  return procedure.attributes.find(({ shortId }) => shortId === field)?.name ?? field;
}

function fieldText(field: string, value: string, { procedure }: QueryContext): string {
  const condition = `${plain(field)} = ${plain(value)}`;
  return field === procedure.primaryKey ? vscode.l10n.t('{0} · primary key', condition) : condition;
}
