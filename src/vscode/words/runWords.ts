import * as vscode from 'vscode';
import type { PauseReason, RunPhase, RunRecord, Tally } from '../../core/bulk/records';
import type { JobTrouble } from '../../core/bulk/run/trouble';
import { numberText } from '../bulk/lineWords';
import { plain } from './plain';
import { secondText, timeText } from './times';

/** What words about a run are made of. */
export interface RunState {
  readonly phase: RunPhase;
  readonly tally: Tally;
  /** Was cancelled at some time. */
  readonly cancelled: boolean;
  /** Another window drives it. */
  readonly elsewhere: boolean;
  readonly damaged: boolean;
  readonly looking: boolean;
}

/** The name of a run's file, without its folder. */
export function fileName({ file }: Pick<RunRecord, 'file'>): string {
  const last = file.uri.slice(file.uri.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

/** How many of the entries that are to be sent have their verdict. */
function progressOf(tally: Tally): { readonly done: number; readonly of: number } {
  const all = Object.values(tally).reduce((sum, each) => sum + each, 0) - tally.skipped;
  return { done: all - tally.pending, of: all };
}

/** Entries that did not succeed for certain, and those that nobody knows about. */
export function troubleOf(tally: Tally): { readonly failed: number; readonly inDoubt: number } {
  return {
    failed: tally.failed + tally.invalid + tally.refused,
    inDoubt: tally.unknown + tally.untracked + tally.unmatched,
  };
}

/** `12,000 of 100,000` */
export function progressText(tally: Tally): string {
  const { done, of } = progressOf(tally);
  return vscode.l10n.t('{0} of {1}', numberText(done), numberText(of));
}

/** A run or a family in one line: how far it is, what went wrong, and what it waits for. */
export function stateText(state: RunState): string {
  const { tally, phase } = state;
  const { failed, inDoubt } = troubleOf(tally);
  const isOver = phase.kind === 'finished';
  const parts = [
    isOver ? overText(state) : progressText(tally),
    failed > 0 && vscode.l10n.t('{0} failed', numberText(failed)),
    inDoubt > 0 && vscode.l10n.t('{0} in doubt', numberText(inDoubt)),
    !isOver && phaseText(phase),
    state.looking && vscode.l10n.t('looking'),
    state.elsewhere && vscode.l10n.t('in another window'),
    state.damaged && vscode.l10n.t('journal damaged'),
  ];
  return parts.filter(part => part !== false && part !== '').join(' · ');
}

function overText({ tally, cancelled }: RunState): string {
  const { of } = progressOf(tally);
  const created =
    tally.succeeded === of && !cancelled
      ? vscode.l10n.t('all {0} created', numberText(of))
      : vscode.l10n.t('{0} created', numberText(tally.succeeded));
  if (!cancelled) return created;
  return `${vscode.l10n.t('cancelled')} · ${created} · ${vscode.l10n.t('{0} not sent', numberText(tally.skipped))}`;
}

/** What a phase means, in a few words; nothing for one that goes on. */
export function phaseText(phase: RunPhase): string {
  switch (phase.kind) {
    case 'ready':
      return vscode.l10n.t('not begun');
    case 'running':
    case 'finished':
      return '';
    case 'waiting':
      return phase.why === 'throttled'
        ? vscode.l10n.t('too many requests, waits until {0}', secondText(phase.until))
        : vscode.l10n.t('service not reached, waits until {0}', secondText(phase.until));
    case 'paused':
      return pausedText(phase.why);
    case 'cancelled':
      return vscode.l10n.t('cancelled, waits for what was accepted');
  }
}

function pausedText(why: PauseReason): string {
  switch (why) {
    case 'user':
      return vscode.l10n.t('paused');
    case 'quota':
      return vscode.l10n.t('paused: the service did not answer well');
    case 'refused':
      return vscode.l10n.t('paused: the service refuses');
    case 'fileChanged':
      return vscode.l10n.t('paused: the file changed');
    case 'journal':
      return vscode.l10n.t('paused: the disk refuses');
    case 'jobs':
      return vscode.l10n.t('paused: too many jobs are open');
    case 'untracked':
      return vscode.l10n.t('paused: the service names no jobs');
    case 'restart':
      return vscode.l10n.t('paused by a restart');
  }
}

/** Why a job no longer keeps others from being sent. */
export function jobTroubleText(trouble: JobTrouble, movedAt: number): string {
  switch (trouble) {
    case 'refused':
      return vscode.l10n.t('the service will not tell of it');
    case 'unreadable':
      return vscode.l10n.t('what the service says of it cannot be read');
    case 'failing':
      return vscode.l10n.t('asking for it fails again and again');
    case 'standingStill':
      return vscode.l10n.t('nothing has happened in it since {0}', timeText(movedAt));
  }
}

/** A pause that is about the token: another one would mend it. */
export function isTokenPause(phase: RunPhase): boolean {
  if (phase.kind !== 'paused' || phase.why !== 'refused') return false;
  return phase.detail === 'noToken' || /^401\b/.test(phase.detail ?? '');
}

/** Why a run stopped by itself, and that nothing is lost; the next step is on the buttons. */
export function stopText(file: string, phase: RunPhase & { readonly kind: 'paused' }, tally: Tally): string {
  const head = vscode.l10n.t('{0}: paused after {1}.', plain(file), progressText(tally));
  return `${head} ${stopReason(phase)}`;
}

function stopReason(phase: RunPhase & { readonly kind: 'paused' }): string {
  const detail = plain(phase.detail ?? '');
  const said = detail === '' ? vscode.l10n.t('no reason given') : detail;
  switch (phase.why) {
    case 'quota':
      return vscode.l10n.t(
        'The service could not be reached or failed again and again ({0}). Resume when it is well.',
        said,
      );
    case 'refused':
      if (phase.detail === 'noToken')
        return vscode.l10n.t('The connection has no token. Set it, then resume.');
      if (isTokenPause(phase)) {
        return vscode.l10n.t(
          'The service refused the token (401): it is missing, wrong or revoked. Set the token, then resume.',
        );
      }
      return vscode.l10n.t(
        'The service refuses the requests ({0}). Check the procedure and the access role of the API key, then resume.',
        said,
      );
    case 'fileChanged':
      return vscode.l10n.t(
        'The file has changed or cannot be read any more, so nothing more is sent. Restore the old content, then resume; or check it again and begin a new run.',
      );
    case 'journal':
      return vscode.l10n.t(
        'Its journal on the disk cannot be written ({0}), and without it nothing is sent. Check the free space on the disk, then resume.',
        said,
      );
    case 'jobs':
      return detail === ''
        ? vscode.l10n.t(
            'Nothing has happened in ten or more of its background jobs for ten minutes. Sending goes on by itself when they end; to send the rest without waiting for them, resume.',
          )
        : vscode.l10n.t(
            'Ten or more of its background jobs cannot be followed ({0}), so the results of what is sent stay open. Check whether the access role of the API key may see background jobs; to send the rest all the same, resume.',
            said,
          );
    case 'untracked':
      return vscode.l10n.t(
        'The service took the entries without naming a background job, so nobody can tell what becomes of them. Look there whether they have arrived; to send the rest all the same, resume.',
      );
    case 'user':
    case 'restart':
      return '';
  }
}

/** Why this run was made, where it is not the first of its family. */
export function originText(origin: RunRecord['origin']): string {
  switch (origin) {
    case 'all':
      return vscode.l10n.t('All Entries');
    case 'first':
      return vscode.l10n.t('First Entries');
    case 'rest':
      return vscode.l10n.t('The Rest');
    case 'retry':
      return vscode.l10n.t('Retry');
    case 'unseen':
      return vscode.l10n.t('Unseen Ones Again');
  }
}

/** The status bar's text for the runs of this window that are not over; undefined hides it. */
export function statusText(runs: readonly Pick<RunState, 'phase' | 'tally'>[]): string | undefined {
  const [first] = runs;
  if (first === undefined) return undefined;
  const { done, of } = runs
    .map(({ tally }) => progressOf(tally))
    .reduce((sum, one) => ({ done: sum.done + one.done, of: sum.of + one.of }));
  const counts = vscode.l10n.t('{0} / {1}', numberText(done), numberText(of));
  const { phase } = goingOf(runs) ?? first;
  const words = phaseText(phase);
  const more = runs.length > 1 ? ` (${vscode.l10n.t('{0} runs', runs.length)})` : '';
  const tail = words === '' ? '' : ` · ${words}`;
  return `$(${statusIcon(phase)}) ${vscode.l10n.t('Chakra: {0}', counts)}${more}${tail}`;
}

/** The one of several runs that matters most right now: one that goes on before one that waits, and that before one that is paused. */
export function goingOf<T extends Pick<RunState, 'phase'>>(runs: readonly T[]): T | undefined {
  const find = (kind: RunPhase['kind']) => runs.find(({ phase }) => phase.kind === kind);
  return find('running') ?? find('waiting') ?? find('cancelled') ?? runs[0];
}

function statusIcon({ kind }: RunPhase): string {
  if (kind === 'running' || kind === 'cancelled') return 'sync~spin';
  return kind === 'waiting' ? 'watch' : 'debug-pause';
}
