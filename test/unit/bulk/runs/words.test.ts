import assert from 'node:assert/strict';
import type { LookResult } from '../../../../src/core/bulk/run/look';
import type { RunPhase, Tally } from '../../../../src/core/bulk/records';
import { contextOf, iconOf } from '../../../../src/vscode/bulk/runs/contexts';
import { lookText } from '../../../../src/vscode/words/lookWords';
import {
  fileName,
  isTokenPause,
  progressText,
  stateText,
  statusText,
  stopText,
  type RunState,
} from '../../../../src/vscode/words/runWords';
import { sizeText } from '../../../../src/vscode/words/bulkCounts';

const none: Tally = {
  pending: 0,
  succeeded: 0,
  failed: 0,
  invalid: 0,
  refused: 0,
  skipped: 0,
  unknown: 0,
  untracked: 0,
  unmatched: 0,
};

const state = (phase: RunPhase, tally: Partial<Tally>, more: Partial<RunState> = {}): RunState => ({
  phase,
  tally: { ...none, ...tally },
  cancelled: false,
  elsewhere: false,
  damaged: false,
  looking: false,
  ...more,
});

const running: RunPhase = { kind: 'running' };
const finished: RunPhase = { kind: 'finished' };
const refused = (detail: string): RunPhase & { readonly kind: 'paused' } => ({
  kind: 'paused',
  why: 'refused',
  detail,
});

