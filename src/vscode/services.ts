import path from 'node:path';
import * as vscode from 'vscode';
import { CatalogCache } from '../core/catalog/cache';
import type { Connection } from '../core/connection';
import { sandboxConnection } from '../core/connection';
import { BulkDoor } from './bulk/door';
import { RunsView } from './bulk/runs/view';
import { Corrector } from './catalog/corrector';
import { CatalogService } from './catalog/service';
import { ProcedureTree } from './catalog/tree';
import { FailureReporter } from './commands/failureReporter';
import { Gateway } from './connections/gateway';
import { ConnectionStatus } from './connections/statusBar';
import { Connections } from './connections/store';
import { offerTokenOnce } from './connections/tokenOffer';
import { Tokens } from './connections/tokens';
import { ReadOnlyDocuments } from './documents';
import { LineLinks } from './bulk/lineLinks';
import { ResultsGate } from './bulk/results/gate';
import { Drift } from './drift/drift';
import { Bindings } from './editor/bindings';
import { draftScheme } from './editor/draftPath';
import { DraftFileSystem } from './editor/draftFs';
import { SettingProblems } from './corrections/problems';
import { Drafts } from './editor/drafts';
import { DraftsView } from './editor/draftsView';
import { PayloadHelp } from './editor/help';
import { OwnHelp } from './editor/ownHelp';
import { SchemaReach } from './editor/reach';
import { wakeJsonEditorForDrafts } from './editor/jsonEditor';
import { PayloadLens } from './editor/lens';
import { SchemaFileSystem } from './editor/schemaFs';
import { Schemas } from './editor/schemas';
import { SharedBindings } from './editor/sharedBindings';
import type { Disposables } from './events';
import { DiskFiles } from './files';
import { HistoryDoor } from './history/door';
import { linesLanguage } from './lines';
import { Log } from './log';
import { SandboxRunner } from './sandbox/runner';
import { SendLedger } from './send/ledger';
import { retireReusedNames } from './send/reusedNames';
import { Sending } from './send/sending';
import { settings } from './settings';
import { SharedState } from './sharedState';
import { Templates } from './templates/store';
import type { Ui } from './ui';
import { ValueHelp } from './values/valueHelp';

/** `npm start` opens VS Code connected to the sandbox: its environment says so. */
function initialConnection(): Connection | undefined {
  return process.env['CHAKRA_TRY_SANDBOX'] === '1' ? sandboxConnection : undefined;
}

/** Everything that lives as long as the window, each with what it needs. No network, no waiting. */
export type Services = ReturnType<typeof buildServices>;

export function buildServices(context: vscode.ExtensionContext, ui: Ui, held: Disposables) {
  const { workspaceState, secrets } = context;
  const storage = (folder: string) => path.join(context.globalStorageUri.fsPath, folder);
  const { version } = context.extension.packageJSON as { version: string };

  const log = held.add(new Log());
  const globalState = held.add(
    new SharedState(context.globalState, error => log.error('The state that windows share', error)),
  );
  const failures = new FailureReporter(ui, log);
  const documents = held.add(new ReadOnlyDocuments());
  const lineLinks = held.add(new LineLinks(documents));

  const connections = held.add(new Connections(globalState, workspaceState, initialConnection()));
  const tokens = held.add(new Tokens(secrets, log.redactor));
  const sandbox = held.add(new SandboxRunner());
  const gateway = new Gateway(tokens, sandbox, log, version);
  const catalogs = held.add(
    new CatalogService(
      gateway,
      new CatalogCache(new DiskFiles(storage('catalogs'))),
      new Corrector(() => settings.procedures()),
      log,
    ),
  );
  const followSettings = () => catalogs.correct(connections.list());
  held.add(
    vscode.workspace.onDidChangeConfiguration(change => {
      if (change.affectsConfiguration('chakra.procedures')) followSettings();
    }),
  );
  held.add(vscode.workspace.onDidGrantWorkspaceTrust(followSettings));
  held.add(
    tokens.onDidChange(id => {
      const connection = connections.find(id);
      if (connection !== undefined) catalogs.reset(connection);
    }),
  );

  held.add(connections.onDidChange(() => catalogs.follow(connections.list())));
  held.add(offerTokenOnce(catalogs, tokens, failures, gateway.keptRefused));

  const drafts = held.add(new Drafts(storage('drafts')));
  const shared = held.add(new SharedBindings(connections, catalogs));
  const bindings = held.add(new Bindings(globalState, drafts, shared, log));
  const schemas = held.add(new Schemas(connections, catalogs, log));

  const ledger = new SendLedger(new DiskFiles(storage('sends')));
  held.add(
    vscode.workspace.onDidRenameFiles(({ files }) => {
      ledger
        .move(files.map(({ oldUri, newUri }) => ({ from: oldUri.toString(), to: newUri.toString() })))
        .catch((error: unknown) => log.error('The last send of a renamed payload', error));
    }),
  );
  held.add(retireReusedNames(ledger, log));
  const sending = held.add(new Sending());

  held.add(wakeJsonEditorForDrafts(log));
  const reach = held.add(new SchemaReach());

  held.add(new SettingProblems(connections, catalogs, log));
  held.add(new ConnectionStatus(connections, catalogs));
  const drift = held.add(new Drift(catalogs, bindings));
  const tree = held.add(new ProcedureTree(connections, catalogs, drift));
  held.add(new DraftsView(drafts, ledger, sending, connections, log));
  const bulk = held.add(new BulkDoor(storage('runs'), log));
  held.add(new RunsView(bulk));
  held.add(new ResultsGate(globalState, bulk, log));
  const history = held.add(new HistoryDoor(storage('history'), log));
  const lens = held.add(new PayloadLens(connections, bindings, schemas, sending, ledger, reach));

  const valueHelp = held.add(new ValueHelp(bindings, connections, catalogs, schemas));

  return {
    held,
    valueHelp,
    ui,
    globalState,
    storageFolder: context.globalStorageUri.fsPath,
    log,
    failures,
    documents,
    lineLinks,
    connections,
    tokens,
    sandbox,
    gateway,
    catalogs,
    drafts,
    bindings,
    schemas,
    ledger,
    sending,
    bulk,
    drift,
    history,
    templates: new Templates(new DiskFiles(storage('templates'))),
    tree,
    lens,
    help: new PayloadHelp(bindings, schemas, reach, log),
    ownHelp: held.add(new OwnHelp(bindings, schemas, reach, log)),
    payloadSelector: [
      { scheme: draftScheme },
      ...['json', 'jsonc', linesLanguage].map(language => ({ language })),
    ],
    draftFileSystem: held.add(new DraftFileSystem(drafts)),
    schemaFileSystem: held.add(new SchemaFileSystem(bindings, schemas, reach)),
  };
}
