import assert from 'node:assert/strict';
import { RunEngine } from '../../src/core/bulk/run/engine';
import { defaultLimits } from '../../src/core/bulk/run/limits';
import type { Verdict } from '../../src/core/bulk/records';
import { sandboxChoices, type ChoiceName, type SandboxChoices } from '../../src/core/sandbox';
import { processEntries } from '../../src/core/sandbox/jobs/processing';
import { seeded, settle, TestClock } from '../unit/bulk/run/lib/clock';
import { bookOf, fileOf, MemoryJournal, runOf } from '../unit/bulk/run/lib/world';
import { bulkChoices } from './lib/bulk';
import { inProcess, type Service } from './lib/places';
import { aloneAndInPairs, pairsTogether } from './sandbox/pairs';

type Ends = 'succeeded' | 'failed' | 'invalid';

const lead = (key: string, more = '') =>
  `{ "data": { "lead_id": "${key}", "lastname": "Ødegård", "source": "WEB"${more} } }`;

/** Two requests of four: every verdict in each, at other places. */
const sent: readonly (readonly [text: string, ends: Ends])[] = [
  [lead('R-0'), 'succeeded'],
  [lead('OLD-1'), 'failed'],
  [lead('R-2', ', "nope": 1'), 'invalid'],
  [lead('R-3'), 'succeeded'],
  [lead('R-4', ', "nope": 1'), 'invalid'],
  [lead('R-5'), 'succeeded'],
  [lead('R-6'), 'succeeded'],
  [lead('OLD-7'), 'failed'],
];

const alone = bulkChoices.flatMap(name => sandboxChoices[name].slice(1).map(value => ({ [name]: value })));

/** What the service says besides, and how. */
const manners = ['emptyKeys', 'errorShape', 'errorField', 'okErrors'] as const;

/** Alone these show what they do; together with others they would hide what the others do. */
const hides: ReadonlySet<string> = new Set(['empty', 'callRefused', 'none', 'failure']);
const hidden = (name: ChoiceName, value: string): boolean =>
  hides.has(value) && ['bulkAck', 'badEntry', 'entriesEcho', 'okErrors'].includes(name);

/** A whole run with the engine that the product has, over the client that it has. */
async function runOver(service: Service): Promise<readonly Verdict[]> {
  const { api, store } = service;
  for (const key of ['OLD-1', 'OLD-7']) await api.createProcess('lead', Buffer.from(lead(key)));
  const clock = new TestClock();
  const journal = new MemoryJournal();
  const book = bookOf(runOf(sent.length, { primaryKey: 'lead_id' }), []);
  const engine = new RunEngine({
    api,
    book,
    journal,
    file: fileOf(sent.map(([text]) => text)),
    limits: { ...defaultLimits, chunkEntries: 4 },
    clock,
    random: seeded(7),
    onChange: () => undefined,
  });
  engine.start();
  for (let step = 0; step < 2_000; step++) {
    await settle();
    if (book.phase.kind === 'finished') break;
    // What the client does takes turns of the loop, not time.
    if (engine.inFlight > 0) continue;
    processEntries(service, 3);
    if (engine.phase.kind === 'paused') assert.ok(engine.start());
    else if (!clock.step()) break;
  }
  // Nobody waits for a job that the service does not name.
  while (store.jobs.waiting.length > 0) processEntries(service, 1_000);
  assert.equal(book.phase.kind, 'finished', JSON.stringify([book.phase, book.tally]));
  assert.equal(store.size - 2, service.choices.badEntry === 'callRefused' ? 0 : 4, 'sent once');
  assert.equal(
    Object.values(book.tally).reduce((sum, count) => sum + count, 0),
    sent.length,
  );
  return sent.map((_, entry) => book.verdict(entry));
}

/** What becomes of an entry under these choices: what is certain, and nothing but what is true. */
function expected(choices: SandboxChoices, ends: Ends): readonly Verdict[] {
  if (choices.badEntry === 'callRefused') return [choices.okErrors === 'failure' ? 'unknown' : 'refused'];
  if (choices.bulkAck === 'empty') return ['untracked'];
  // Nothing but the order would tell which result is whose, and nobody promises an order.
  if (choices.entriesEcho === 'none') return ['unmatched'];
  if (choices.invalidEntries === 'leftOut')
    return isVague(choices) || ends === 'invalid' ? ['unmatched', ends] : [ends];
  return [ends];
}

/** Fewer rows than entries, and places of which nobody knows whether they are counted from 0 or 1. */
function isVague({ entriesEcho }: SandboxChoices): boolean {
  return entriesEcho === 'index' || entriesEcho === 'rowFrom1' || entriesEcho === 'positionText';
}

async function assertTrue(chosen: Partial<SandboxChoices>): Promise<void> {
  const service = inProcess(chosen);
  const verdicts = await runOver(service).catch((error: unknown) => {
    throw new Error(JSON.stringify(chosen), { cause: error });
  });
  for (const [entry, [, ends]] of sent.entries()) {
    const verdict = verdicts[entry] ?? 'outside';
    assert.ok(
      expected(service.choices, ends).includes(verdict),
      `${JSON.stringify(chosen)}: entry ${entry} is ${verdict}, and ${ends} in truth`,
    );
  }
}

describe('runs against the sandbox: each result falls to its own entry', () => {
  for (const entriesEcho of ['key', 'index'] as const) {
    it(`under each choice alone, where the service repeats the ${entriesEcho}`, async () => {
      await assertTrue({ entriesEcho });
      for (const chosen of alone) await assertTrue({ entriesEcho, ...chosen });
    });
  }

  it('under any two choices', async () => {
    const rows = pairsTogether([...bulkChoices, ...manners], hidden);
    for (const pair of aloneAndInPairs(bulkChoices)) {
      const all = Object.entries(pair);
      const isThere = rows.some(row => all.every(([name, value]) => row[name as ChoiceName] === value));
      if (!all.some(([name, value]) => hidden(name as ChoiceName, value)))
        assert.ok(isThere, JSON.stringify(pair));
    }
    for (const chosen of rows) await assertTrue(chosen);
  });
});
