import assert from 'node:assert/strict';
import type { ApiResult } from '../../../src/core/api/result';
import type { Catalog } from '../../../src/core/catalog/model';
import { withUsers } from '../../../src/core/catalog/users';
import type { ChoiceName, SandboxChoices } from '../../../src/core/sandbox';
import { entities, procedures } from '../../../src/core/sandbox/team';
import { read, readUsers } from '../../unit/catalog/reading';
import { AT } from '../../unit/catalog/team';
import { attributesAreAmbiguous, expectedCatalog, expectedUsers, statesAreAmbiguous } from './expected';
import { withoutMarkup } from './markup';
import type { Service } from './places';

/** What decides how the team looks in the config; the envelope around it aside. */
export const configChoices: readonly ChoiceName[] = [
  'configShape',
  'teamShape',
  'references',
  'attributeLinks',
  'linkField',
  'states',
  'derived',
  'options',
  'names',
  'typeField',
  'typeWords',
  'typeEntries',
  'marks',
  'deleted',
  'texts',
];

/** Catalogs by those choices: what has been looked at need not be looked at again. */
const readBefore = new Map<string, Catalog>();

/** Reads config and users, and holds them against the team. */
export async function readTeam({ api, choices }: Service): Promise<Catalog> {
  const config = fine(await api.fetchConfig(), choices, choices.configEnvelope === 'present');
  const shape = JSON.stringify(configChoices.map(name => choices[name]));
  const catalog = readBefore.get(shape) ?? read(config.value);
  if (!readBefore.has(shape)) {
    const [actual, expected] = [catalog, expectedCatalog(choices, AT)].map(one => comparable(choices, one));
    assert.deepEqual(actual, expected);
    readBefore.set(shape, catalog);
  }
  const list = fine(await api.listUsers(), choices, choices.dataEnvelope === 'present');
  const users = readUsers(list.value.users);
  assert.deepEqual(plain(choices, users), expectedUsers());
  return withUsers(catalog, users);
}

/** A result that must be one, with warnings where they were chosen and an envelope has room for them. */
export function fine<T>(
  result: ApiResult<T>,
  choices: SandboxChoices,
  enveloped: boolean,
): ApiResult<T> & { readonly ok: true } {
  if (!result.ok) assert.fail(JSON.stringify(result.failure));
  const warned = enveloped && choices.okErrors === 'warnings';
  assert.equal(result.answer.warnings.length > 0, warned, JSON.stringify(result.answer.warnings));
  return result;
}

const owners = [...procedures, ...entities];

/** Things of a config by short id and id. */
function pairsOf(things: readonly { readonly shortId: string; readonly id: string }[]): ReadonlySet<string> {
  return new Set(things.map(({ shortId, id }) => `${shortId} ${id}`));
}

const attributeIds = pairsOf(owners.flatMap(({ attributes }) => attributes));
const stateIds = pairsOf(procedures.flatMap(({ states }) => states));

/** A catalog whose texts are plain, and in which ids that nobody can know for certain are taken for the same. */
function comparable(choices: SandboxChoices, catalog: Catalog): unknown {
  const vague = <T extends { readonly id?: string; readonly shortId: string }>(
    isVague: boolean,
    list: readonly T[],
    ids: ReadonlySet<string>,
  ) =>
    isVague ? list.map(one => (ids.has(`${one.shortId} ${one.id}`) ? { ...one, id: 'any' } : one)) : list;
  const attributes = (of: Pick<Catalog['entities'][number], 'attributes'>) =>
    vague(attributesAreAmbiguous(choices), of.attributes, attributeIds);
  return plain(choices, {
    ...catalog,
    entities: catalog.entities.map(one => ({ ...one, attributes: attributes(one) })),
    procedures: catalog.procedures.map(one => ({
      ...one,
      attributes: attributes(one),
      states: vague(statesAreAmbiguous(choices), one.states, stateIds),
    })),
  });
}

function plain<T>(choices: SandboxChoices, value: T): T {
  return choices.texts === 'hostile' ? withoutMarkup(value) : value;
}
