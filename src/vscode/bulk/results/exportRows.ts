import * as vscode from 'vscode';
import { isCutRaw } from '../../../core/api/jobEntry';
import { familyVerdicts } from '../../../core/bulk/book/family';
import { byteOf } from '../../../core/bulk/book/entryTable';
import type { ReportRow } from '../../../core/bulk/book/changes';
import type { JournalRecord } from '../../../core/bulk/records';
import { keyOfBytes } from '../../../core/bulk/results/key';
import type { ExportRow } from '../../../core/bulk/results/export';
import type { EntryIndex } from '../../../core/bulk/scan/entryIndex';
import { EntryReader } from '../../../core/bulk/scan/reader';
import type { ByteSource } from '../../../core/bulk/scan/source';
import { Slices } from '../../../core/slices';
import type { FamilyView, RunService } from '../types';
import { unmatchedText, whyText } from '../../words/resultWords';
import { familyRows } from './familyRows';

const batchSize = 500;

/**
 * All entries of a family in batches, those that are still open last, for an export: run by run in the order in which their results came, since sorting
 * a million of them would take memory. Keys that the service did not repeat are read from the file. Throws what the journals and the file throw.
 * @param file without it there are no lines, and only the keys that the service repeated
 */
export async function* exportRows(
  family: FamilyView,
  records: RunService['records'],
  file: { readonly source: ByteSource; readonly index: EntryIndex } | undefined,
): AsyncGenerator<readonly ExportRow[], void, void> {
  const primaryKey = family.runs.at(-1)?.book.run.primaryKey;
  const verdictBytes = familyVerdicts(family.runs.map(({ book }) => book));
  // A run may go on meanwhile: an entry that was pending a moment ago may have its row by now.
  const given = new Uint8Array(verdictBytes.length);
  for await (const rows of familyRows(family.runs, records)) {
    for (const { entry } of rows) given[entry] = 1;
    yield await completed(rows, file, primaryKey);
  }
  const slices = new Slices();
  let batch: ExportRow[] = [];
  for (let entry = 0; entry < verdictBytes.length; entry++) {
    if (verdictBytes[entry] !== pending || given[entry] === 1) continue;
    batch.push({ line: file?.index.line(entry), entry: entry + 1, verdict: 'pending' });
    if (batch.length < batchSize) continue;
    yield batch;
    batch = [];
    if (slices.due) await slices.rest();
  }
  if (batch.length > 0) yield batch;
  for (const { id, book } of family.runs) {
    if (book.strays > 0) yield await strayRows(records(id));
  }
}

/** Results that belong to no entry for certain, as the latest reading of each request had them, each with its job. */
async function strayRows(records: AsyncIterable<JournalRecord>): Promise<readonly ExportRow[]> {
  const ofChunk = new Map<number, readonly string[]>();
  const jobs = new Map<number, string>();
  for await (const record of records) {
    if (record.t === 'verdicts') ofChunk.set(record.chunk, record.strays ?? []);
    if (record.t === 'outcome' && record.outcome.kind === 'accepted')
      jobs.set(record.chunk, record.outcome.jobId);
  }
  return [...ofChunk].flatMap(([chunk, strays]) =>
    strays.map(raw => ({ verdict: 'unmatched' as const, message: strayText(jobs.get(chunk), raw), raw })),
  );
}

function strayText(jobId = '', raw: string): string {
  return isCutRaw(raw)
    ? vscode.l10n.t(
        'A result of the job {0} that fits no entry for certain; it is longer than is kept here: Chakra: Open Background Job… shows it whole.',
        jobId,
      )
    : vscode.l10n.t('A result of the job {0} that fits no entry for certain.', jobId);
}

const pending = byteOf('pending');

async function completed(
  rows: readonly ReportRow[],
  file: { readonly source: ByteSource; readonly index: EntryIndex } | undefined,
  primaryKey: string | undefined,
): Promise<readonly ExportRow[]> {
  const keys = new Map<number, string>();
  if (file !== undefined && primaryKey !== undefined) {
    const wanted = rows.filter(({ key }) => key === undefined).map(({ entry }) => entry);
    wanted.sort((a, b) => a - b);
    for await (const run of new EntryReader(file.source, file.index).runs(wanted)) {
      for (const entry of run.entries) {
        const start = run.start(entry);
        const key = keyOfBytes(run.bytes.subarray(start, start + file.index.length(entry)), primaryKey);
        if (key !== undefined) keys.set(entry, String(key));
      }
    }
  }
  return rows.map(({ entry, key, verdict, message, why, field, processId }) => ({
    line: file?.index.line(entry),
    entry: entry + 1,
    key: key ?? keys.get(entry),
    verdict,
    message: message ?? (why && (verdict === 'unmatched' ? unmatchedText(why) : whyText(why))),
    field,
    processId,
  }));
}
