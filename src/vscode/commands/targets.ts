import path from 'node:path';
import * as vscode from 'vscode';
import type { Connections } from '../connections/store';
import type { Bindings } from '../editor/bindings';
import type { Target } from '../send/target';
import { reasonOf, Trouble } from '../trouble';
import type { Ui } from '../ui';
import { plain } from '../words/plain';

/** The document that a command is about: the one that a menu or code lens names, else the active editor's. */
export function documentUri(argument: unknown): vscode.Uri | undefined {
  return argument instanceof vscode.Uri ? argument : vscode.window.activeTextEditor?.document.uri;
}

/** Finds out what a command on a payload is about, and says what is missing. */
export class Targets {
  constructor(
    private readonly ui: Ui,
    private readonly connections: Connections,
    private readonly bindings: Bindings,
  ) {}

  async find(argument: unknown): Promise<Target | undefined> {
    const uri = documentUri(argument);
    if (uri === undefined) {
      void this.ui.info(vscode.l10n.t('Open a payload first. Chakra: Create Process makes one.'));
      return undefined;
    }
    const binding = this.bindings.get(uri) ?? (await this.#bind(uri));
    if (binding === undefined) return undefined;
    const connection = this.connections.find(binding.connectionId);
    if (connection === undefined) {
      const change = vscode.l10n.t('Change Procedure…');
      const answer = await this.ui.error(
        vscode.l10n.t(
          'The connection of this payload was removed. Choose a procedure of another connection.',
        ),
        change,
      );
      if (answer === change) await vscode.commands.executeCommand('chakra.changeProcedure', uri);
      return undefined;
    }
    return { document: await this.#open(uri), binding, connection };
  }

  /** A file that was deleted, or that VS Code finds too large. */
  async #open(uri: vscode.Uri): Promise<vscode.TextDocument> {
    try {
      return await vscode.workspace.openTextDocument(uri);
    } catch (error) {
      throw new Trouble(
        vscode.l10n.t(
          'The payload {0} cannot be opened ({1}). Check whether the file is still there and how large it is.',
          plain(path.posix.basename(uri.path)),
          reasonOf(error),
        ),
        error,
      );
    }
  }

  async #bind(uri: vscode.Uri) {
    const use = vscode.l10n.t('Use as Payload for…');
    const answer = await this.ui.info(
      vscode.l10n.t('This document is not a payload of any procedure yet.'),
      use,
    );
    if (answer === use) await vscode.commands.executeCommand('chakra.useAsPayload', uri);
    return this.bindings.get(uri);
  }
}
