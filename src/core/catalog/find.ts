import type { Catalog, Procedure, State, User } from './model';

/** A procedure by its key, else by its id, else by its short id. */
export function findProcedure(catalog: Catalog, keyOrShortIdOrId: string): Procedure | undefined {
  const { procedures } = catalog;
  return (
    procedures.find(procedure => procedure.key === keyOrShortIdOrId) ??
    procedures.find(procedure => procedure.id === keyOrShortIdOrId) ??
    procedures.find(procedure => procedure.shortId === keyOrShortIdOrId)
  );
}

/** A state by its id, as answers have it, else by its short id, as requests have it (section 17, 20 of service-facts). */
export function findState(procedure: Procedure, idOrShortId: string): State | undefined {
  const { states } = procedure;
  return (
    states.find(state => state.id === idOrShortId) ?? states.find(state => state.shortId === idOrShortId)
  );
}

/** A user by id, else by username: `assignedTo` takes either (page api-11530135). */
export function findUser(catalog: Catalog, idOrUsername: string): User | undefined {
  const { users } = catalog;
  return users.find(user => user.id === idOrUsername) ?? users.find(user => user.username === idOrUsername);
}
