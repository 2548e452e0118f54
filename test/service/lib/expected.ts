import type {
  Attribute,
  Catalog,
  Entity,
  Option,
  Procedure,
  State,
  User,
} from '../../../src/core/catalog/model';
import type { SandboxChoices } from '../../../src/core/sandbox';
import { entities, procedures, team } from '../../../src/core/sandbox/team';
import { attributeTypes } from '../../../src/core/sandbox/team/attributeTypes';
import type { AttributeDef, EntityDef, ProcedureDef } from '../../../src/core/sandbox/team/model';
import { users } from '../../../src/core/sandbox/team/people';

/**
 * The catalog that the sandbox's team is to become, as far as what was chosen lets anybody know it. Texts are the plain
 * ones, whatever `texts` is.
 */
export function expectedCatalog(choices: SandboxChoices, fetchedAt: number): Catalog {
  const nameOf = ({ name, shortId }: { readonly name: string; readonly shortId: string }) =>
    choices.names === 'none' ? shortId : name;
  const known = choices.attributeLinks !== 'none';
  const attributesOf = (owner: ProcedureDef | EntityDef): Attribute[] =>
    known
      ? owner.attributes.filter(one => !one.deleted).map(one => attribute(choices, one, nameOf(one)))
      : [];

  const toEntity = (one: EntityDef): Entity => ({
    key: one.id,
    id: one.id,
    shortId: one.shortId,
    name: nameOf(one),
    attributes: attributesOf(one),
  });

  const toProcedure = (one: ProcedureDef): Procedure => {
    const attributes = attributesOf(one);
    // Keys that are uuids of attributes which the config does not show mean nothing.
    const keys = known || choices.references === 'shortId';
    return {
      key: one.id,
      id: one.id,
      shortId: one.shortId,
      name: nameOf(one),
      description: one.description,
      entity: one.entity.id,
      attributes,
      // That a procedure has no attributes at all cannot be told from a config that does not say.
      attributesFrom: attributes.length > 0 ? 'config' : 'none',
      states: one.states.map((state): State => {
        const role = state === one.states[0] ? 'start' : state === one.completed ? 'completed' : undefined;
        const { id, shortId, color, description } = state;
        return { id, shortId, name: nameOf(state), description, color, ...(role && { role }) };
      }),
      ...(keys && one.primaryKey && { primaryKey: one.primaryKey.shortId }),
      ...(keys && one.primaryIdentifier && { primaryIdentifier: one.primaryIdentifier.shortId }),
    };
  };

  return {
    version: 1,
    fetchedAt,
    team: { id: team.id, ...(choices.names !== 'none' && { name: team.name }) },
    procedures: shown().map(toProcedure),
    entities: entities.map(toEntity),
    users: [],
    unresolved: unresolved(choices),
  };
}

/** The procedures that are not deleted. */
export function shown(): readonly ProcedureDef[] {
  return procedures.filter(one => !one.deleted);
}

/** All users, deleted ones marked. */
export function expectedUsers(): User[] {
  return users.map(({ id, username, firstName, lastName, email, isActive, isDeleted }) => ({
    id,
    username,
    name: `${firstName} ${lastName}`.trim(),
    ...(email !== null && { email }),
    isActive,
    isDeleted,
  }));
}

/** True where a reference to a state is a short id that several procedures use, so that nobody can tell whose id it has. */
export function statesAreAmbiguous(choices: SandboxChoices): boolean {
  return choices.references === 'shortId' && choices.states === 'topLevel';
}

/** The same for attributes. */
export function attributesAreAmbiguous(choices: SandboxChoices): boolean {
  return choices.references === 'shortId' && choices.attributeLinks === 'procedure';
}

function attribute(choices: SandboxChoices, one: AttributeDef, name: string): Attribute {
  const dataType = attributeTypes[one.type];
  return {
    id: one.id,
    shortId: one.shortId,
    name,
    ...(one.description !== undefined && { description: one.description }),
    type: one.type,
    ...(dataType !== null && { dataType }),
    required: one.required === true,
    hidden: one.hidden === true,
    derived: one.derive !== undefined,
    ...(one.options && { options: one.options.map(option => optionOf(choices, option)) }),
  };
}

function optionOf(
  choices: SandboxChoices,
  { value, label }: { readonly value: string | number; readonly label: string },
): Option {
  const labelled = choices.names !== 'none' && choices.options !== 'enum' && label !== String(value);
  return { value, ...(labelled && { label }) };
}

/** What nobody could make sense of: primary keys and identifiers that refer to attributes which the config does not show. */
function unresolved(choices: SandboxChoices): Catalog['unresolved'] {
  if (choices.attributeLinks !== 'none' || choices.references !== 'uuid') return [];
  const dangling = shown().flatMap(one =>
    [one.primaryKey, one.primaryIdentifier].filter(key => key !== undefined),
  );
  const examples = [...new Set(dangling.map(({ id }) => id))].slice(0, 3);
  return [{ kind: 'primaryKeyNotFound', count: dangling.length, examples }];
}
