import * as vscode from 'vscode';
import { openFile } from '../../../core/bulk/scan/source';
import type { Services } from '../../services';
import { withPlaces } from '../places';
import { fileTitle } from '../../editor/draftPath';
import { reportText } from './report';
import type { CheckedFile } from './types';

/** More tabs than these help nobody. */
const mostShown = 10;

/** The reports of checked files as read-only documents, whose lines lead into the files. */
export class Reports {
  /** File -> its report. */
  readonly #reports = new Map<string, vscode.Uri>();

  constructor(private readonly services: Pick<Services, 'documents' | 'lineLinks'>) {}

  /** In the document of an earlier check of the same file, as long as that is kept. */
  async add(checked: CheckedFile): Promise<vscode.Uri> {
    const { file } = checked.target;
    const text = await textOf(checked);
    const known = this.#reports.get(file.toString());
    if (known !== undefined && this.services.documents.replace(known, text)) return known;
    const name = fileTitle(vscode.l10n.t('Check of {0}', file.path.slice(file.path.lastIndexOf('/') + 1)));
    const report = this.services.lineLinks.add(`${name}.txt`, text, file);
    this.#reports.set(file.toString(), report);
    return report;
  }

  /** Puts what has become known since into a report. */
  async update(report: vscode.Uri, checked: CheckedFile): Promise<void> {
    this.services.documents.replace(report, await textOf(checked));
  }

  /** Beside, in tabs that stay when a link in them is followed; of many the first. */
  async showAll(reports: readonly vscode.Uri[]): Promise<void> {
    for (const report of reports.slice(0, mostShown)) {
      await this.services.documents.show(report, { preview: false });
    }
  }
}

/** With columns, where the file can be read still. */
async function textOf(checked: CheckedFile): Promise<string> {
  const { outcome, target } = checked;
  const source = await openFile(target.file.fsPath).catch(() => undefined);
  try {
    return await withPlaces({ index: outcome.index, source }, place => reportText(checked, place));
  } finally {
    await source?.close();
  }
}
