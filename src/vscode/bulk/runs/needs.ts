import type { Event } from 'vscode';
import type { JournalStore } from '../../../core/bulk/journal/store';
import type { RunLimits } from '../../../core/bulk/run/limits';
import type { Connection } from '../../../core/connection';
import type { Gateway } from '../../connections/gateway';
import type { Log } from '../../log';

/** What all runs of a window share. */
export interface RunsNeeds {
  readonly store: JournalStore;
  readonly gateway: Pick<Gateway, 'lasting'>;
  readonly connections: {
    find(id: string): Connection | undefined;
    readonly onDidChange: Event<void>;
  };
  readonly tokens: { readonly onDidChange: Event<string> };
  readonly log: Pick<Log, 'error' | 'warn'>;
  readonly limits: () => RunLimits;
  readonly keepDays: () => number;
}
