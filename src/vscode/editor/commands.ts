import * as vscode from 'vscode';
import type { Procedure } from '../../core/catalog/model';
import { bindingTo } from '../../core/binding';
import type { Connection } from '../../core/connection';
import { buildDraft } from '../../core/schema/template';
import type { Connections } from '../connections/store';
import { twinMs, type SendLedger } from '../send/ledger';
import type { Sending } from '../send/sending';
import { holdsLines, isLinesName } from '../lines';
import type { Ui } from '../ui';
import { plain } from '../words/plain';
import { timeText } from '../words/times';
import { schemaWords } from '../words/schemaWords';
import type { Bindings } from './bindings';
import { draftScheme } from './draftPath';
import type { Drafts } from './drafts';
import type { ProcedurePicker } from './pickProcedure';
import { isJson } from './jsonEditor';
import { hasSchemaRegistry, schemaUri } from './schemaFs';
import type { Schemas } from './schemas';

/** The commands that make payloads and say whose they are. */
export class PayloadCommands {
  constructor(
    private readonly ui: Ui,
    private readonly connections: Connections,
    private readonly picker: ProcedurePicker,
    private readonly drafts: Drafts,
    private readonly bindings: Bindings,
    private readonly schemas: Schemas,
    private readonly sending: Sending,
    private readonly ledger: SendLedger,
  ) {}

  /** Opens a draft for a procedure; asks for the procedure unless one is given. */
  async create(given?: {
    connection: Connection;
    procedure: Procedure;
  }): Promise<vscode.TextEditor | undefined> {
    const connection = given?.connection ?? (await this.connectionOfWindow());
    if (connection === undefined) return undefined;
    const procedure = given
      ? await this.picker.use(connection, given.procedure)
      : await this.picker.pick(connection, vscode.l10n.t('Create a process of which procedure?'));
    if (procedure === undefined) return undefined;
    const binding = bindingTo(connection, procedure);
    const uri = schemaUri(this.schemas.idOf(binding)).toString();
    const draft = buildDraft(procedure, schemaWords, hasSchemaRegistry() ? {} : { schemaUri: uri });
    // Made before the draft is there: VS Code's first question for the schema gets the real one.
    this.schemas.serve(binding);
    const document = await vscode.workspace.openTextDocument(await this.drafts.create(binding, draft.text));
    const editor = await vscode.window.showTextDocument(document, { preview: false });
    const whole = new vscode.Range(document.positionAt(0), document.positionAt(document.getText().length));
    // The same text once more, as a snippet: its placeholders can be tabbed through.
    await editor.insertSnippet(new vscode.SnippetString(draft.snippet), whole);
    await document.save();
    return editor;
  }

  /** Binds an existing document to a procedure of the active connection. */
  async useAs(uri: vscode.Uri): Promise<void> {
    if (!isFile(uri)) {
      void this.ui.warn(
        vscode.l10n.t(
          'This document is only a view and cannot be a payload. Copy its text into a file or a draft.',
        ),
      );
      return;
    }
    if (!isJsonFile(uri)) {
      void this.ui.warn(
        vscode.l10n.t(
          'This is not a JSON document. Open a .json, .jsonl or .ndjson file, or set the language of the document to JSON.',
        ),
      );
      return;
    }
    const connection = await this.connectionOfWindow();
    if (connection === undefined) return;
    const procedure = await this.picker.pick(
      connection,
      vscode.l10n.t('Use as payload for which procedure?'),
    );
    if (procedure === undefined) return;
    await this.bindings.set(uri, bindingTo(connection, procedure));
    await this.#updateSchemaProperty(uri);
    await vscode.commands.executeCommand('vscode.open', uri);
  }

  async stopUsing(uri: vscode.Uri): Promise<void> {
    if (this.bindings.isOwn(uri)) {
      await this.bindings.remove(uri);
    } else if (this.bindings.get(uri) !== undefined) {
      void this.ui.info(
        vscode.l10n.t(
          'This file is a payload by the setting chakra.payloads of the workspace. Change it there.',
        ),
      );
    }
  }

  /** The active connection; asks for one when there is none. */
  async connectionOfWindow(): Promise<Connection | undefined> {
    const active = this.connections.active();
    if (active !== undefined) return active;
    const add = vscode.l10n.t('Add Connection');
    const sandbox = vscode.l10n.t('Try the Sandbox');
    const answer = await this.ui.info(
      vscode.l10n.t('There is no connection to ChakraHQ in this window yet.'),
      add,
      sandbox,
    );
    if (answer === add) await vscode.commands.executeCommand('chakra.addConnection');
    if (answer === sandbox) await vscode.commands.executeCommand('chakra.trySandbox');
    return this.connections.active();
  }

