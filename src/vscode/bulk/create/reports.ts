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
  constructor(private readonly services: Pick<Services, 'documents' | 'lineLinks'>) {}

  async add(checked: CheckedFile): Promise<vscode.Uri> {
    const { file } = checked.target;
    const name = fileTitle(vscode.l10n.t('Check of {0}', file.path.slice(file.path.lastIndexOf('/') + 1)));
    return this.services.lineLinks.add(`${name}.txt`, await textOf(checked), file);
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
