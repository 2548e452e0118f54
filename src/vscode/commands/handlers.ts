import * as vscode from 'vscode';
import { isObject } from '../../core/json';
import type { Services } from '../services';
import { AnswerCommands } from '../answers/commands';
import { holdsEntries } from '../bulk/arrays';
import { procedureOfRow } from '../catalog/rows';
import { showChanges } from '../drift/showChanges';
import { wakeJsonEditor } from '../editor/jsonEditor';
import { fetchProcess } from '../send/fetchProcess';
import { showRequest } from '../send/requestView';
import { showSandboxContents } from '../sandbox/contents';
import { buildActions } from './actions';
import type { CommandHandlers } from './ids';
import { documentUri } from './targets';

/** What each command does. Arguments come from menus, lenses and key bindings of any origin: they are looked at first. */
export function commandHandlers(services: Services): CommandHandlers {
  const { documents } = services;
  const actions = buildActions(services);
  const answers = new AnswerCommands(services);
  const { connectionCommands, catalogCommands, payloadCommands, targets, sender, checker, look, report } =
    actions;
  return {
    addConnection: async () => connectionCommands.add(),
    switchConnection: async () => connectionCommands.switchTo(),
    editConnection: async () => connectionCommands.edit(),
    setToken: async given =>
      connectionCommands.setToken(services.connections.list().find(({ id }) => hasId(given, id))),
    removeConnection: async () => connectionCommands.remove(),
    testConnection: async () => connectionCommands.test(),
    trySandbox: async () => connectionCommands.trySandbox(),
    showSandboxContents: async () => showSandboxContents(services.sandbox, documents),
    refreshCatalog: async () => catalogCommands.refresh(),
    filterProcedures: async () => catalogCommands.filter(),
    clearFilter: async () => {
      services.tree.setFilter('');
      return Promise.resolve();
    },
    copyShortId: async node => catalogCommands.copyShortId(node),
    showChanges: async node => showChanges(services, node),
    correctAttribute: async node => catalogCommands.correctAttribute(node),
    createProcess: async node => {
      wakeJsonEditor(services.log);
      return payloadCommands.create(procedureOf(services, node));
    },
    useAsPayload: async argument => withUri(services, argument, async uri => payloadCommands.useAs(uri)),
    stopUsingAsPayload: async argument =>
      withUri(services, argument, async uri => payloadCommands.stopUsing(uri)),
    changeProcedure: async argument => withUri(services, argument, async uri => payloadCommands.useAs(uri)),
    checkPayload: async argument => {
      const target = await targets.find(argument);
      if (target === undefined) return;
      const { document } = target;
      if (document.uri.scheme === 'file' && holdsEntries(document)) {
        await (await services.bulk.load()).create.check(actions, document.uri, undefined);
      } else await checker.check(target);
    },
    showRequest: async argument => {
      const target = await targets.find(argument);
      if (target !== undefined) await showRequest(documents, services.schemas, target);
    },
    copyAs: async argument => {
      const target = await targets.find(argument);
      if (target !== undefined) await actions.copyAs.copy(target);
    },
    sendPayload: async argument => {
      const target = await targets.find(argument);
      if (target === undefined) return;
      if (holdsEntries(target.document))
        await (await services.bulk.load()).create.create(actions, target.document.uri, undefined);
      else await sender.send(target);
    },
    lookForProcess: async argument => {
      const target = await targets.find(argument);
      if (target !== undefined) await look.look(target);
    },
    openResponse: async () => report.openLast(),
    copyProcessId: async argument => report.copyLastId(documentUri(argument)),
    fetchProcess: async () => fetchProcess({ ...services, ...actions }),
    findProcess: async node =>
      (await import('../values/index')).findProcess({ ...services, ...actions }, procedureOf(services, node)),
    payloadFromProcess: async argument =>
      (await import('../values/index')).payloadFromDocument(
        { ...services, ...actions },
        documentUri(argument),
      ),
    fetchAgain: async argument => answers.fetchAgain(documentUri(argument)),
    compareWithSent: async argument => answers.compare(documentUri(argument)),
    uploadPhoto: async (argument, at) =>
      (await import('../values/index')).uploadPhotos({ ...services, ...actions }, argument, positionOf(at)),
    insertDate: async at =>
      (await import('../values/index')).insertDate({ ...services, ...actions }, positionOf(at)),
    openDraft: async uri => payloadCommands.openDraft(uri instanceof vscode.Uri ? uri : undefined),
    deleteDraft: async argument =>
      withUri(services, draftOf(argument), async uri => payloadCommands.deleteDraft(uri)),
    saveAsTemplate: async argument => {
      const target = await targets.find(argument);
      if (target !== undefined) await actions.templates.saveAs(target);
    },
    createFromTemplate: async node => {
      wakeJsonEditor(services.log);
      await actions.templates.create(procedureOf(services, node));
    },
    renameTemplate: async () => actions.templates.rename(),
    deleteTemplate: async () => actions.templates.remove(),
    exportSchema: async node => actions.exports.exportSchema(procedureOf(services, node)),
    copyTypeScript: async node => actions.exports.copyTypeScript(procedureOf(services, node)),
    openHistoryEntry: async argument => (await services.history.load()).commands.open(argument),
    sendAgain: async argument => (await services.history.load()).commands.sendAgain(argument),
    deleteHistoryEntry: async (argument, selected) =>
      (await services.history.load()).commands.remove(argument, selected),
    clearHistory: async () => (await services.history.load()).commands.clear(),
    showLog: async () => {
      services.log.show();
      return Promise.resolve();
    },
    csvToPayload: async (argument, selected) => {
      const { TableToPayload } = await import('../table/index');
      await new TableToPayload(services, actions).run(argument, selected);
    },
    bulkCreate: async (argument, selected) =>
      (await services.bulk.load()).create.create(actions, argument, selected),
    checkFile: async (argument, selected) =>
      (await services.bulk.load()).create.check(actions, argument, selected),
    pauseRun: async node => (await services.bulk.load()).runCommands.pause(node),
    resumeRun: async node => (await services.bulk.load()).runCommands.resume(node),
    cancelRun: async node => (await services.bulk.load()).runCommands.cancel(node),
    lookForEntries: async node => (await services.bulk.load()).runCommands.look(node),
    sendUnseen: async node => (await services.bulk.load()).results.sendUnseen(node),
    showRun: async node => (await services.bulk.load()).runCommands.show(node),
    giveUpJob: async node => (await services.bulk.load()).runCommands.giveUp(node),
    giveUpAllJobs: async node => (await services.bulk.load()).runCommands.giveUpAll(node),
    deleteRun: async node => (await services.bulk.load()).runCommands.remove(node),
    deleteFinishedRuns: async () => (await services.bulk.load()).runCommands.removeFinished(),
    openRunReport: async argument => (await services.bulk.load()).results.openReport(argument),
    exportResults: async argument => (await services.bulk.load()).results.exportResults(argument),
    readProcessIds: async argument => (await services.bulk.load()).results.readIds(argument),
    readResultsAgain: async argument => (await services.bulk.load()).results.readAgain(argument),
    retryFailed: async argument => (await services.bulk.load()).results.retryFailed(argument),
    sendRest: async argument => (await services.bulk.load()).results.sendRest(argument),
    saveFailed: async argument => (await services.bulk.load()).results.saveFailed(argument),
    clearResults: async argument => (await services.bulk.load()).results.clear(argument),
    openJob: async argument => (await services.bulk.load()).results.openJob(argument),
  };
}

function positionOf(value: unknown): vscode.Position | undefined {
  return value instanceof vscode.Position ? value : undefined;
}

async function withUri(
  { ui }: Services,
  argument: unknown,
  work: (uri: vscode.Uri) => Promise<void>,
): Promise<void> {
  const uri = documentUri(argument);
  if (uri === undefined) void ui.info(vscode.l10n.t('Open a JSON file first.'));
  else await work(uri);
}

function hasId(value: unknown, id: string): boolean {
  return isObject(value) && value['id'] === id;
}

/** The procedure of a row of the tree, when the command was chosen there. */
function procedureOf(services: Services, node: unknown): ReturnType<typeof procedureOfRow> {
  return isObject(node) && node['type'] === 'procedure' ? procedureOfRow(services, node) : undefined;
}

/** A row of the drafts, or the document itself. */
function draftOf(argument: unknown): unknown {
  return argument instanceof vscode.Uri || !isObject(argument) ? argument : argument['uri'];
}
