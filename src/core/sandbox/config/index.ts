import type { JsonObject } from '../../json';
import type { SandboxChoices } from '../choices';
import { entities, procedures, team } from '../team';
import { uuidOf, type ProcedureDef, type StateDef } from '../team/model';
import { pods, roles } from '../team/people';
import { attributeConfigJson, attributeJson, attributeTypesJson, linksOf, shown } from './attributes';
import { collectionOf, marks, named, ref } from './shape';

/**
 * The answer of Fetch Config without its envelope: all keys of page api-11531312, whatever was chosen. The fields inside are
 * not documented; their names follow the assumptions of service-facts section 7, `defaultStartState`, `defaultCompletedState`
 * and `stateGraph` the words of help:procedures/procedure-list and docs:data-model/process.
 */
export function configJson(choices: SandboxChoices): JsonObject {
  const all = procedures.filter(one => !one.deleted || choices.deleted === 'present');
  const owners = [
    ...all.map(owner => ({ owner, field: 'procedure' as const })),
    ...entities.map(owner => ({ owner, field: 'entity' as const })),
  ];
  const linked = choices.attributeLinks === 'procedure' || choices.attributeLinks === 'attribute';
  const listed = (which: 'standard' | 'derived') =>
    linked
      ? owners.flatMap(({ owner, field }) =>
          shown(choices, owner, which).map(one => attributeJson(choices, one, owner, field)),
        )
      : [];
  const visible =
    choices.attributeLinks === 'none' ? [] : owners.flatMap(({ owner }) => shown(choices, owner, 'standard'));
  const collection = (items: readonly JsonObject[]) => collectionOf(choices, items);
  const one = { id: team.id, ...named(choices, team.name) };
  return {
    team: choices.teamShape === 'object' ? one : [one],
    entities: collection(
      entities.map(entity => ({
        id: entity.id,
        shortId: entity.shortId,
        ...named(choices, entity.name),
        ...linksOf(choices, entity, 'entity'),
      })),
    ),
    procedures: collection(all.map(procedure => procedureJson(choices, procedure))),
    attributeTypes: collection(attributeTypesJson(choices)),
    attributes: collection(listed('standard')),
    derivedAttributes: collection(listed('derived')),
    attributeGroups: collection([]),
    roles: collection(roles.map(({ id, name }) => ({ id, ...named(choices, name) }))),
    pods: collection(pods.map(({ id, name }) => ({ id, ...named(choices, name) }))),
    taskTypes: collection([]),
    forms: collection([]),
    formFields: collection([]),
    formActionButtons: collection([]),
    stateTasks: collection([
      { id: uuidOf('stateTask:call'), shortId: 'call_customer', ...named(choices, 'Call the customer') },
    ]),
    userProfiles: collection([]),
    attributeConfig: collection(attributeConfigJson(choices, visible)),
    skillTypes: collection([]),
    ...topLevelStates(choices, all),
  };
}

function procedureJson(choices: SandboxChoices, procedure: ProcedureDef): JsonObject {
  const { states, completed, primaryKey, primaryIdentifier } = procedure;
  return {
    id: procedure.id,
    shortId: procedure.shortId,
    ...named(choices, procedure.name, procedure.description),
    entity: ref(choices, procedure.entity),
    ...linksOf(choices, procedure, 'procedure'),
    ...(choices.states === 'procedure' && {
      states: collectionOf(
        choices,
        states.map(state => stateJson(choices, state)),
      ),
    }),
    ...(choices.states === 'topLevel' && { states: states.map(state => ref(choices, state)) }),
    stateGraph: Object.fromEntries(
      states.map(state => [ref(choices, state), nextOf(choices, procedure, state)]),
    ),
    defaultStartState: ref(choices, states[0]),
    defaultCompletedState: ref(choices, completed),
    roles: roles.map(role => role.id),
    primaryKey: primaryKey === undefined ? null : ref(choices, primaryKey),
    primaryIdentifier: primaryIdentifier === undefined ? null : ref(choices, primaryIdentifier),
    ...marks(choices, { deleted: procedure.deleted === true }),
  };
}

function stateJson(choices: SandboxChoices, state: StateDef): JsonObject {
  return {
    id: state.id,
    shortId: state.shortId,
    ...named(choices, state.name, state.description),
    color: state.color,
  };
}

function nextOf(choices: SandboxChoices, procedure: ProcedureDef, state: StateDef): string[] {
  return procedure.states
    .filter(other => state.next.includes(other.shortId))
    .map(other => ref(choices, other));
}

function topLevelStates(choices: SandboxChoices, all: readonly ProcedureDef[]): JsonObject {
  if (choices.states === 'procedure') return {};
  const back = (procedure: ProcedureDef) =>
    choices.states === 'procedureStates' ? { procedure: ref(choices, procedure) } : {};
  const items = all.flatMap(procedure =>
    procedure.states.map(state => ({ ...stateJson(choices, state), ...back(procedure) })),
  );
  return { [choices.states === 'topLevel' ? 'states' : 'procedureStates']: collectionOf(choices, items) };
}