  /** Deletes a draft for certain, after asking. */
  async deleteDraft(uri: vscode.Uri): Promise<void> {
    const info = (await this.drafts.list()).find(draft => draft.uri.toString() === uri.toString());
    if (info === undefined) return;
    if (this.sending.has(uri)) {
      void this.ui.warn(
        vscode.l10n.t('This draft is being sent. Wait for its answer, or cancel it; then delete it.'),
      );
      return;
    }
    const isInDoubt = (await this.ledger.all(uri.toString())).some(({ state }) => state !== 'created');
    const remove = vscode.l10n.t('Delete');
    const answer = await this.ui.confirm(
      vscode.l10n.t('Delete the draft {0}?', plain(info.name.title)),
      isInDoubt
        ? vscode.l10n.t(
            'It was sent, and what became of it is unknown: without the draft it cannot be looked for. It is removed from the disk for good.',
          )
        : vscode.l10n.t('It is removed from the disk for good. What was sent stays in ChakraHQ.'),
      remove,
    );
    if (answer !== remove) return;
    const tabs = vscode.window.tabGroups.all
      .flatMap(({ tabs: all }) => all)
      .filter(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === uri.toString());
    const document = vscode.workspace.textDocuments.find(open => open.uri.toString() === uri.toString());
    if (document?.isDirty === true) await document.save();
    await vscode.window.tabGroups.close(tabs);
    await this.drafts.delete(info.name);
    // Only now: it holds the value of the primary key. Another window may have the draft open still, and bring it back.
    await this.ledger.retire(uri.toString(), Date.now() - twinMs);
  }

  /** Opens a draft; asks for it unless one is given, which another window may have deleted meanwhile. */
  async openDraft(given?: vscode.Uri): Promise<void> {
    const drafts = await this.drafts.list();
    if (given !== undefined) {
      if (drafts.some(({ uri }) => uri.toString() === given.toString())) {
        await vscode.commands.executeCommand('vscode.open', given);
      } else {
        this.drafts.lookAgain();
        void this.ui.info(vscode.l10n.t('This draft is no longer there: it was deleted in another window.'));
      }
      return;
    }
    if (drafts.length === 0) {
      void this.ui.info(vscode.l10n.t('There are no drafts yet. Chakra: Create Process makes one.'));
      return;
    }
    const picked = await this.ui.pick(
      drafts.map(({ name, uri, binding, changedAt }) => ({
        label: plain(name.title),
        description: binding === undefined ? '' : plain(binding.name),
        detail: timeText(changedAt),
        value: uri,
      })),
      { title: vscode.l10n.t('Open which draft?') },
    );
    if (picked !== undefined) await vscode.window.showTextDocument(picked);
  }

  /** Before VS Code 1.131 a draft names its schema itself: it has to follow a new binding. */
  async #updateSchemaProperty(uri: vscode.Uri): Promise<void> {
    const binding = this.bindings.get(uri);
    if (hasSchemaRegistry() || uri.scheme !== draftScheme || binding === undefined) return;
    const document = await vscode.workspace.openTextDocument(uri);
    const match = /"\$schema"\s*:\s*"chakra-schema:[^"]*"/.exec(document.getText());
    if (match === null) return;
    const edit = new vscode.WorkspaceEdit();
    const range = new vscode.Range(
      document.positionAt(match.index),
      document.positionAt(match.index + match[0].length),
    );
    edit.replace(uri, range, `"$schema": "${schemaUri(this.schemas.idOf(binding)).toString()}"`);
    await vscode.workspace.applyEdit(edit);
  }
}

/** By its language where it is open, else by its name. */
function isJsonFile(uri: vscode.Uri): boolean {
  const open = vscode.workspace.textDocuments.find(document => document.uri.toString() === uri.toString());
  if (open === undefined) return /\.jsonc?$/i.test(uri.path) || isLinesName(uri.path);
  return isJson(open) || holdsLines(open);
}

/** What the user can edit: not an answer of ours, a side of a comparison or another document that only shows something. */
function isFile({ scheme }: vscode.Uri): boolean {
  const known = ['file', 'untitled', 'vscode-remote', draftScheme].includes(scheme);
  return known || vscode.workspace.fs.isWritableFileSystem(scheme) === true;
}
