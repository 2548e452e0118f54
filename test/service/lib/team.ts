import assert from 'node:assert/strict';
import { learnAttributes, withLearnt } from '../../../src/core/catalog/learn';
import type { Catalog, Procedure } from '../../../src/core/catalog/model';
import { readUsers, withUsers } from '../../../src/core/catalog/users';
import type { ApiResult } from '../../../src/core/api/result';
import type { SandboxChoices } from '../../../src/core/sandbox';
import { read } from '../../unit/catalog/reading';
import { AT } from '../../unit/catalog/team';
import {
  attributesAreAmbiguous,
  expectedCatalog,
  expectedUsers,
  shown,
  statesAreAmbiguous,
} from './expected';
import { withoutMarkup } from './markup';
import type { Service } from './places';

/** Catalogs by the text of the config: a choice that changes nothing in it need not be looked at again. */
const seen = new Map<string, Catalog>();

/** Reads config and users, and holds them against the team. */
export async function readTeam(service: Service): Promise<Catalog> {
  const { api, choices } = service;
  const config = fine(await api.fetchConfig(), choices);
  const known = seen.get(config.answer.text);
  const catalog = known ?? read(config.value);
  if (known === undefined) {
    same(comparable(choices, catalog), comparable(choices, expectedCatalog(choices, AT)));
    if (!attributesAreAmbiguous(choices)) idsAre(catalog.procedures, choices);
    seen.set(config.answer.text, catalog);
  }
  const users = readUsers([...fine(await api.listUsers(), choices).value]);
  assert.deepEqual(withoutMarkup(users), expectedUsers());
  return withUsers(catalog, users);
}

/** The value of a result that must be one; `_errors` beside it are there where chosen, and nowhere else. */
export function fine<T>(
  result: ApiResult<T>,
  choices: SandboxChoices,
  enveloped = true,
): ApiResult<T> & { readonly ok: true } {
  if (!result.ok) assert.fail(JSON.stringify(result.failure));
  const warned = enveloped && choices.okErrors === 'warnings';
  if (!warned) assert.deepEqual(result.answer.warnings, []);
  return result;
}

/** Of an attribute or state that is referred to by a short id which several owners use, the id may be any of theirs. */
function comparable(choices: SandboxChoices, catalog: Catalog): unknown {
  const dropId = (list: Procedure['attributes'] | Procedure['states']) => list.map(({ id: _, ...rest }) => rest);
  const attributes = (of: Pick<Procedure, 'attributes'>) =>
    attributesAreAmbiguous(choices) ? dropId(of.attributes) : of.attributes;
  return withoutMarkup({
    ...catalog,
    entities: catalog.entities.map(one => ({ ...one, attributes: attributes(one) })),
    procedures: catalog.procedures.map(one => ({
      ...one,
      attributes: attributes(one),
      states: statesAreAmbiguous(choices) ? dropId(one.states) : one.states,
    })),
  });
}
