import type { ProcessQuery } from '../../api/processes';
import type { ApiFailure } from '../../api/result';
import type { KeyValue } from '../results/key';
import { runInSlices } from '../../slices';
import { judgeKeys, queryAll, queryFor, queryOne, shownKey, type RunClock } from '../results/lookQuery';
import type { ListApi } from './ports';

export interface AskNeeds {
  readonly api: ListApi;
  readonly procedure: string;
  readonly primaryKey: string;
  readonly clock: RunClock;
  readonly signal?: AbortSignal | undefined;
}

/** What List told of some keys. One that is neither `arrived` nor `unclear` was asked for and not found, or was there before the run. */
export interface Asked {
  readonly ok: true;
  /** With the process's id, where it shows one. */
  readonly arrived: ReadonlyMap<KeyValue, string | undefined>;
  /** Could not be asked, or the answer proves nothing about them. */
  readonly unclear: ReadonlySet<KeyValue>;
}

interface Failed {
  readonly ok: false;
  readonly failure: ApiFailure;
}

interface Pages {
  readonly ok: true;
  readonly arrived: Map<KeyValue, string | undefined>;
  readonly unclear: Set<KeyValue>;
  /** Keys about which the pages say nothing, though they should. */
  readonly open: readonly KeyValue[];
  readonly shown: number;
}

const maxPages = 10;
/** So many keys are asked for one by one where the service does not understand `or`; nothing is known of the others. */
const mostSingles = 200;
/** After so many useless answers in a row no more keys are asked for. */
const enoughUseless = 3;

/**
 * Asks List for keys. `or` is documented by a sample only that is no JSON (section 17, 18 of service-facts), so an answer counts only
 * where it has to do with what was asked; else keys are asked for one by one, as long as that is within reason.
 */
export class KeyAsker {
  #mode: 'or' | 'single' | 'none' = 'or';
  /** `or` has found something, or what is known to be there. */
  #proven = false;
  #singles = 0;
  #useless = 0;

  constructor(private readonly needs: AskNeeds) {}

