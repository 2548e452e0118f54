import * as vscode from 'vscode';
import { maxLimit } from '../../core/api/processes';
import { noCatalog, type Catalog, type Procedure } from '../../core/catalog/model';
import type { Connection } from '../../core/connection';
import type { JsonObject } from '../../core/json';
import { contradicts } from '../../core/query/fits';
import { exactId, exactPage, rowOf } from '../../core/query/found';
import type { CatalogService } from '../catalog/service';
import { copy } from '../clipboard';
import type { FailureReporter } from '../commands/failureReporter';
import type { Gateway } from '../connections/gateway';
import type { LiveChoice, LiveList, Ui } from '../ui';
import { connectionText } from '../words/connectionWords';
import { failureText, messagesText } from '../words/failures';
import { plain } from '../words/plain';
import { processDetail } from '../words/queryWords';
import type { AskedQuery } from './askQuery';

/** A process of a page of List. */
export interface FoundRow {
  readonly process: JsonObject;
  /** The answer that it stands in, and its place there. */
  readonly answer: string;
  readonly index: number;
  readonly sentAt: number;
  readonly status: number;
  readonly durationMs: number;
}

export interface Chosen {
  readonly row: FoundRow;
  readonly action: 'open' | 'payload';
}

type Value =
  | (Chosen & { readonly kind: 'row' })
  | { readonly kind: 'copy'; readonly id: string }
  | { readonly kind: 'more' | 'back' | 'head' };

interface ResultNeeds {
  readonly ui: Ui;
  readonly gateway: Gateway;
  readonly catalogs: CatalogService;
  readonly failures: FailureReporter;
}

const back: Value = { kind: 'back' };
const more: Value = { kind: 'more' };

/**
 * Shows what a query finds, page by page: the list is open at once and fills when the service answers; closing it ends the request.
 * @returns the chosen process; `back` to change the query
 */
export async function showResults(
  needs: ResultNeeds,
  { connection, procedure }: { readonly connection: Connection; readonly procedure: Procedure },
  query: AskedQuery & { readonly kind: 'query' },
): Promise<Chosen | 'back' | undefined> {
  const results = new Results(needs, connection, procedure, query);
  const shown = plain(query.says ?? query.text.trim());
  const picked = await needs.ui.live<Value>({
    title:
      shown === ''
        ? vscode.l10n.t('{0} ({1})', plain(procedure.name), connectionText(connection))
        : vscode.l10n.t('{0}: {1} ({2})', plain(procedure.name), shown, connectionText(connection)),
    placeholder: vscode.l10n.t('Filter what was found'),
    filters: true,
    back,
    onText: list => results.begin(list),
    onPick: (value, list) => {
      if (value.kind === 'more') results.load(list);
      if (value.kind === 'copy') void copy(value.id);
      return value.kind === 'row' || value.kind === 'back';
    },
  });
  if (results.failed !== undefined) return results.failed();
  if (picked?.kind === 'back') return 'back';
  return picked?.kind === 'row' ? picked : undefined;
}

/** The rows so far, and the page that is on its way. */
class Results {
  readonly #rows: LiveChoice<Value>[] = [];
  /** Those that plainly show something else than was asked for: the service takes no notice of the query, or of a part of it. */
  readonly #others: LiveChoice<Value>[] = [];
  readonly #ids = new Set<string>();
  /** Objects received: what is left out here as seen before counts, too. */
  #received = 0;
  #hasMore = true;
  #loading = false;
  #problem: string | undefined;
  /** What the service said beside the last page: of a query that it did not take as it was meant, perhaps. */
  #said = '';
  /** Set where the first page could not be read: tells it, and what the user wants then. */
  failed: (() => Promise<'back' | undefined>) | undefined;

  constructor(
    private readonly needs: ResultNeeds,
    private readonly connection: Connection,
    private readonly procedure: Procedure,
    private readonly query: AskedQuery & { readonly kind: 'query' },
  ) {}

