import { customer, employee, installation } from './entities';
import { uuidOf, type EntityDef, type ProcedureDef } from './model';
import { collection, lead, onboarding, walkIn } from './sales';
import { fieldVisit, serviceRequest, survey, ticket } from './service';

/** The invented team of the sandbox. */
export const team = { id: uuidOf('team'), name: 'Lumenhof Solar' } as const;

export const entities: readonly EntityDef[] = [customer, employee, installation];

/** All procedures, the deleted one too. */
export const procedures: readonly ProcedureDef[] = [
  lead,
  ticket,
  fieldVisit,
  onboarding,
  collection,
  serviceRequest,
  walkIn,
  survey,
];

/** The procedure that a path names; undefined for an unknown or deleted one. */
export function procedureByShortId(shortId: string): ProcedureDef | undefined {
  return procedures.find(one => one.shortId === shortId && !one.deleted);
}