  /** @param keys at most as many as List gives at a time, all different */
  async ask(keys: readonly KeyValue[]): Promise<Asked | Failed> {
    if (this.#mode !== 'or') return this.#oneByOne(keys);
    const { primaryKey } = this.needs;
    const pages = await this.#pages(keys, skip => queryFor(primaryKey, keys, skip));
    if (!pages.ok) {
      if (pages.failure.kind === 'tooLarge' && keys.length > 1) return this.#halves(keys);
      if (!isRefusal(pages.failure)) return pages;
      this.#mode = 'single';
      return this.#oneByOne(keys);
    }
    const { open, shown } = pages;
    if (open.length === 0 && (this.#proven ||= shown > 0)) return pages;
    if (open.length === 0) {
      // Nothing at all: so answers, too, who looks for an attribute called "or".
      const control = await this.#control(keys);
      if (typeof control !== 'string') return control;
      this.#mode = control;
      this.#proven = control === 'or';
      return this.#proven ? pages : this.#oneByOne(keys);
    }
    if (!this.#proven) this.#mode = 'single';
    const singles = await this.#oneByOne(open);
    if (!singles.ok) return singles;
    return {
      ok: true,
      arrived: new Map([...pages.arrived, ...singles.arrived]),
      unclear: new Set([...pages.unclear, ...singles.unclear]),
    };
  }

  /** Fewer at a time: what they found was too much for one answer. */
  async #halves(keys: readonly KeyValue[]): Promise<Asked | Failed> {
    const middle = Math.ceil(keys.length / 2);
    const first = await this.ask(keys.slice(0, middle));
    if (!first.ok) return first;
    const second = await this.ask(keys.slice(middle));
    if (!second.ok) return second;
    return {
      ok: true,
      arrived: new Map([...first.arrived, ...second.arrived]),
      unclear: new Set([...first.unclear, ...second.unclear]),
    };
  }

  /** Whether `or`, else a plain question, finds what is known to be there. `none`: nothing does, or processes do not show their keys. */
  async #control(keys: readonly KeyValue[]): Promise<'or' | 'single' | 'none' | Failed> {
    const { primaryKey } = this.needs;
    const all = await this.#list(queryAll());
    if (!all.ok) return isRefusal(all.failure) ? 'none' : all;
    const { processes } = all.value;
    // There is nothing, so nothing of ours either, as far as this token's role can see.
    if (processes.length === 0) return 'or';
    const known = processes.map(process => shownKey(process, primaryKey)).find(key => key !== undefined);
    if (known === undefined) return 'none';
    const questions = [
      ['or', queryFor(primaryKey, [known, ...keys.slice(0, 1)], 0)],
      ['single', queryOne(primaryKey, known, 0)],
    ] as const;
    for (const [mode, query] of questions) {
      const again = await this.#list(query);
      if (!again.ok && !isRefusal(again.failure)) return again;
      if (!again.ok) continue;
      if (again.value.processes.some(process => shownKey(process, primaryKey) === known)) return mode;
    }
    return 'none';
  }

  async #oneByOne(keys: readonly KeyValue[]): Promise<Asked | Failed> {
    const { primaryKey } = this.needs;
    const arrived = new Map<KeyValue, string | undefined>();
    const unclear = new Set<KeyValue>();
    for (const key of keys) {
      if (this.#mode === 'none' || this.#singles >= mostSingles) {
        unclear.add(key);
        continue;
      }
      this.#singles++;
      const pages = await this.#pages([key], skip => queryOne(primaryKey, key, skip));
      if (!pages.ok && (!isRefusal(pages.failure) || isTrouble(pages.failure))) return pages;
      const told = pages.ok ? pages : { arrived: [], unclear: [], open: [key] };
      for (const [one, id] of told.arrived) arrived.set(one, id);
      for (const one of [...told.unclear, ...told.open]) unclear.add(one);
      this.#useless = told.open.length > 0 ? this.#useless + 1 : 0;
      if (this.#useless >= enoughUseless) this.#mode = 'none';
    }
    return { ok: true, arrived, unclear };
  }

  /** All pages that have to do with the keys. */
  async #pages(keys: readonly KeyValue[], query: (skip: number) => ProcessQuery): Promise<Pages | Failed> {
    const { primaryKey, clock } = this.needs;
    const arrived = new Map<KeyValue, string | undefined>();
    const unclear = new Set<KeyValue>();
    const shown = new Set<KeyValue>();
    let skip = 0;
    let isWhole = false;
    let isForeign = false;
    for (let page = 0; page < maxPages && !isWhole; page++) {
      const result = await this.#list(query(skip));
      if (!result.ok) return result;
      const { processes, hasMore } = result.value;
      const judging = judgeKeys(processes, primaryKey, keys, clock, result.answer.serverTime);
      const judged = await runInSlices(judging);
      for (const [key, id] of judged.arrived) if (!arrived.has(key)) arrived.set(key, id);
      for (const key of judged.unclear) unclear.add(key);
      for (const key of judged.shown) shown.add(key);
      isForeign ||= judged.foreign > 0;
      isWhole = !hasMore || arrived.size === keys.length;
      // A service that takes no notice of the filter would go through everything it has.
      if (judged.shown.size === 0) break;
      skip += processes.length;
    }
    for (const key of arrived.keys()) unclear.delete(key);
    // Processes that nobody asked for: the filter did nothing, or they do not show the key that they have.
    const open = isForeign
      ? keys.filter(key => !shown.has(key))
      : isWhole
        ? []
        : keys.filter(key => !arrived.has(key));
    return { ok: true, arrived, unclear, open, shown: shown.size };
  }

  #list(query: ProcessQuery): ReturnType<ListApi['listProcesses']> {
    const { api, procedure, signal } = this.needs;
    return api.listProcesses(procedure, query, signal);
  }
}

/** The question itself is refused, as far as can be told, not the one who asks; or nobody can read so much. */
function isRefusal(failure: ApiFailure): boolean {
  if (failure.kind === 'serviceErrors' || failure.kind === 'tooLarge') return true;
  return failure.kind === 'status' && [400, 405, 413, 414, 422, 500, 501].includes(failure.status);
}

/** A service that fails at a question as plain as can be has trouble of its own. */
function isTrouble(failure: ApiFailure): boolean {
  return failure.kind === 'status' && failure.status >= 500;
}
