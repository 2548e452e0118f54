import * as vscode from 'vscode';
import { bindingTo } from '../../core/binding';
import { findProcedure } from '../../core/catalog/find';
import type { Procedure } from '../../core/catalog/model';
import type { Connection } from '../../core/connection';
import { requestBody } from '../../core/payload/body';
import type { Template } from '../../core/templates/template';
import { isOf } from '../../core/templates/template';
import type { PayloadCommands } from '../editor/commands';
import { openDraftOf } from '../editor/newDraft';
import { parseDraftUri } from '../editor/draftPath';
import type { Target } from '../send/target';
import type { Services } from '../services';
import { connectionText } from '../words/connectionWords';
import { plain } from '../words/plain';
import { timeText } from '../words/times';
import type { Templates } from './store';

const longestName = 100;

/** Payloads that are kept under a name to begin others with. */
export class TemplateCommands {
  constructor(
    private readonly services: Services,
    private readonly payloads: PayloadCommands,
    private readonly templates: Templates,
  ) {}

  /** Keeps a payload as a template of its procedure. */
  async saveAs({ document, binding }: Target): Promise<void> {
    const { ui, schemas, log } = this.services;
    const procedure = {
      key: binding.procedureKey,
      shortId: schemas.procedure(binding)?.shortId ?? binding.shortId,
      name: schemas.nameOf(binding),
    };
    const body = new TextDecoder('utf-8', { ignoreBOM: true }).decode(requestBody(document.getText()));
    const name = await this.#askName(
      vscode.l10n.t('Save as a template of {0}', plain(procedure.name)),
      parseDraftUri(document.uri)?.title ?? procedure.name,
    );
    if (name === undefined) return;
    const same = (await this.templates.list()).find(one => one.name === name && isOf(one, procedure));
    if (same !== undefined && !(await this.#mayReplace(same))) return;
    const text = log.redactor.redact(body);
    await this.templates.save({
      ...(same === undefined ? {} : { id: same.id }),
      ...{ name, procedure, text, savedAt: Date.now() },
    });
    if (text !== body) {
      void ui.warn(
        vscode.l10n.t(
          'A token stood in this payload. The template has [redacted] in its place: tokens are never kept.',
        ),
      );
      return;
    }
    const create = vscode.l10n.t('Create from Template…');
    this.services.failures.whenAnswered(
      ui.info(vscode.l10n.t('Saved as the template {0}.', plain(name)), create),
      async () => vscode.commands.executeCommand('chakra.createFromTemplate'),
    );
  }

  /**
   * Opens a draft with the text of a template; nothing is sent.
   * @param given the procedure of a row of the tree: then only its templates are offered
   */
  async create(given?: { connection: Connection; procedure: Procedure }): Promise<void> {
    const { ui, catalogs } = this.services;
    const connection = given?.connection ?? (await this.payloads.connectionOfWindow());
    if (connection === undefined) return;
    const template = await this.#pick(vscode.l10n.t('Create from which template?'), given?.procedure);
    if (template === undefined) return;
    const { catalog } = await catalogs.cached(connection);
    const { key, shortId, name } = template.procedure;
    const procedure =
      given?.procedure ?? (catalog && (findProcedure(catalog, key) ?? findProcedure(catalog, shortId)));
    if (catalog !== undefined && procedure === undefined) {
      void ui.warn(
        vscode.l10n.t(
          'The template {0} is for the procedure {1}, which {2} does not have. Switch to a connection that has it.',
          plain(template.name),
          plain(name),
          connectionText(connection),
        ),
      );
      return;
    }
    const binding = procedure
      ? bindingTo(connection, procedure)
      : { connectionId: connection.id, procedureKey: key, shortId, name };
    await openDraftOf(this.services, binding, template.text);
  }

  async rename(): Promise<void> {
    const template = await this.#pick(vscode.l10n.t('Rename which template?'));
    if (template === undefined) return;
    const name = await this.#askName(
      vscode.l10n.t('Rename the template {0}', plain(template.name)),
      template.name,
    );
    if (name === undefined || name === template.name) return;
    const same = (await this.templates.list()).find(
      one => one.id !== template.id && one.name === name && isOf(one, template.procedure),
    );
    if (same !== undefined && !(await this.#mayReplace(same))) return;
    await this.templates.save({ ...template, name });
    if (same !== undefined) await this.templates.remove(same);
  }

  async remove(): Promise<void> {
    const template = await this.#pick(vscode.l10n.t('Delete which template?'));
    if (template === undefined) return;
    const remove = vscode.l10n.t('Delete');
    const answer = await this.services.ui.confirm(
      vscode.l10n.t('Delete the template {0}?', plain(template.name)),
      vscode.l10n.t('It is removed from the disk for good. Drafts that were made of it stay.'),
      remove,
    );
    if (answer === remove) await this.templates.remove(template);
  }

  async #pick(title: string, procedure?: Procedure): Promise<Template | undefined> {
    const { ui } = this.services;
    const all = await this.templates.list();
    const offered = procedure === undefined ? all : all.filter(template => isOf(template, procedure));
    if (offered.length === 0) {
      void ui.info(
        procedure === undefined
          ? vscode.l10n.t('There are no templates yet. Open a payload and run Chakra: Save as Template….')
          : vscode.l10n.t(
              'There is no template of {0} yet. Open a payload of it and run Chakra: Save as Template….',
              plain(procedure.name),
            ),
      );
      return undefined;
    }
    return ui.pick(
      offered.map(template => ({
        label: plain(template.name),
        description: plain(template.procedure.name),
        detail: vscode.l10n.t('saved {0}', timeText(template.savedAt)),
        value: template,
      })),
      { title },
    );
  }

  async #askName(title: string, value: string): Promise<string | undefined> {
    const { ui, log } = this.services;
    const typed = await ui.input({
      title,
      prompt: vscode.l10n.t('The name of the template.'),
      value,
      validate: name =>
        name.trim() === ''
          ? vscode.l10n.t('Type a name.')
          : name.trim().length > longestName
            ? vscode.l10n.t('Type a shorter name, of {0} characters at most.', longestName)
            : undefined,
    });
    return typed === undefined ? undefined : log.redactor.redact(typed.trim());
  }

  async #mayReplace({ name }: Template): Promise<boolean> {
    const replace = vscode.l10n.t('Replace');
    const answer = await this.services.ui.confirm(
      vscode.l10n.t('There is a template {0} of this procedure already. Replace it?', plain(name)),
      vscode.l10n.t('What it holds now is lost.'),
      replace,
    );
    return answer === replace;
  }
}
