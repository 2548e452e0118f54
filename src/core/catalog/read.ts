import type { Json } from '../json';
import type { Catalog } from './model';
import { ConfigReader } from './reading/configReader';
import { stateLookalikes } from './reading/lookalikes';
import { ROOT } from './reading/spellings';
import { readTeam } from './reading/team';
import { unwrap } from './reading/unwrap';

/**
 * Reads the config answer (page api-11531312) into a catalog. The fields of its collections are not documented: every spelling, shape and
 * direction of a link that is tried is an assumption (section 7 of service-facts). What cannot be resolved is counted; nothing throws.
 * @param config the answer, with or without its envelope
 * @param at when it was fetched, epoch ms
 * @returns a generator that yields about every 64 items of work, for a driver that spreads the work (`runInSlices`)
 */
export function* readCatalog(config: Json, at: number): Generator<void, Catalog, void> {
  const reader = new ConfigReader();
  const root = unwrap(config);
  if (root === undefined) reader.issues.note('notAnObject', 'config');
  const fields = ROOT.read(root ?? {});
  yield* reader.readTypes(fields.attributeTypes);
  yield* reader.readOwners(fields.entities, fields.procedures);
  yield* reader.readGroups(fields.attributeGroups);
  yield* reader.readRows(fields.attributeConfig);
  yield* reader.readAttributes(fields.attributes, false);
  yield* reader.readAttributes(fields.derivedAttributes, true);
  yield* reader.readStates([...fields.states, ...stateLookalikes(root ?? {})]);
  return {
    version: 1,
    fetchedAt: at,
    team: readTeam(fields.team),
    entities: yield* reader.toEntities(),
    procedures: yield* reader.toProcedures(),
    users: [],
    unresolved: reader.issues.list(),
  };
}
