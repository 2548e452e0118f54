import * as vscode from 'vscode';
import type { ScanProblem } from '../../../core/bulk/scan/problem';
import type { Services } from '../../services';
import { settings } from '../../settings';
import { scanText, isOfPlace } from '../../words/scanWords';
import { plain } from '../../words/plain';
import { lineText } from '../lineWords';
import { checkFile } from './check';
import { nameOf } from '../names';
import { jumpTo } from './jump';
import type { BulkTarget, CheckedFile } from './types';

/** More refused files than these are told by their number. */
const mostTold = 3;

/** Runs the pre-flight of files, one after the other, with progress, and tells of those that are no lists of entries. */
export class Checks {
  constructor(private readonly services: Pick<Services, 'ui' | 'schemas' | 'documents' | 'log'>) {}

  /** Those that can be read; undefined when the user cancelled. */
  async run(targets: readonly BulkTarget[]): Promise<readonly CheckedFile[] | undefined> {
    const checked: CheckedFile[] = [];
    let refused = 0;
    for (const [i, target] of targets.entries()) {
      const name = nameOf(target.file);
      const title =
        targets.length === 1
          ? vscode.l10n.t('Checking {0}…', name)
          : vscode.l10n.t('Checking {0} ({1} of {2})…', name, i + 1, targets.length);
      const outcome = await this.services.ui.progress(title, async (signal, report) =>
        checkFile(this.services.schemas, target, {
          limits: limitsNow(),
          strict: settings.strictChecks(),
          signal,
          onPercent: report,
        }),
      );
      if (outcome.kind === 'cancelled') return undefined;
      if (outcome.kind === 'done') checked.push(outcome.checked);
      else if (++refused <= mostTold) this.#tell(target, outcome.problem);
    }
    if (refused > mostTold) {
      void this.services.ui.warn(
        vscode.l10n.t(
          '{0} more files cannot be read as entries. Check them one by one: Chakra: Check File.',
          refused - mostTold,
        ),
      );
    }
    return checked;
  }

  /** One sentence, and a button to the place. Not waited for: the notification may stand for long. */
  #tell({ file }: BulkTarget, problem: ScanProblem): void {
    const { ui, log, documents } = this.services;
    const text = plain(vscode.l10n.t('{0} cannot be sent. {1}', nameOf(file), scanText(problem)));
    const go = vscode.l10n.t('Go to {0}', lineText(problem.line));
    void ui
      .error(text, ...(isOfPlace(problem) ? [go] : []))
      .then(async answer => {
        if (answer === go) await jumpTo(documents, file, problem);
      })
      .catch((error: unknown) => log.error('Go to the place', error));
  }
}

function limitsNow(): { entries: number; bytes: number } {
  const { chunkEntries, chunkBytes } = settings.bulkLimits();
  return { entries: chunkEntries, bytes: chunkBytes };
}
