import * as vscode from 'vscode';
import type { RunRecord } from '../../../core/bulk/records';
import { fileTitle } from '../../editor/draftPath';
import type { Services } from '../../services';
import { unlessAborted } from '../../unlessAborted';
import { withPlaces } from '../places';
import type { FamilyView, RunService } from '../types';
import { fileName, fileOf } from './families';
import { factsOf } from './facts';
import { familyCauses } from './familyRows';
import { readableRecords } from './readable';
import { reportLinks } from './reportLinks';
import { numberPlace, reportText } from './reportText';
import { goneText, openRunFile } from './runFile';

/** Shows the report of a family, made anew from its journals and its file. Throws what the journals throw. */
export async function showReport(
  { documents, lineLinks, ui }: Pick<Services, 'documents' | 'lineLinks' | 'ui'>,
  service: RunService,
  family: FamilyView,
): Promise<void> {
  const run = family.runs[0]?.book.run;
  if (run === undefined) return;
  const text = await ui.progress(
    vscode.l10n.t('Putting the report of {0} together…', fileName(family)),
    async signal => unlessAborted(textOf(service, family, run, signal), signal),
  );
  if (text === undefined) return;
  const name = `${fileTitle(vscode.l10n.t('Results of {0}', fileName(family)))}.txt`;
  await documents.show(lineLinks.add(name, text, fileOf(family), reportLinks(family, text)));
}

/** The text of a family's report; of no use when it is aborted. */
async function textOf(
  service: RunService,
  family: FamilyView,
  { file }: RunRecord,
  signal: AbortSignal,
): Promise<string> {
  const records = readableRecords(service);
  const runs = [];
  for (const { id, book, damaged, jobs } of family.runs) {
    runs.push({ book, damaged, jobs, facts: await factsOf(records(id)) });
  }
  const uri = fileOf(family);
  const opened = await openRunFile(file, signal);
  const content = {
    runs,
    tally: family.tally,
    causes: await familyCauses(family, records),
    file: uri.scheme === 'file' ? uri.fsPath : uri.toString(),
    time: (at: number) => new Date(at).toLocaleString(),
  };
  if (!opened.ok) return reportText({ ...content, place: numberPlace, linesMissing: goneText(opened) });
  try {
    return await withPlaces(opened, async place => reportText({ ...content, place }));
  } finally {
    await opened.source.close();
  }
}
