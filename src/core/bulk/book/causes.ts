import { copied } from '../../api/text';
import type { Why } from '../records';
import type { EntryTable } from './entryTable';
import { patternOf } from './pattern';
import type { Cause } from './types';

/** What is told about an entry that did not succeed. */
export interface CauseDetail {
  readonly verdict: Cause['verdict'];
  readonly code?: Why['code'] | undefined;
  readonly status?: number | undefined;
  readonly field?: string | undefined;
  readonly message?: string | undefined;
}

/** Distinct causes that are kept apart; all later ones are counted together. */
export const mostCauses = 1000;
const other = mostCauses + 1;
const messageLength = 300;
const firstEntries = 10;

/** The distinct causes of a run, in bounded memory. */
export class NumberedCauses {
  readonly #details: CauseDetail[] = [];
  #otherDetail: CauseDetail | undefined;
  readonly #byPattern = new Map<string, number>();
  /** Messages seen lately, since most are repeated word for word and finding the pattern is slow. */
  readonly #seen = new Map<string, number>();

  /** The number of a cause, from 1; a new one when there was none like it. */
  numberOf(detail: CauseDetail): number {
    const message = detail.message?.slice(0, messageLength);
    const { verdict, code = '', status = '' } = detail;
    const field = detail.field?.slice(0, messageLength);
    const head = JSON.stringify([verdict, code, status, field ?? '']);
    const exact = `${head}${message ?? ''}`;
    const known = this.#seen.get(exact);
    if (known !== undefined) return known;
    const pattern = `${head}${patternOf(message ?? '')}`;
    let number = this.#byPattern.get(pattern);
    if (number === undefined) {
      const kept = { ...detail, field: field && copied(field), message: message && copied(message) };
      if (this.#details.length < mostCauses) {
        number = this.#details.push(kept);
        this.#byPattern.set(pattern, number);
      } else {
        number = other;
        this.#otherDetail ??= kept;
      }
    }
    if (this.#seen.size >= mostCauses) this.#seen.clear();
    this.#seen.set(exact, number);
    return number;
  }

  /** The causes that entries have now, most frequent first. */
  list(table: EntryTable): Cause[] {
    const firsts = table.firstByCause(firstEntries);
    return [...firsts]
      .flatMap(([number, first]) => this.#cause(number, first, table) ?? [])
      .sort((a, b) => b.count - a.count || (a.first[0] ?? 0) - (b.first[0] ?? 0));
  }

  #cause(number: number, first: readonly number[], table: EntryTable): Cause | undefined {
    const detail = number === other ? this.#otherDetail : this.#details[number - 1];
    if (detail === undefined) return undefined;
    const { verdict, code, status, field, message } = detail;
    return {
      verdict,
      ...(code !== undefined && { code }),
      ...(status !== undefined && { status }),
      ...(field !== undefined && { field }),
      ...(message !== undefined && { message }),
      other: number === other,
      count: table.countOfCause(number),
      first,
    };
  }
}
