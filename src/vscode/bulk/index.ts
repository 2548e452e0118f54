import type { Services } from '../services';
import type { RunService } from './types';
import { BulkCreate } from './create/index';
import { Results } from './results/results';
import { RunCommands } from './runs/commands';
import { Notices } from './runs/notices';
import { RunPicker } from './runs/pickRuns';
import { Runs } from './runs/runs';
import { RunStatus } from './runs/statusItem';
import { RunTree } from './runs/tree';

/**
 * The late bundle `bulk`: everything of bulk create that is not a thin view. One bundle for all of it, since objects with private fields (`EntrySet`, `RunBook`)
 * work together only where their class is the same one.
 */
export interface Bulk {
  readonly runs: RunService;
  /** For `deactivate`: lets go of everything that this window drives, within the time. */
  readonly close: (withinMs: number) => Promise<void>;
  readonly tree: RunTree;
  readonly runCommands: RunCommands;
  readonly create: BulkCreate;
  readonly results: Results;
}

/** Built once in a window, by the first use. */
export function buildBulk(services: Services): Bulk {
  const { held, ui, log, failures, connections } = services;
  const runs = held.add(Runs.of(services));
  held.add(new RunStatus(runs));
  const tree = held.add(new RunTree(runs));
  held.add(new Notices(ui, runs, tree, services.tokens, failures, connections, log));
  return {
    runs,
    close: async withinMs => runs.close(withinMs),
    tree,
    runCommands: new RunCommands(ui, runs, new RunPicker(ui, runs), tree),
    create: new BulkCreate(services, runs),
    results: held.add(new Results(services, runs)),
  };
}
