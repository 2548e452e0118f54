import * as vscode from 'vscode';
import type { Attribute, Procedure } from '../../core/catalog/model';
import { documentedTypes } from '../../core/catalog/types';
import { isObject, type JsonObject } from '../../core/json';
import { reasonOf, Trouble } from '../trouble';
import type { Choice, Ui } from '../ui';
import { plain } from '../words/plain';

type What = 'type' | 'options' | 'required' | 'optional' | 'undo' | 'open';

const setting = 'procedures';

/** What the user says of an attribute where the config says nothing or something wrong: written into the settings, where it can be read and changed. */
export class CorrectAttribute {
  constructor(private readonly ui: Ui) {}

  async correct(procedure: Procedure, attribute: Attribute): Promise<void> {
    const what = await this.ui.pick(this.#choices(attribute), {
      title: vscode.l10n.t('Correct {0} of {1}', plain(attribute.shortId), plain(procedure.name)),
      placeholder: vscode.l10n.t('What does the config not say, or say wrongly?'),
    });
    if (what === undefined) return;
    const change = await this.#change(what, attribute);
    if (change === undefined) return;
    const target = await this.#target(what === 'undo', procedure.shortId, attribute.shortId);
    if (target === undefined) return;
    if (change !== 'open') await write(target, procedure.shortId, attribute.shortId, change);
    await vscode.commands.executeCommand(
      target === vscode.ConfigurationTarget.Global
        ? 'workbench.action.openSettingsJson'
        : 'workbench.action.openWorkspaceSettingsFile',
      { revealSetting: { key: `chakra.${setting}`, edit: false } },
    );
  }

  #choices({ type, required, corrected }: Attribute): Choice<What>[] {
    const choices: Choice<What>[] = [
      {
        label: vscode.l10n.t('Type…'),
        description: type === '' ? vscode.l10n.t('not known') : plain(type),
        value: 'type',
      },
      { label: vscode.l10n.t('Options…'), value: 'options' },
      required
        ? { label: vscode.l10n.t('Not required'), value: 'optional' }
        : { label: vscode.l10n.t('Required'), value: 'required' },
    ];
    if (corrected === true) choices.push({ label: vscode.l10n.t('Take the correction back'), value: 'undo' });
    return [...choices, { label: vscode.l10n.t('Open the settings'), value: 'open' }];
  }

  /** Undefined for Cancel; null takes the correction back. */
  async #change(what: What, attribute: Attribute): Promise<JsonObject | null | 'open' | undefined> {
    switch (what) {
      case 'open':
        return 'open';
      case 'undo':
        return null;
      case 'required':
        return { required: true };
      case 'optional':
        return { required: false };
      case 'type': {
        const type = await this.ui.pick(
          documentedTypes().map(value => ({
            label: value,
            ...(value === attribute.type ? { description: vscode.l10n.t('as it is now') } : {}),
            value,
          })),
          { title: vscode.l10n.t('Type of {0}', plain(attribute.shortId)) },
        );
        return type === undefined ? undefined : { type };
      }
      case 'options': {
        const listed = (attribute.options ?? []).map(({ value }) => String(value)).join(', ');
        const typed = await this.ui.input({
          title: vscode.l10n.t('Options of {0}', plain(attribute.shortId)),
          prompt: vscode.l10n.t(
            'The values as they are sent, with commas between them. Numbers are taken for numbers. Labels that the config has stay.',
          ),
          value: listed,
        });
        return typed === undefined || typed.trim() === listed ? undefined : { options: optionsOf(typed) };
      }
    }
  }

  /** Where the correction stands already, or else where the user wants it. */
  async #target(
    isUndo: boolean,
    procedure: string,
    attribute: string,
  ): Promise<vscode.ConfigurationTarget | undefined> {
    const { Global, Workspace } = vscode.ConfigurationTarget;
    if (vscode.workspace.workspaceFolders === undefined || !vscode.workspace.isTrusted) return Global;
    const holds = (target: vscode.ConfigurationTarget) =>
      inside(inside(inside(valueIn(target), procedure), 'attributes'), attribute) !== undefined;
    const held = [Workspace, Global].filter(holds);
    if (isUndo || held.length === 1) return held[0] ?? Global;
    return this.ui.pick(
      [
        { label: vscode.l10n.t('User'), description: vscode.l10n.t('only on this machine'), value: Global },
        {
          label: vscode.l10n.t('Workspace'),
          description: vscode.l10n.t('shared with everybody who opens it'),
          value: Workspace,
        },
      ],
      { title: vscode.l10n.t('Where is the correction kept?') },
    );
  }
}

function optionsOf(typed: string): (string | number)[] {
  const words = typed
    .split(',')
    .map(word => word.trim())
    .filter(word => word !== '');
  // Only where each of them is one, exactly as it is written: `007` and 12345678901234567890 stay text.
  const numbers = words.map(Number);
  return words.every((word, at) => String(numbers[at]) === word) ? numbers : words;
}

function valueIn(target: vscode.ConfigurationTarget): unknown {
  const found = vscode.workspace.getConfiguration('chakra').inspect<unknown>(setting);
  return target === vscode.ConfigurationTarget.Global ? found?.globalValue : found?.workspaceValue;
}

function inside(value: unknown, key: string): unknown {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** Without what is undefined; undefined where nothing is left, so that a correction that is taken back leaves no empty frames. */
function filled(value: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> | undefined {
  const left = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return left.length === 0 ? undefined : Object.fromEntries(left);
}

/** Changes one attribute's correction in one scope and leaves everything else as it is; null takes it away. */
async function write(
  target: vscode.ConfigurationTarget,
  procedure: string,
  attribute: string,
  change: JsonObject | null,
): Promise<void> {
  const all = valueIn(target);
  const one = inside(all, procedure);
  const attributes = inside(one, 'attributes');
  const before = inside(attributes, attribute);
  const now = change === null ? undefined : { ...(isObject(before) ? before : {}), ...change };
  const next = filled({ ...(isObject(attributes) ? attributes : {}), [attribute]: now });
  const corrected = filled({ ...(isObject(one) ? one : {}), attributes: next });
  const value = filled({ ...(isObject(all) ? all : {}), [procedure]: corrected });
  try {
    await vscode.workspace.getConfiguration('chakra').update(setting, value, target);
  } catch (error) {
    throw new Trouble(
      vscode.l10n.t(
        'The correction could not be written into the settings ({0}). Save the settings file, or mend what is wrong in it, then try again.',
        reasonOf(error),
      ),
      error,
    );
  }
}
