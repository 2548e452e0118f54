import * as vscode from 'vscode';
import { isShortId, withTarget } from '../../core/table/mapping';
import type { Target } from '../../core/table/model';
import { sameTarget, unknownTarget, type TargetInfo } from '../../core/table/targets';
import type { Choice, Ui } from '../ui';
import { plain } from '../words/plain';
import { targetText } from '../words/tableWords';
import { columnText, examplesOf } from './columnList';
import type { Setup } from './setup';

type Answer =
  | { readonly kind: 'none' }
  | { readonly kind: 'other' }
  | { readonly kind: 'target'; readonly info: TargetInfo };

/** Lets the user say where a column goes. The same setup when they give up. */
export async function askTarget(ui: Ui, setup: Setup, column: number): Promise<Setup> {
  const name = columnText(setup, column);
  const examples = examplesOf(setup, column);
  const answer = await ui.pick(choices(setup, column), {
    title: vscode.l10n.t('Where do the values of {0} go?', name),
    placeholder: examples === '' ? name : examples,
    stays: true,
  });
  if (answer === undefined) return setup;
  const info = answer.kind === 'target' ? answer.info : undefined;
  if (answer.kind !== 'other') return { ...setup, mapping: withTarget(setup.mapping, column, info) };
  const typed = await askShortId(ui, name, setup.names[column] ?? '');
  if (typed === undefined) return setup;
  const known = setup.targets.find(({ target }) => sameTarget(target, typed.target)) ?? typed;
  return { ...setup, mapping: withTarget(setup.mapping, column, known) };
}

function choices(setup: Setup, column: number): Choice<Answer | undefined>[] {
  const of = (...places: readonly Target['at'][]) =>
    setup.targets
      .filter(({ target }) => places.includes(target.at))
      // What the service calculates is last: sending it is useless.
      .sort((a, b) => Number(a.attribute?.derived ?? false) - Number(b.attribute?.derived ?? false))
      .map(info => targetRow(setup, column, info));
  return [
    { label: `$(circle-slash) ${vscode.l10n.t('Not used')}`, value: { kind: 'none' } },
    ...section(vscode.l10n.t('Attributes'), of('key', 'data')),
    ...section(vscode.l10n.t('Fields of the process'), of('field')),
    ...section(vscode.l10n.t('Attributes of the record'), of('record')),
    ...section(vscode.l10n.t('Not in the config'), [
      { label: `$(edit) ${vscode.l10n.t('Another attribute, by its short id…')}`, value: { kind: 'other' } },
    ]),
  ];
}

function section(label: string, rows: Choice<Answer>[]): Choice<Answer | undefined>[] {
  if (rows.length === 0) return [];
  return [{ label, kind: vscode.QuickPickItemKind.Separator, value: undefined }, ...rows];
}

function targetRow(setup: Setup, column: number, info: TargetInfo): Choice<Answer> {
  const { attribute, target } = info;
  const holder = setup.mapping.findIndex(held => held !== undefined && sameTarget(held.target, target));
  const facts = [
    plain(targetText(target)),
    attribute === undefined ? '' : plain(attribute.type),
    target.at === 'key' ? vscode.l10n.t('primary key, beside "data"') : '',
    attribute?.required === true && target.at !== 'record' ? vscode.l10n.t('required') : '',
    attribute?.derived === true ? vscode.l10n.t('calculated by the service') : '',
    holder >= 0 && holder !== column ? vscode.l10n.t('now filled by {0}', columnText(setup, holder)) : '',
  ];
  return {
    label: `$(${holder === column ? 'check' : 'blank'}) ${plain(attribute?.name ?? target.shortId)}`,
    description: facts.filter(fact => fact !== '').join(' · '),
    value: { kind: 'target', info },
  };
}

async function askShortId(ui: Ui, name: string, proposed: string): Promise<TargetInfo | undefined> {
  const typed = await ui.input({
    title: vscode.l10n.t('Short id of the attribute for {0}', name),
    prompt: vscode.l10n.t('As it stands in ChakraHQ; with “record.” before it, an attribute of the record.'),
    ...(isShortId(proposed) ? { value: proposed } : {}),
    validate: text =>
      idOf(text) === ''
        ? vscode.l10n.t('Type the short id of the attribute, for example phone_number.')
        : undefined,
  });
  if (typed === undefined) return undefined;
  return unknownTarget(/^\s*record\./.test(typed) ? 'record' : 'data', idOf(typed));
}

function idOf(text: string): string {
  return text.trim().replace(/^(record\.data|record|data)\./, '');
}