describe('the words for a run', () => {
  it('say how far it is; entries that are left out do not count', () => {
    assert.equal(
      stateText(state(running, { pending: 88_000, succeeded: 11_997, failed: 2, invalid: 1, skipped: 7 })),
      '12,000 of 100,000 · 3 failed',
    );
    assert.equal(progressText({ ...none, pending: 1, skipped: 1 }), '0 of 1');
  });

  it('say how it ended', () => {
    assert.equal(stateText(state(finished, { succeeded: 3 })), 'all 3 created');
    assert.equal(stateText(state(finished, { succeeded: 3, refused: 1 })), '3 created · 1 failed');
    assert.equal(
      stateText(state(finished, { succeeded: 3, unknown: 1, untracked: 1, unmatched: 2 })),
      '3 created · 4 in doubt',
    );
    assert.equal(
      stateText(state(finished, { succeeded: 3, skipped: 5 }, { cancelled: true })),
      'cancelled · 3 created · 5 not sent',
    );
  });

  it('say what it waits for', () => {
    const until = new Date(2030, 0, 1, 12, 3, 10).getTime();
    assert.match(
      stateText(state({ kind: 'waiting', until, why: 'throttled' }, { pending: 2 })),
      /^0 of 2 · too many requests, waits until 12:03:10/,
    );
    assert.match(
      stateText(state({ kind: 'waiting', until, why: 'unreachable' }, { pending: 2 })),
      /service not reached, waits until/,
    );
    for (const [why, words] of [
      ['user', 'paused'],
      ['quota', 'paused: the service did not answer well'],
      ['refused', 'paused: the service refuses'],
      ['fileChanged', 'paused: the file changed'],
      ['journal', 'paused: the disk refuses'],
      ['restart', 'paused by a restart'],
    ] as const) {
      assert.equal(stateText(state({ kind: 'paused', why }, { pending: 2 })), `0 of 2 · ${words}`);
    }
    assert.equal(
      stateText(state(running, { pending: 2 }, { elsewhere: true, looking: true })),
      '0 of 2 · looking · in another window',
    );
  });

  it('stand in the status bar, of all runs together', () => {
    assert.equal(statusText([]), undefined);
    const one = state(running, { pending: 88_000, succeeded: 12_000 });
    assert.equal(statusText([one]), '$(sync~spin) Chakra: 12,000 / 100,000');
    const paused = state({ kind: 'paused', why: 'user' }, { pending: 1, succeeded: 1 });
    assert.equal(statusText([paused]), '$(debug-pause) Chakra: 1 / 2 · paused');
    assert.equal(statusText([paused, one]), '$(sync~spin) Chakra: 12,001 / 100,002 (2 runs)');
    const waiting = state({ kind: 'waiting', until: 0, why: 'throttled' }, { pending: 1 });
    assert.match(statusText([paused, waiting]) ?? '', /^\$\(watch\) Chakra: 1 \/ 3 \(2 runs\) · too many/);
    const cancelled = state({ kind: 'cancelled' }, { pending: 1 }, { cancelled: true });
    assert.match(statusText([cancelled]) ?? '', /^\$\(sync~spin\) Chakra: 0 \/ 1 · cancelled, waits for/);
  });

  it('tell a token that is missing or refused from other refusals', () => {
    assert.ok(isTokenPause(refused('401 Unauthorized')));
    assert.ok(isTokenPause(refused('noToken')));
    assert.ok(!isTokenPause(refused('403 Forbidden')));
    assert.ok(!isTokenPause(refused('4010')));
    assert.ok(!isTokenPause({ kind: 'paused', why: 'quota', detail: '401' }));
    const text = (phase: RunPhase & { readonly kind: 'paused' }) =>
      stopText('a [x](command:y).json', phase, { ...none, pending: 1 });
    assert.match(text(refused('noToken')), /paused after 0 of 1\. The connection has no token/);
    assert.match(text(refused('401 x')), /\(401\).*Set the token, then resume\./);
    assert.match(text(refused('403 no [x](command:y)')), /\(403 no \[x\]\u200b\(command:y\)\)/);
    assert.match(
      text({ kind: 'paused', why: 'fileChanged' }),
      /^a \[x\]\u200b\(.*has changed or cannot be read/,
    );
    assert.match(text({ kind: 'paused', why: 'journal', detail: 'ENOSPC' }), /\(ENOSPC\)/);
    assert.match(text({ kind: 'paused', why: 'quota' }), /\(no reason given\)/);
  });

  it('name the file and sizes', () => {
    const named = (uri: string) => fileName({ file: { uri, size: 0, sha256: '', entries: 0 } });
    assert.equal(named('file:///a/b%20%C3%A9%23.json'), 'b é#.json');
    assert.equal(named('file:///a/100%.json'), '100%.json');
    assert.deepEqual([0, 999, 1_500, 2_340_000].map(sizeText), ['0 bytes', '999 bytes', '1.5 kB', '2.3 MB']);
  });

  it('say what a look proved, and what it did not', () => {
    const result: LookResult = {
      end: 'done',
      inDoubt: 10,
      arrived: 4,
      unseen: 3,
      withoutKey: 2,
      unclear: 0,
      ambiguous: 1,
    };
    const text = lookText('a.json', result);
    assert.match(
      text,
      /^a\.json: 10 entries were in doubt\. 4 have arrived and count as created; 3 were not seen/,
    );
    assert.match(
      lookText('a', { ...result, unclear: 5 }),
      /; 5 could not be asked for in a way that proves anything, so they are not offered/,
    );
    assert.doesNotMatch(text, /could not be asked/);
    assert.match(text, /2 have no primary key.*1 share their primary key/);
    assert.match(lookText('a', { ...result, end: 'fileChanged' }), /look again\.$/);
    assert.equal(lookText('a', { ...result, inDoubt: 0 }), 'a: no entries are in doubt.');
  });
});

describe('the context value of a run', () => {
  const plain = { elsewhere: false, token: false, jobs: false, looking: false, damaged: false };
  const facts = { tally: none, unseen: false, rest: false };

  it('has its words in their order', () => {
    assert.equal(contextOf('run', { ...plain, phase: running }, facts), 'run.running.mine');
    assert.equal(
      contextOf('run', { ...plain, phase: running, elsewhere: true }, facts),
      'run.running.elsewhere',
    );
    assert.equal(
      contextOf(
        'family',
        { ...plain, phase: refused('401'), token: true, jobs: true, looking: true, damaged: true },
        { tally: { ...none, refused: 1, unmatched: 1 }, unseen: true, rest: true },
      ),
      'family.paused.mine.token.jobs.failed.doubt.unmatched.unseen.rest.looking.damaged',
    );
  });

  it('goes with an icon', () => {
    const icon = (phase: RunPhase, tally: Partial<Tally> = {}, damaged = false) =>
      iconOf({ phase, damaged }, { ...none, ...tally })[0];
    assert.equal(icon(running), 'sync~spin');
    assert.equal(icon(refused('401')), 'warning');
    assert.equal(icon({ kind: 'paused', why: 'user' }), 'debug-pause');
    assert.equal(icon(finished, { succeeded: 1 }), 'pass');
    assert.equal(icon(finished, { succeeded: 1, failed: 1 }), 'error');
    assert.equal(icon(finished, { failed: 1, unknown: 1 }), 'question');
    assert.equal(icon(finished, { skipped: 1 }), 'circle-slash');
    assert.equal(icon(running, {}, true), 'error');
  });
});
