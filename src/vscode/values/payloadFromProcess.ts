import * as vscode from 'vscode';
import { bindingTo } from '../../core/binding';
import { findProcedure } from '../../core/catalog/find';
import { noCatalog, type Procedure } from '../../core/catalog/model';
import type { Connection } from '../../core/connection';
import type { JsonObject } from '../../core/json';
import { asPayload } from '../../core/query/asPayload';
import type { CatalogService } from '../catalog/service';
import type { Connections } from '../connections/store';
import type { ReadOnlyDocuments } from '../documents';
import type { Drafts } from '../editor/drafts';
import { wakeJsonEditor } from '../editor/jsonEditor';
import { hasSchemaRegistry, schemaUri } from '../editor/schemaFs';
import type { Schemas } from '../editor/schemas';
import type { Log } from '../log';
import type { Ui } from '../ui';
import { leftOutText } from '../words/queryWords';
import { schemaWords } from '../words/schemaWords';

export interface StartPayload {
  readonly ui: Ui;
  readonly log: Log;
  readonly connections: Connections;
  readonly catalogs: CatalogService;
  readonly drafts: Drafts;
  readonly schemas: Schemas;
}

/** Opens a draft that begins with what a process holds, and says what could not be taken over. */
export async function startPayload(
  { ui, log, catalogs, drafts, schemas }: StartPayload,
  connection: Connection,
  procedure: Procedure,
  process: JsonObject,
): Promise<vscode.TextEditor | undefined> {
  wakeJsonEditor(log);
  const { catalog } = await catalogs.cached(connection);
  const known = catalog && findProcedure(catalog, procedure.key);
  const binding = bindingTo(connection, known ?? procedure);
  const schema = hasSchemaRegistry() ? undefined : schemaUri(schemas.idOf(binding)).toString();
  const { text, leftOut } = asPayload(process, known ?? procedure, catalog ?? noCatalog, schemaWords, schema);
  schemas.serve(binding);
  const document = await vscode.workspace.openTextDocument(await drafts.create(binding, text));
  const editor = await vscode.window.showTextDocument(document, { preview: false });
  const placeholder = /"‹[^‹›"]+›"/.exec(document.getText());
  if (placeholder !== null) {
    const start = document.positionAt(placeholder.index + 1);
    const end = document.positionAt(placeholder.index + placeholder[0].length - 1);
    editor.selection = new vscode.Selection(start, end);
  }
  const said = leftOutText(leftOut);
  if (said !== undefined) void ui.info(vscode.l10n.t('A new payload from the process. {0}', said));
  return editor;
}

/** The same from the document that shows the process. */
export async function payloadFromDocument(
  needs: StartPayload & { readonly documents: ReadOnlyDocuments },
  uri: vscode.Uri | undefined,
): Promise<vscode.TextEditor | undefined> {
  const shown = uri && needs.documents.answer(uri);
  if (shown?.process === undefined) {
    void needs.ui.info(
      vscode.l10n.t('Open a process first: Chakra: Find Process… or Chakra: Fetch Process by Id… shows one.'),
    );
    return undefined;
  }
  const connection = needs.connections.find(shown.connection.id);
  const catalog = connection && (await needs.catalogs.need(connection)).catalog;
  const procedure = catalog && findProcedure(catalog, shown.procedureKey);
  if (connection === undefined || procedure === undefined) {
    void needs.ui.warn(
      vscode.l10n.t(
        'The connection or the procedure of this process is no longer there. Find the process again with another connection.',
      ),
    );
    return undefined;
  }
  return startPayload(needs, connection, procedure, shown.process);
}