  begin(list: LiveList<Value>): void {
    if (this.#received === 0 && this.#hasMore) this.load(list);
  }

  load(list: LiveList<Value>): void {
    if (this.#loading) return;
    this.#loading = true;
    this.#problem = undefined;
    this.#show(list);
    this.#load(list)
      .catch((error: unknown) => {
        this.#problem = error instanceof Error ? error.message : String(error);
      })
      .finally(() => {
        this.#loading = false;
        this.#show(list);
      });
  }

  async #load(list: LiveList<Value>): Promise<void> {
    const sentAt = Date.now();
    const query = {
      ...(Object.keys(this.query.where).length === 0 ? {} : { where: this.query.where }),
      skip: this.#received,
      limit: maxLimit,
    };
    const page = await this.needs.gateway.call(this.connection, async api =>
      api.listProcesses(this.procedure.shortId, query, list.signal),
    );
    if (!page.ok) {
      const { failure } = page;
      if (failure.kind === 'cancelled') return;
      this.#problem = failureText(failure);
      if (this.#received > 0) return;
      this.failed = async () => {
        const again = vscode.l10n.t('Search Again');
        const what = vscode.l10n.t('The processes of {0} could not be searched.', plain(this.procedure.name));
        const answer = await this.needs.failures.report(this.connection, what, failure, again);
        return answer === again ? 'back' : undefined;
      };
      list.close();
      return;
    }
    const { processes, hasMore } = page.value;
    const { text: answer, status, durationMs, warnings } = page.answer;
    this.#said = messagesText(warnings);
    const catalog = this.needs.catalogs.peek(this.connection).catalog;
    // Read once more in one go: only where a number may have lost digits.
    const exact = /\d{16}/.test(answer) ? exactPage(answer) : undefined;
    let isNew = false;
    processes.forEach((process, index) => {
      const shown = exact?.[index] ?? process;
      const id = exactId(shown);
      // While data changes, a page may repeat what the one before it had.
      if (id !== undefined && this.#ids.has(id)) return;
      if (id !== undefined) this.#ids.add(id);
      isNew = true;
      const row = { process, answer, index, sentAt, status, durationMs };
      const isOther = contradicts(process, this.query.where, this.procedure, catalog ?? noCatalog);
      (isOther ? this.#others : this.#rows).push(choiceOf(row, shown, this.procedure, catalog));
    });
    this.#received += processes.length;
    this.#hasMore = hasMore && isNew;
  }

  #show(list: LiveList<Value>): void {
    const others = this.#others.length === 0 ? [] : [othersHead(), ...this.#others];
    list.show([...this.#words(), ...this.#rows, ...others, ...this.#last()], this.#loading);
  }

  #words(): readonly LiveChoice<Value>[] {
    if (this.#said === '') return [];
    const label = `$(warning) ${vscode.l10n.t('The service says: {0}', plain(this.#said))}`;
    return [{ label, alwaysShow: true, value: { kind: 'head' } }];
  }

  get #count(): number {
    return this.#rows.length + this.#others.length;
  }

  #last(): readonly LiveChoice<Value>[] {
    if (this.#loading) return [];
    if (this.#problem !== undefined) {
      const label = `$(warning) ${vscode.l10n.t('The next page could not be read. Try again')}`;
      return [{ label, detail: plain(this.#problem), alwaysShow: true, value: more }];
    }
    if (this.#hasMore) {
      const label = `$(ellipsis) ${vscode.l10n.t('More…')}`;
      return [
        { label, description: vscode.l10n.t('{0} so far', this.#count), alwaysShow: true, value: more },
      ];
    }
    if (this.#count > 0) return [];
    const label = `$(circle-slash) ${vscode.l10n.t('Nothing found among what is visible to this key')}`;
    const description = this.query.notKnown ?? vscode.l10n.t('change the query');
    return [{ label, description, alwaysShow: true, value: back }];
  }
}

function othersHead(): LiveChoice<Value> {
  const label = vscode.l10n.t('The service gave these, too: they show something else than was asked for');
  return { label, kind: vscode.QuickPickItemKind.Separator, value: { kind: 'head' } };
}

function choiceOf(
  row: FoundRow,
  shown: JsonObject,
  procedure: Procedure,
  catalog: Catalog | undefined,
): LiveChoice<Value> {
  const found = rowOf(shown, procedure, catalog ?? noCatalog);
  const { id } = found;
  return {
    label: plain(found.title ?? vscode.l10n.t('(without an id)')),
    description: [found.key, found.state]
      .filter(part => part !== undefined)
      .map(plain)
      .join(' · '),
    detail: processDetail(found),
    value: { kind: 'row', row, action: 'open' },
    buttons: [
      {
        iconPath: new vscode.ThemeIcon('new-file'),
        tooltip: vscode.l10n.t('Start a new payload from this process'),
        value: { kind: 'row', row, action: 'payload' },
      },
      ...(id === undefined
        ? []
        : [
            {
              iconPath: new vscode.ThemeIcon('copy'),
              tooltip: vscode.l10n.t('Copy the id'),
              value: { kind: 'copy', id } as const,
            },
          ]),
    ],
  };
}
