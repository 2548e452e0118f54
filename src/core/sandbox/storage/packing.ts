import { statuses } from '../../catalog/process';
import type { Json, JsonObject } from '../../json';
import type { ProcessDraft } from '../store';
import type { ProcedureDef, UserDef } from '../team/model';

/** All of a process but its id. */
export interface PackedProcess extends ProcessDraft {
  readonly procedure: ProcedureDef;
  readonly createdAt: number;
  readonly updatedAt: number;
}

type Packed = [number, number, number, number, number, number, Json, JsonObject, JsonObject | null];

/** Turns processes into short texts and back; what belongs to the team is named by a number. */
export class Packing {
  readonly #procedures: ProcedureDef[] = [];
  readonly #users: UserDef[] = [];

  pack(process: PackedProcess): string {
    const { procedure, state, status, assignedTo, createdAt, updatedAt, nextActionAt, data, record } =
      process;
    const packed: Packed = [
      numberOf(this.#procedures, procedure),
      procedure.states.indexOf(state),
      statuses.indexOf(status),
      assignedTo === null ? -1 : numberOf(this.#users, assignedTo),
      createdAt,
      updatedAt,
      nextActionAt,
      data,
      record,
    ];
    return JSON.stringify(packed);
  }

  unpack(text: string): PackedProcess {
    const [at, state, status, user, createdAt, updatedAt, nextActionAt, data, record] = JSON.parse(
      text,
    ) as Packed;
    const procedure = this.#procedures[at];
    if (procedure === undefined) throw new RangeError('Not packed here.');
    return {
      procedure,
      state: procedure.states[state] ?? procedure.states[0],
      status: statuses[status] ?? 'OPEN',
      assignedTo: this.#users[user] ?? null,
      createdAt,
      updatedAt,
      nextActionAt,
      data,
      record,
    };
  }

  /** Whether a text is a process of this procedure, without reading it all. */
  isOf(text: string, procedureShortId: string): boolean {
    return this.#procedures[parseInt(text.slice(1, 12), 10)]?.shortId === procedureShortId;
  }
}

function numberOf<T>(list: T[], item: T): number {
  const known = list.indexOf(item);
  return known >= 0 ? known : list.push(item) - 1;
}
