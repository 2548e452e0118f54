import { CatalogCommands } from '../catalog/commands';
import { ConnectionCommands } from '../connections/commands';
import { CopyAs } from '../copyAs/copyAs';
import { PayloadCommands } from '../editor/commands';
import { ProcedurePicker } from '../editor/pickProcedure';
import { ExportCommands } from '../exports/commands';
import { Checker } from '../send/checker';
import { Guard } from '../send/guard';
import { Look } from '../send/look';
import { PayloadSender } from '../send/payloadSender';
import { ServiceProblems } from '../send/problems';
import { SendReport } from '../send/report';
import { SendHistory } from '../send/sendHistory';
import { keepHouse } from '../housekeeping';
import type { Services } from '../services';
import { TemplateCommands } from '../templates/commands';
import { Targets } from './targets';

/** What only commands need: built by the first of them. */
export type Actions = ReturnType<typeof buildActions>;

export function buildActions(services: Services) {
  const { ui, globalState, connections, tokens, gateway, catalogs, failures, documents } = services;
  const { drafts, bindings, schemas, ledger, tree, sending, history, log, held } = services;

  const picker = new ProcedurePicker(ui, globalState, catalogs, failures);
  const checker = new Checker(ui, schemas);
  const look = new Look(ui, gateway, schemas, ledger, documents, failures, sending);
  const problems = held.add(new ServiceProblems(bindings));
  const report = new SendReport(ui, schemas, documents, problems, failures, ledger, bindings, look);
  const guard = new Guard(ui);
  held.add(keepHouse(services));

  const payloadCommands = new PayloadCommands(
    ui,
    connections,
    picker,
    drafts,
    bindings,
    schemas,
    sending,
    ledger,
  );
  const queries: string[] = [];

  return {
    picker,
    queries,
    checker,
    look,
    report,
    copyAs: new CopyAs(ui, globalState, schemas),
    sender: new PayloadSender(
      ui,
      connections,
      gateway,
      schemas,
      checker,
      guard,
      ledger,
      report,
      sending,
      new SendHistory(history, log),
    ),
    targets: new Targets(ui, connections, bindings),
    connectionCommands: new ConnectionCommands(ui, connections, tokens, gateway, catalogs, failures, picker),
    catalogCommands: new CatalogCommands(ui, connections, catalogs, tree, failures),
    payloadCommands,
    templates: new TemplateCommands(services, payloadCommands, services.templates),
    exports: new ExportCommands(services, payloadCommands, picker),
  };
}
