import type { Status } from '../catalog/process';
import { isArray, type Json, type JsonObject } from '../json';
import { JobStore } from './jobs/jobStore';
import { NumberedIds } from './storage/numberedIds';
import { Packing, type PackedProcess } from './storage/packing';
import { TextIndex } from './storage/textIndex';
import { Texts } from './storage/texts';
import type { ProcedureDef, StateDef, UserDef } from './team/model';

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

export interface StoredPhoto {
  readonly id: string;
  readonly filename: string | null;
  readonly filetype: string | null;
  /** Bytes. */
  readonly size: number;
  /** Epoch ms. */
  readonly createdAt: number;
}

/**
 * What was created, in order of arrival, and the jobs of bulk creates; in memory only. A process takes the bytes of its JSON and some
 * 40 more, outside the JavaScript heap: a million of them are nothing special.
 */
export class SandboxStore {
  readonly jobs: JobStore;
  /** What is known of each photo; the pictures themselves are not kept. */
  readonly photos = new Map<string, StoredPhoto>();
  readonly #texts = new Texts();
  readonly #packing = new Packing();
  readonly #keys = new TextIndex();
  readonly #ids = new NumberedIds();
  readonly #recordIds = new NumberedIds();

  /** @param now the service's own clock, epoch ms */
  constructor(readonly now: () => number) {
    this.jobs = new JobStore(now);
  }

  /** How many processes there are. */
  get size(): number {
    return this.#texts.count;
  }

  /** The processes of one procedure, or of all; each is an object of its own. */
  processes(procedureShortId?: string): StoredProcess[] {
    return [...this.each(procedureShortId)];
  }

  /** The same one after the other, the oldest or the newest first. */
  *each(procedureShortId?: string, order: 'oldest' | 'newest' = 'oldest'): Generator<StoredProcess> {
    const count = this.#texts.count;
    for (let i = 0; i < count; i++) {
      const number = order === 'oldest' ? i : count - 1 - i;
      const text = this.#texts.get(number);
      if (procedureShortId === undefined || this.#packing.isOf(text, procedureShortId)) {
        yield this.#unpack(number, text);
      }
    }
  }

  byId(id: string): StoredProcess | undefined {
    const number = this.#ids.numberOf(id);
    return number === undefined || number >= this.#texts.count ? undefined : this.byNumber(number);
  }

  /** @param number the place in the order of arrival, from 0 */
  byNumber(number: number): StoredProcess {
    return this.#unpack(number, this.#texts.get(number));
  }

  /** Place of a process in the order of arrival. */
  numberOf(process: StoredProcess): number {
    return this.#ids.numberOf(process.id) ?? -1;
  }

  /** The latest process with this primary key value, compared as text. */
  byPrimaryKey(procedure: ProcedureDef, value: Json): StoredProcess | undefined {
    return this.allWithKey(procedure, value).at(-1);
  }

  /** Every process with this primary key value, the oldest first. */
  allWithKey(procedure: ProcedureDef, value: Json): StoredProcess[] {
    const key = keyOf(procedure, value);
    return this.mayHaveKey(procedure, [value]).filter(one => keysOf(one)[0] === key);
  }

  /** Every process that has one of these primary key values, or a list with one of them in it, and seldom another; the oldest first. */
  mayHaveKey(procedure: ProcedureDef, values: readonly Json[]): StoredProcess[] {
    const numbers = new Set(values.flatMap(value => this.#keys.candidates(keyOf(procedure, value))));
    return [...numbers].sort((a, b) => a - b).map(number => this.byNumber(number));
  }

  add(procedure: ProcedureDef, draft: ProcessDraft): StoredProcess {
    const at = this.now();
    const number = this.#texts.add('');
    return this.#keep(number, { ...draft, procedure, createdAt: at, updatedAt: at });
  }

  /** Puts a draft's attributes over those of a process; everything else of the draft replaces. */
  merge(into: StoredProcess, draft: ProcessDraft): StoredProcess {
    return this.#keep(this.numberOf(into), {
      procedure: into.procedure,
      createdAt: into.createdAt,
      ...draft,
      data: { ...into.data, ...draft.data },
      record: draft.record === null ? into.record : { ...into.record, ...draft.record },
      updatedAt: this.now(),
    });
  }

  clear(): void {
    this.#texts.clear();
    this.#keys.clear();
    this.#ids.renew();
    this.#recordIds.renew();
    this.jobs.clear();
    this.photos.clear();
  }

  /**
   * For people to look at: procedure short id -> its processes, with the attributes as they were received.
   * @param most of all processes; the latest are shown, and under `…` how many older ones there are
   */
  contents(most = Infinity): JsonObject {
    const contents: Record<string, JsonObject[]> = {};
    const first = Math.max(0, this.size - most);
    for (let number = first; number < this.size; number++) {
      const one = this.byNumber(number);
      (contents[one.procedure.shortId] ??= []).push(shownOf(one));
    }
    return first === 0 ? contents : { ...contents, '…': `${first} older` };
  }

  #unpack(number: number, text: string): StoredProcess {
    return this.#withIds(number, this.#packing.unpack(text));
  }

  #withIds(number: number, process: PackedProcess): StoredProcess {
    const recordId = process.record === null ? null : this.#recordIds.idOf(number);
    return { ...process, id: this.#ids.idOf(number), recordId };
  }

  #keep(number: number, process: PackedProcess): StoredProcess {
    this.#texts.set(number, this.#packing.pack(process));
    const kept = this.#withIds(number, process);
    for (const key of keysOf(kept)) {
      if (!this.#keys.candidates(key).includes(number)) this.#keys.add(key, number);
    }
    return kept;
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

function shownOf(one: StoredProcess): JsonObject {
  return {
    id: one.id,
    createdAt: new Date(one.createdAt).toISOString(),
    status: one.status,
    state: one.state.shortId,
    assignedTo: one.assignedTo?.username ?? null,
    nextActionAt: one.nextActionAt,
    data: one.data,
    record: one.record === null ? null : { data: one.record },
  };
}

/** The primary key as it is indexed: its value and, of a list, each item. */
function keysOf({ procedure, data }: StoredProcess): string[] {
  const value = procedure.primaryKey && data[procedure.primaryKey.shortId];
  if (value === undefined || value === null) return [];
  return [value, ...(isArray(value) ? value : [])].map(one => keyOf(procedure, one));
}

function keyOf(procedure: ProcedureDef, value: Json): string {
  return JSON.stringify([procedure.shortId, typeof value === 'object' ? value : String(value)]);
}
