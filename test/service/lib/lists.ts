import assert from 'node:assert/strict';
import { findProcedure } from '../../../src/core/catalog/find';
import { learnAttributes, withLearnt } from '../../../src/core/catalog/learn';
import type { Catalog, Procedure } from '../../../src/core/catalog/model';
import { asText, type JsonObject } from '../../../src/core/json';
import { createdSince, processId } from '../../../src/core/payload/arrival';
import { requestBody } from '../../../src/core/payload/body';
import { primaryKeyValue } from '../../../src/core/payload/describe';
import { statesAreAmbiguous } from './expected';
import type { Service } from './places';
import { fine } from './team';
import { checkerOf } from './verdicts';

const payload = (i: number) =>
  `{ "data": { "ticket_id": "T-${i}", "subject": "Broken hinge", "priority": ${(i % 4) + 1} }, "state": "WAITING" }`;

/** Creates some processes, and looks at them in every way there is. */
export async function checkLists(service: Service, catalog: Catalog, count: number): Promise<void> {
  const { api, choices, store, clock } = service;
  const ticket = findProcedure(catalog, 'ticket');
  assert.ok(ticket);
  const enveloped = choices.dataEnvelope === 'present';

  const none = await api.listProcesses('ticket', {});
  // Nothing but `_errors`, and an empty list, is no answer to rely on.
  if (enveloped && choices.okErrors === 'warnings')
    assert.equal(!none.ok && none.failure.kind, 'serviceErrors');
  else assert.deepEqual(fine(none, choices, enveloped).value, { processes: [], hasMore: false });

  const since = { at: clock.now(), localTime: clock.now() };
  for (let i = 0; i < count; i++) await api.createProcess('ticket', requestBody(payload(i)));
  const stored = store.processes('ticket');
  assert.equal(stored.length, count);
  const ids = stored.map(({ id }) => id).sort();
  // A full last page may have a successor where `hasMore` is not said: an empty one, see above.
  const exact = enveloped && choices.okErrors === 'warnings' && choices.listMeta === 'absent' ? [] : [count];
  for (const limit of [count - 1, ...exact, count + 1, 1000]) {
    assert.deepEqual((await readAll(service, limit)).map(processId).sort(), ids);
  }

  const last = payload(count - 1);
  const key = primaryKeyValue(last, ticketWithKey(ticket));
  assert.equal(key, `T-${count - 1}`);
  const found = fine(await api.listProcesses('ticket', { where: { ticket_id: key } }), choices, enveloped);
  const [process, ...others] = found.value.processes;
  assert.ok(process && others.length === 0);
  const { serverTime } = found.answer;
  assert.ok(serverTime !== undefined);
  assert.equal(createdSince(process, { ...since, serverTime }), true);
  // Created before the send, by the service's clock, which is ahead of ours.
  assert.equal(
    createdSince(process, { at: since.at + 600_000, localTime: since.localTime, serverTime }),
    false,
  );

  const id = processId(process);
  assert.ok(id !== undefined);
  const fetched = fine(await api.fetchProcess('ticket', id), choices, enveloped).value;
  assert.deepEqual(fetched, process);
  assertState(service, ticket, fetched);
  const unknown = await api.fetchProcess('ticket', 'no-such-process');
  assert.ok(!unknown.ok && unknown.failure.kind === 'status' && unknown.failure.status === 404);
  assert.match(unknown.failure.messages[0]?.text ?? '', /not found/);

  if (choices.attributeLinks === 'none') assertLearnt(catalog, ticket, found.value.processes);
}

/** Reads page after page until there are no more. */
async function readAll({ api, choices, events }: Service, limit: number): Promise<JsonObject[]> {
  const sent = events.length;
  const all: JsonObject[] = [];
  for (let more = true; more;) {
    const page = fine(
      await api.listProcesses('ticket', { limit, skip: all.length }),
      choices,
      choices.dataEnvelope === 'present',
    ).value;
    all.push(...page.processes);
    more = page.hasMore;
  }
  assert.ok(events.length - sent <= Math.ceil(all.length / Math.min(limit, 100)) + 1);
  return all;
}

/** Where the config does not say which attribute is the key, the user says it. */
function ticketWithKey(ticket: Procedure): Procedure {
  return { ...ticket, primaryKey: 'ticket_id' };
}

/** An id or a short id, as the service has it, leads to the procedure's own state. */
function assertState({ choices }: Service, ticket: Procedure, process: JsonObject): void {
  const shown = asText(process['state']);
  assert.ok(shown !== undefined);
  const state =
    ticket.states.find(({ id }) => id === shown) ?? ticket.states.find(({ shortId }) => shortId === shown);
  const unknowable = statesAreAmbiguous(choices) && choices.stateInAnswers === 'uuid';
  if (!unknowable) assert.equal(state?.shortId, 'WAITING');
}

function assertLearnt(catalog: Catalog, ticket: Procedure, processes: readonly JsonObject[]): void {
  const learnt = withLearnt(catalog, ticket.key, learnAttributes(processes));
  const { attributes, attributesFrom } = findProcedure(learnt, 'ticket') ?? ticket;
  assert.equal(attributesFrom, 'list');
  assert.deepEqual(
    attributes.map(one => [one.shortId, one.type, one.derived, one.required, one.learnt]),
    [
      ['ticket_id', 'string', false, false, true],
      ['subject', 'string', false, false, true],
      ['priority', 'integer', false, false, true],
      ['is_urgent', 'boolean', true, false, true],
    ],
  );
  assert.deepEqual(checkerOf(learnt, 'ticket')(payload(0)), []);
}
