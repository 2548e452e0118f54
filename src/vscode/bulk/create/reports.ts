import * as vscode from 'vscode';
import type { Services } from '../../services';
import { fileTitle } from '../../editor/draftPath';
import { reportText } from './report';
import type { CheckedFile } from './types';

/** More tabs than these help nobody. */
const mostShown = 10;

/** The reports of checked files as read-only documents, whose lines lead into the files. */
export class Reports {
  constructor(private readonly services: Pick<Services, 'documents' | 'lineLinks'>) {}

  add(checked: CheckedFile): vscode.Uri {
    const { file } = checked.target;
    const name = fileTitle(vscode.l10n.t('Check of {0}', file.path.slice(file.path.lastIndexOf('/') + 1)));
    return this.services.lineLinks.add(`${name}.txt`, reportText(checked), file);
  }

  /** Puts what has become known since into a report. */
  update(report: vscode.Uri, checked: CheckedFile): void {
    this.services.documents.replace(report, reportText(checked));
  }

  /** Beside, in tabs that stay when a link in them is followed; of many the first. */
  async showAll(reports: readonly vscode.Uri[]): Promise<void> {
    for (const report of reports.slice(0, mostShown)) {
      await this.services.documents.show(report, { preview: false });
    }
  }
}
