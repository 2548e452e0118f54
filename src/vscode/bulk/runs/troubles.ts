import * as vscode from 'vscode';
import { Trouble } from '../../trouble';
import { plain } from '../../words/plain';
import type { RunFileGone } from '../results/runFile';

/** Why nothing more of a family is sent for good. */
export function incompleteText(file: string): string {
  return vscode.l10n.t(
    'Nothing was sent: the journal of one of the runs of {0} was deleted or cannot be read, so nobody can tell any more which entries were sent and what became of them. Compare with the service, and begin a new bulk create with what is missing there.',
    plain(file),
  );
}

/** What a run cannot do, in sentences with the next step. */
export const troubles = {
  unknownRun(): Trouble {
    return new Trouble(vscode.l10n.t('This run is not there any more: it was deleted.'), undefined);
  },

  elsewhere(file: string): Trouble {
    return new Trouble(
      vscode.l10n.t(
        'Another window is at work on the run of {0}. Wait until it is done, pause the run there, or close that window; then try again.',
        plain(file),
      ),
      undefined,
    );
  },

  /** What was decided holds no more: nothing was sent. */
  meanwhile(file: string): Trouble {
    return new Trouble(
      vscode.l10n.t(
        'Nothing was sent: {0} or its runs changed meanwhile, here or in another window. Look at the runs of the file, then try again.',
        plain(file),
      ),
      undefined,
    );
  },

  /** One of the runs that a family had cannot be looked at any more. */
  incomplete(file: string): Trouble {
    return new Trouble(incompleteText(file), undefined);
  },

  starting(file: string): Trouble {
    return new Trouble(
      vscode.l10n.t(
        'Nothing was sent of {0}: another window is just beginning a run. Try again in a moment.',
        plain(file),
      ),
      undefined,
    );
  },

  damaged(file: string, cause?: unknown): Trouble {
    return new Trouble(
      vscode.l10n.t(
        'The journal of the run of {0} is damaged on the disk, so the run cannot go on: some of it may have been sent without our knowing. Compare with the service before you send the file again.',
        plain(file),
      ),
      cause,
    );
  },

  notCancelled(file: string, reason: string): Trouble {
    return new Trouble(
      vscode.l10n.t(
        'The run of {0} is not cancelled: its journal on the disk cannot be written ({1}). Nothing is sent as long as that is so. Check the free space on the disk and the rights of the folder, then cancel it again.',
        plain(file),
        plain(reason === '' ? vscode.l10n.t('no reason given') : reason),
      ),
      undefined,
    );
  },

  noConnection(file: string, name: string): Trouble {
    return new Trouble(
      vscode.l10n.t(
        'The run of {0} belongs to the connection {1}, which was removed or now leads to another address. Nothing was sent. Make it lead to the old address again, or begin a new run.',
        plain(file),
        plain(name),
      ),
      undefined,
    );
  },

  unreadableJournal(file: string, reason: string, cause: unknown): Trouble {
    return new Trouble(
      vscode.l10n.t(
        'Nothing was sent: each step of the run of {0} is recorded on the disk first, and that did not work ({1}). Check the free space on the disk and the rights of the folder, then try again.',
        plain(file),
        reason,
      ),
      cause,
    );
  },

  file(file: string, { why, detail }: RunFileGone): Trouble {
    const name = plain(file);
    switch (why) {
      case 'missing':
        return new Trouble(
          vscode.l10n.t(
            'Nothing was sent: {0} is not there any more. Put it back where it was, then try again.',
            name,
          ),
          undefined,
        );
      case 'changed':
        return new Trouble(
          vscode.l10n.t(
            'Nothing was sent: {0} has changed since it was checked. Restore the old content, or check the file again and begin a new run.',
            name,
          ),
          undefined,
        );
      case 'unreadable':
      case 'cancelled':
        return new Trouble(
          vscode.l10n.t(
            'Nothing was sent: {0} cannot be read ({1}). Check its rights, then try again.',
            name,
            plain(detail ?? vscode.l10n.t('no reason given')),
          ),
          undefined,
        );
    }
  },
};
