import * as vscode from 'vscode';
import type { Ui } from './ui';

/**
 * What a menu passes: the clicked file, and all that are selected with it; each once.
 * @param isOfKind which of several selected ones are meant; all unless told
 * @returns undefined: none is named
 */
export function namedUris(
  argument: unknown,
  selected: unknown,
  isOfKind: (uri: vscode.Uri) => boolean = () => true,
): readonly vscode.Uri[] | undefined {
  const all: readonly unknown[] = Array.isArray(selected) ? selected : [];
  const several = all.filter(one => one instanceof vscode.Uri).filter(isOfKind);
  if (several.length > 0) return [...new Map(several.map(uri => [uri.toString(), uri])).values()];
  return argument instanceof vscode.Uri ? [argument] : undefined;
}

/** The words of a question, in the language of the user. */
export interface SaveWords {
  readonly nameOf: (uri: vscode.Uri) => string;
  readonly several: (count: number) => string;
  /** Why what is on the disk matters. */
  readonly why: string;
}

/** True when what is on the disk is what the user sees: asks to save what is not. */
export async function areSaved(
  ui: Pick<Ui, 'confirm' | 'error'>,
  files: readonly vscode.Uri[],
  { nameOf, several, why }: SaveWords,
): Promise<boolean> {
  const names = new Set(files.map(String));
  const dirty = vscode.workspace.textDocuments.filter(
    document => document.isDirty && names.has(document.uri.toString()),
  );
  const [first] = dirty;
  if (first === undefined) return true;
  const save = vscode.l10n.t('Save and Go On');
  const answer = await ui.confirm(
    dirty.length === 1
      ? vscode.l10n.t('{0} has changes that are not saved.', nameOf(first.uri))
      : several(dirty.length),
    why,
    save,
  );
  if (answer !== save) return false;
  for (const document of dirty) {
    if (await document.save()) continue;
    void ui.error(vscode.l10n.t('{0} could not be saved. Save it, then try again.', nameOf(document.uri)));
    return false;
  }
  return true;
}
