import * as vscode from 'vscode';
import { lookAt } from '../../core/table/look';
import type { Actions } from '../commands/actions';
import type { Services } from '../services';
import { connectionText } from '../words/connectionWords';
import { plain } from '../words/plain';
import { tableProblemText } from '../words/tableWords';
import { askEncoding } from './ask';
import { correct, type LookAgain } from './correct';
import { tableFiles } from './files';
import { Maker } from './make';
import { TableMemory } from './memory';
import { askOpen } from './open';
import { freePlace } from './place';
import { baseName } from './report';
import { knownTo, setupOf, type Goal, type Setup } from './setup';

type TableActions = Pick<Actions, 'picker' | 'payloadCommands'>;

/** The command *CSV to Payload*: from tables to bound payload files. Nothing is sent. */
export class TableToPayload {
  readonly #memory: TableMemory;
  readonly #maker: Maker;

  constructor(
    private readonly services: Services,
    private readonly actions: TableActions,
  ) {
    this.#memory = new TableMemory(services.globalState);
    this.#maker = new Maker(services, this.#lookAgain, this.#remember);
  }

  /** @param argument the file of a menu; `selected`: all that are selected with it */
  async run(argument: unknown, selected: unknown): Promise<void> {
    const tables = await tableFiles(this.services.ui, argument, selected);
    const goal = tables.length === 0 ? undefined : await this.#goal(tables);
    if (goal === undefined) return;
    const seen = new Set<string>();
    for (const table of tables) {
      const found = await this.#lookAgain({ table, goal, corrections: {}, place: await freePlace(table) });
      const setup = found && (await this.#settled(found, seen));
      if (setup === undefined) return;
      await this.#remember(setup);
      await this.#maker.make(setup);
    }
  }

  readonly #remember = async (setup: Setup): Promise<void> =>
    this.#memory.remember(setup.goal, setup.names, setup);

  /** One procedure for all tables. */
  async #goal(tables: readonly vscode.Uri[]): Promise<Goal | undefined> {
    const { picker, payloadCommands } = this.actions;
    const connection = await payloadCommands.connectionOfWindow();
    const [first] = tables;
    if (connection === undefined || first === undefined) return undefined;
    const procedure = await picker.pick(
      connection,
      tables.length === 1
        ? vscode.l10n.t('Make a payload of {0} for which procedure?', plain(baseName(first)))
        : vscode.l10n.t('Make payloads of {0} tables for which procedure?', tables.length),
    );
    const catalog = procedure && (await picker.catalogOf(connection));
    return procedure && catalog && { connection, procedure, catalog };
  }

  /** The table as the user agrees to it. Of several with the same columns only the first is shown. */
  async #settled(found: Setup, seen: Set<string>): Promise<Setup | undefined> {
    const { ui } = this.services;
    const { goal, table } = found;
    const columns = JSON.stringify(found.names);
    const agreed =
      found.isRemembered && found.look.format.header && seen.has(columns)
        ? found
        : await correct(
            ui,
            found,
            {
              title: vscode.l10n.t(
                '{0}: columns to {1} ({2})',
                plain(baseName(table)),
                plain(goal.procedure.name),
                connectionText(goal.connection),
              ),
              placeholder: vscode.l10n.t(
                'Correct what is not right, then make the payload. Nothing is sent.',
              ),
              encoding: vscode.l10n.t('In which encoding is {0} written?', plain(baseName(table))),
            },
            this.#lookAgain,
          );
    const setup = agreed && (await askOpen(ui, agreed));
    if (setup !== undefined) seen.add(JSON.stringify(setup.names));
    return setup;
  }

  /** Reads the start of a table, in another encoding where the user says so; undefined: given up, or told why it cannot be read. */
  readonly #lookAgain: LookAgain = async given => {
    const { ui } = this.services;
    const { table, corrections, goal } = given;
    const outcome = await lookAt(table.fsPath, corrections, knownTo(goal));
    if (outcome.ok) return setupOf(given, outcome.look, this.#memory);
    const { problem } = outcome;
    const name = plain(baseName(table));
    if (problem.code === 'encoding') {
      const why = vscode.l10n.t(
        '{0} is not written in {1}',
        name,
        (corrections.encoding ?? 'utf-8').toUpperCase(),
      );
      const encoding = await askEncoding(ui, table.fsPath, why, problem.line);
      return encoding === undefined
        ? undefined
        : this.#lookAgain({ ...given, corrections: { ...corrections, encoding } });
    }
    if ((problem.code === 'quote' || problem.code === 'endless') && corrections.quotes !== false)
      return this.#lookAgain({ ...given, corrections: { ...corrections, quotes: false } });
    void ui.error(
      plain(vscode.l10n.t('No payload can be made of {0}. {1}', name, tableProblemText(problem))),
    );
    return undefined;
  };
}
