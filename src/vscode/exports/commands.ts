import * as vscode from 'vscode';
import type { Catalog, Procedure } from '../../core/catalog/model';
import type { Connection } from '../../core/connection';
import { exportedSchema } from '../../core/exports/jsonSchema';
import { typeScriptOf } from '../../core/exports/typeScript';
import type { PayloadCommands } from '../editor/commands';
import { fileTitle } from '../editor/draftPath';
import type { ProcedurePicker } from '../editor/pickProcedure';
import type { Services } from '../services';
import { reasonOf, Trouble } from '../trouble';
import { Temporaries } from '../temporaries';
import { writeUserFile } from '../userFile';
import { plain } from '../words/plain';
import { schemaWords } from '../words/schemaWords';

/** A procedure of a row of the tree, where the command was chosen there. */
type Given = { readonly connection: Connection; readonly procedure: Procedure } | undefined;

/** What other tools can use of a procedure: its JSON Schema, and a TypeScript type. */
export class ExportCommands {
  constructor(
    private readonly services: Services,
    private readonly payloads: PayloadCommands,
    private readonly picker: ProcedurePicker,
  ) {}

  /** Writes the JSON Schema of a procedure to a file of the user's choice. */
  async exportSchema(given: Given): Promise<void> {
    const { ui, failures } = this.services;
    const found = await this.#find(given, vscode.l10n.t('Export the JSON Schema of which procedure?'));
    if (found === undefined) return;
    const { catalog, procedure } = found;
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    const file = `${fileTitle(procedure.shortId)}.schema.json`;
    const uri = await ui.saveFile({
      title: vscode.l10n.t('Export the JSON Schema of {0}', plain(procedure.name)),
      action: vscode.l10n.t('Export'),
      ...(folder === undefined ? {} : { start: vscode.Uri.joinPath(folder, file) }),
      filters: { [vscode.l10n.t('JSON Schema')]: ['json'] },
    });
    if (uri === undefined) return;
    const text = `${JSON.stringify(exportedSchema(procedure, catalog, schemaWords), undefined, 2)}\n`;
    try {
      await writeUserFile(uri, text, new Temporaries(this.services.storageFolder));
    } catch (error) {
      throw new Trouble(
        vscode.l10n.t(
          'The JSON Schema could not be written to {0} ({1}). Check the rights of the folder and the free space.',
          plain(uri.fsPath),
          reasonOf(error),
        ),
        error,
      );
    }
    const open = vscode.l10n.t('Open');
    failures.whenAnswered(
      ui.info(
        vscode.l10n.t('The JSON Schema of {0} is in {1}.', plain(procedure.name), plain(uri.fsPath)),
        open,
      ),
      async () => vscode.window.showTextDocument(uri),
    );
  }

  /** Puts a TypeScript type of what Create takes on the clipboard. */
  async copyTypeScript(given: Given): Promise<void> {
    const found = await this.#find(given, vscode.l10n.t('Copy the type of which procedure?'));
    if (found === undefined) return;
    const { catalog, procedure } = found;
    const words = {
      ...schemaWords,
      process: (name: string) => vscode.l10n.t('What Create takes for a process of {0}.', plain(name)),
    };
    await vscode.env.clipboard.writeText(typeScriptOf(procedure, catalog, words));
    vscode.window.setStatusBarMessage(
      vscode.l10n.t('Copied the TypeScript type of {0}', plain(procedure.name)),
      5_000,
    );
  }

  /** The procedure with its attributes, learnt where the config does not name them, and the catalog as it is now. */
  async #find(given: Given, title: string): Promise<{ catalog: Catalog; procedure: Procedure } | undefined> {
    const connection = given?.connection ?? (await this.payloads.connectionOfWindow());
    if (connection === undefined) return undefined;
    const procedure = given
      ? await this.picker.use(connection, given.procedure)
      : await this.picker.pick(connection, title);
    const catalog = procedure && (await this.picker.catalogOf(connection));
    return procedure && catalog && { catalog, procedure };
  }
}
