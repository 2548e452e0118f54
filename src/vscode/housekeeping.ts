import * as vscode from 'vscode';
import { draftScheme } from './editor/draftPath';
import type { Services } from './services';
import { twinMs } from './send/ledger';
import { pruneLedger } from './send/ledgerPruning';
import { Temporaries } from './temporaries';

/** After the first command of a window, when the user has what was asked for; then as long as the window is open. */
const firstMs = 60_000;
const everyMs = 86_400_000;

type Needs = Pick<Services, 'ledger' | 'storageFolder' | 'log'>;

/** From time to time removes what is of no use any more: old notes of sends, and what crashes have left. */
export function keepHouse(services: Needs): vscode.Disposable {
  const tidy = () => {
    void tidyUp(services, Date.now());
    timer = setTimeout(tidy, everyMs);
  };
  let timer = setTimeout(tidy, firstMs);
  return new vscode.Disposable(() => clearTimeout(timer));
}

/** Never rejects: what does not work is logged, and tried again another day. */
async function tidyUp({ ledger, storageFolder, log }: Needs, now: number): Promise<void> {
  const failed = (error: unknown) => log.error('Old files', error);
  await pruneLedger({ files: ledger.files, now, twinMs, isGone }).catch(failed);
  await new Temporaries(storageFolder).sweep(now, failed).catch(failed);
}

/** A file only where its folder is there: a disk that is not connected has lost nothing. */
async function isGone(name: string): Promise<boolean> {
  const uri = vscode.Uri.parse(name);
  if (uri.scheme === 'untitled') return true;
  if (uri.scheme !== 'file' && uri.scheme !== draftScheme) return false;
  if (await isThere(uri)) return false;
  return uri.scheme === draftScheme || (await isThere(vscode.Uri.joinPath(uri, '..')));
}

/** False only where VS Code is certain. */
async function isThere(uri: vscode.Uri): Promise<boolean> {
  return Promise.resolve(vscode.workspace.fs.stat(uri)).then(
    () => true,
    (error: unknown) => !(error instanceof vscode.FileSystemError && error.code === 'FileNotFound'),
  );
}
