import { randomUUID } from 'node:crypto';
import type { Json, JsonObject } from '../json';
import type { ProcedureDef, StateDef, UserDef } from './team/model';

export type Status = 'OPEN' | 'COMPLETED' | 'CANCELLED';

/** A process as Create has understood it. */
export interface ProcessDraft {
  readonly status: Status;
  readonly state: StateDef;
  readonly assignedTo: UserDef | null;
  readonly nextActionAt: Json;
  readonly data: JsonObject;
  /** `record.data`; null where none was sent. */
  readonly record: JsonObject | null;
}

export interface StoredProcess extends ProcessDraft {
  readonly id: string;
  readonly recordId: string | null;
  readonly procedure: ProcedureDef;
  /** Epoch ms. */
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** What was created, in order of arrival, in memory only. */
export class SandboxStore {
  readonly #byId = new Map<string, StoredProcess>();
  readonly #byKey = new Map<string, string>();

  constructor(private readonly now: () => number) {}

  /** The processes of one procedure, or of all. */
  processes(procedureShortId?: string): StoredProcess[] {
    const all = [...this.#byId.values()];
    return procedureShortId === undefined
      ? all
      : all.filter(one => one.procedure.shortId === procedureShortId);
  }

  byId(id: string): StoredProcess | undefined {
    return this.#byId.get(id);
  }

  /** The latest process with this primary key value, compared as text. */
  byPrimaryKey(procedure: ProcedureDef, value: Json): StoredProcess | undefined {
    const id = this.#byKey.get(keyOf(procedure, value));
    return id === undefined ? undefined : this.#byId.get(id);
  }

  add(procedure: ProcedureDef, draft: ProcessDraft): StoredProcess {
    const at = this.now();
    const recordId = draft.record === null ? null : randomUUID();
    return this.#keep({ ...draft, id: randomUUID(), recordId, procedure, createdAt: at, updatedAt: at });
  }

  /** Puts a draft's attributes over those of a process; everything else of the draft replaces. */
  merge(into: StoredProcess, draft: ProcessDraft): StoredProcess {
    return this.#keep({
      ...into,
      ...draft,
      data: { ...into.data, ...draft.data },
      record: draft.record === null ? into.record : { ...into.record, ...draft.record },
      recordId: into.recordId ?? (draft.record === null ? null : randomUUID()),
      updatedAt: this.now(),
    });
  }

  clear(): void {
    this.#byId.clear();
    this.#byKey.clear();
  }

  /** For people to look at: procedure short id -> its processes, with the attributes as they were received. */
  contents(): JsonObject {
    const contents: Record<string, JsonObject[]> = {};
    for (const one of this.#byId.values()) {
      (contents[one.procedure.shortId] ??= []).push({
        id: one.id,
        createdAt: new Date(one.createdAt).toISOString(),
        status: one.status,
        state: one.state.shortId,
        assignedTo: one.assignedTo?.username ?? null,
        nextActionAt: one.nextActionAt,
        data: one.data,
        record: one.record === null ? null : { data: one.record },
      });
    }
    return contents;
  }

  #keep(process: StoredProcess): StoredProcess {
    this.#byId.set(process.id, process);
    const key = process.procedure.primaryKey;
    const value = key && process.data[key.shortId];
    if (value !== undefined && value !== null) this.#byKey.set(keyOf(process.procedure, value), process.id);
    return process;
  }
}

/** The calculated attributes of a process. */
export function derivedOf(process: StoredProcess): JsonObject {
  return Object.fromEntries(
    process.procedure.attributes.flatMap(one =>
      one.derive ? [[one.shortId, one.derive(process.data)]] : [],
    ),
  );
}

function keyOf(procedure: ProcedureDef, value: Json): string {
  return JSON.stringify([procedure.shortId, typeof value === 'object' ? value : String(value)]);
}
