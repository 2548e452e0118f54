import type { RunPhase, Tally } from '../../../core/bulk/records';
import { troubleOf } from '../../words/runWords';

/*
 * The vocabulary of `viewItem` in the view `chakra.runs`, for the `when` clauses of package.json. Words are joined by dots and stand in this order:
 *
 *   run.<phase>.<where>[.token][.jobs][.failed][.doubt][.unmatched][.unseen][.rest][.looking][.damaged]
 *   family.<phase of its newest run>.<where>[.failed][.doubt][.unmatched][.unseen][.rest]
 *   verdict.<verdict>        a count, e.g. verdict.failed
 *   cause.<verdict>          entries with the same cause
 *   job.problem              a job whose last poll went wrong
 *   chunk.unknown            a request of unknown outcome
 *   damaged                  a journal that cannot be read at all
 *   more                     "and so many others"
 *
 * phase   ready | running | waiting | paused | cancelled | finished
 * where   mine (this window drives it, or nobody does: actions are possible) | elsewhere (another window does)
 * token   paused since the token is missing or refused
 * jobs    jobs cannot be followed or stand still
 * failed  entries are failed, invalid or refused: a retry sends these
 * doubt   entries are unknown, untracked or unmatched: a look may find them
 * unmatched  results of entries could not be tied to them: they can be read again
 * unseen  a look did not find some of them. Told only when nothing of the family is running or waiting
 * rest    entries of the file were not sent by any run of the family. Told only when nothing of the family is running or waiting
 *
 * A family with one run is shown as that run. `failed`, `doubt`, `unseen` and `rest` of a run that is shown so, and of a family, are about the family, where
 * each entry counts once; those of a run within a family are about the run, without `unseen` and `rest`.
 * So e.g. *Retry Failed*: viewItem =~ /^(run|family)\.(finished|cancelled|paused)\.mine\b.*\.failed\b/
 */

/** What a context value tells beyond phase and place. */
export interface Facts {
  readonly tally: Tally;
  readonly unseen: boolean;
  readonly rest: boolean;
}

export interface ContextOf {
  readonly phase: RunPhase;
  readonly elsewhere: boolean;
  readonly token: boolean;
  /** Jobs need attention. */
  readonly jobs: boolean;
  readonly looking: boolean;
  readonly damaged: boolean;
}

/** The context value of a run or family. */
export function contextOf(kind: 'run' | 'family', of: ContextOf, { tally, unseen, rest }: Facts): string {
  const { failed, inDoubt } = troubleOf(tally);
  const words = [
    kind,
    of.phase.kind,
    of.elsewhere ? 'elsewhere' : 'mine',
    of.token && 'token',
    of.jobs && 'jobs',
    failed > 0 && 'failed',
    inDoubt > 0 && 'doubt',
    tally.unmatched > 0 && 'unmatched',
    unseen && 'unseen',
    rest && 'rest',
    of.looking && 'looking',
    of.damaged && 'damaged',
  ];
  return words.filter(word => word !== false).join('.');
}

/** Theme icon and colour of a run or family. */
export function iconOf(
  { phase, damaged }: Pick<ContextOf, 'phase' | 'damaged'>,
  tally: Tally,
): readonly [icon: string, color: string | undefined] {
  const { failed, inDoubt } = troubleOf(tally);
  if (damaged) return ['error', 'list.errorForeground'];
  switch (phase.kind) {
    case 'ready':
      return ['circle-large-outline', undefined];
    case 'running':
      return ['sync~spin', 'charts.blue'];
    case 'waiting':
      return ['watch', 'charts.yellow'];
    case 'paused':
      return phase.why === 'user' || phase.why === 'restart'
        ? ['debug-pause', 'charts.yellow']
        : ['warning', 'list.warningForeground'];
    case 'cancelled':
      return ['circle-slash', 'charts.yellow'];
    case 'finished':
      if (inDoubt > 0) return ['question', 'list.warningForeground'];
      if (failed > 0) return ['error', 'charts.red'];
      return tally.succeeded > 0 ? ['pass', 'charts.green'] : ['circle-slash', undefined];
  }
}
