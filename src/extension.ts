import * as vscode from 'vscode';
import { AnswerHover } from './vscode/answers/hover';
import { AnswerLens } from './vscode/answers/lens';
import type { CommandHandlers, CommandName } from './vscode/commands/ids';
import { commandNames } from './vscode/commands/ids';
import { wrap } from './vscode/commands/run';
import { SettingsCompletion, settingsFiles } from './vscode/corrections/completion';
import { viewScheme } from './vscode/documents';
import { draftScheme } from './vscode/editor/draftPath';
import { PayloadHelp } from './vscode/editor/help';
import { schemaScheme } from './vscode/editor/schemaFs';
import { Disposables } from './vscode/events';
import type { Services } from './vscode/services';
import { buildServices } from './vscode/services';
import type { Ui } from './vscode/ui';
import { vscodeUi } from './vscode/ui';

/** In a test of this extension only: its questions to the user, to be answered by the test, and what it keeps and where. */
export interface TestApi {
  readonly ui: Ui;
  readonly context: vscode.ExtensionContext;
  readonly services: Services;
}

let running: Services | undefined;

/** Time that the runs of this window have to come to an end; VS Code gives about 5 s to all of us together. */
const closeWithinMs = 4_000;

/** Builds the services and registers what package.json declares. No network, no waiting. */
export function activate(context: vscode.ExtensionContext): TestApi | undefined {
  const held = new Disposables();
  context.subscriptions.push(held);
  const ui: Ui = { ...vscodeUi };
  const services = buildServices(context, ui, held);
  running = services;
  services.bulk.open(services);
  services.history.open(services);

  const titles = commandTitles(context.extension.packageJSON);
  let handlers: CommandHandlers | undefined;
  const run = async (name: CommandName, args: unknown[]) => {
    // What cannot be loaded is tried again next time: the disk may have hiccuped.
    const { commandHandlers } = await import('./vscode/commands/handlers');
    handlers ??= commandHandlers(services);
    return handlers[name](...args);
  };
  for (const name of commandNames) {
    const id = `chakra.${name}`;
    const handler = wrap(titles.get(id) ?? id, ui, services.log, async (...args) => run(name, args));
    held.add(vscode.commands.registerCommand(id, handler));
  }

  const { workspace, languages } = vscode;
  held.add(
    workspace.registerFileSystemProvider(schemaScheme, services.schemaFileSystem, { isReadonly: true }),
  );
  held.add(
    workspace.registerFileSystemProvider(draftScheme, services.draftFileSystem, { isCaseSensitive: true }),
  );
  held.add(workspace.registerTextDocumentContentProvider(viewScheme, services.documents));
  const answers = { scheme: viewScheme, pattern: '**/*.json' };
  held.add(languages.registerCodeLensProvider(answers, new AnswerLens(services.documents)));
  held.add(languages.registerHoverProvider(answers, new AnswerHover(services.documents, services.catalogs)));
  const completion = new SettingsCompletion(services.connections, services.catalogs);
  held.add(languages.registerCompletionItemProvider(settingsFiles, completion, '"'));
  const { help, payloadSelector } = services;
  held.add(languages.registerCodeLensProvider(payloadSelector, services.lens));
  const fixes = { providedCodeActionKinds: PayloadHelp.kinds };
  held.add(languages.registerCodeActionsProvider(payloadSelector, help, fixes));
  held.add(languages.registerHoverProvider(payloadSelector, help));
  held.add(languages.registerCodeActionsProvider(payloadSelector, services.valueHelp));
  held.add(languages.registerCompletionItemProvider(payloadSelector, services.valueHelp, '"', ':', ' '));
  held.add(languages.registerCompletionItemProvider(payloadSelector, services.ownHelp, '"', ':'));

  return context.extensionMode === vscode.ExtensionMode.Test ? { ui, context, services } : undefined;
}

/** What the runs of this window have asked for is answered and recorded, where the time allows; then another window may drive them. */
export async function deactivate(): Promise<void> {
  await running?.bulk.close(closeWithinMs);
}

/** What VS Code shows for each command, by its id. Where VS Code speaks another language, a title holds the English, too. */
function commandTitles(manifest: unknown): ReadonlyMap<string, string> {
  interface Declared {
    readonly command: string;
    readonly title: string | { readonly value: string };
  }
  const { contributes } = manifest as { readonly contributes: { readonly commands: readonly Declared[] } };
  return new Map(
    contributes.commands.map(({ command, title }) => [
      command,
      typeof title === 'string' ? title : title.value,
    ]),
  );
}
