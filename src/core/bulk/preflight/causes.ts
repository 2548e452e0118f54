import {
  mostCauses,
  mostPlaces,
  mostValues,
  type Cause,
  type CauseKind,
  type CausePath,
  type Place,
  type Severity,
} from './report';

/** What a cause is, apart from where it was found. */
export type CauseHead = CauseKind & { readonly severity: Severity; readonly path: CausePath };

/** A place whose column still lacks that of the entry's begin, when the entry begins in the same line. */
export type RawPlace = Place & { readonly fromStart?: true };

/** The causes of a part of the file, ready to travel. */
export interface CauseList {
  readonly rows: readonly (readonly [id: string, row: CauseRow])[];
  readonly further: number;
}

export interface CauseRow {
  readonly head: CauseHead;
  entries: number;
  readonly places: RawPlace[];
  readonly values: string[];
  /** The latest entry that was counted. */
  last: number;
}

const longestValue = 60;
const ranks = { error: 0, warning: 1, note: 2 } as const;

/** Findings by distinct cause: memory for a thousand causes, however many findings there are. Entries come in order. */
export class Causes {
  #rows = new Map<string, CauseRow>();
  #further = 0;

  /**
   * Counts a finding; a second one of the same cause in the same entry is not counted.
   * @param id what makes the cause distinct
   * @param head asked for with the first one
   * @param value the offending value as JSON, asked for as long as some are wanted
   */
  add(id: string, place: RawPlace, head: () => CauseHead, value?: () => string | undefined): void {
    let row = this.#rows.get(id);
    if (row === undefined) {
      if (this.#rows.size >= mostCauses) {
        this.#further++;
        return;
      }
      row = { head: head(), entries: 0, places: [], values: [], last: -1 };
      this.#rows.set(id, row);
    }
    if (row.last !== place.entry) row.entries++;
    if (row.last !== place.entry && row.places.length < mostPlaces) row.places.push(place);
    row.last = place.entry;
    if (value !== undefined && row.values.length < mostValues) remember(row.values, value());
  }

  take(): CauseList {
    const list = { rows: [...this.#rows], further: this.#further };
    this.#rows = new Map();
    this.#further = 0;
    return list;
  }

  /** Adds the causes of the part of the file that comes next. */
  merge({ rows, further }: CauseList): void {
    this.#further += further;
    for (const [id, row] of rows) {
      const known = this.#rows.get(id);
      if (known !== undefined) {
        known.entries += row.entries;
        known.places.push(...row.places.slice(0, mostPlaces - known.places.length));
        for (const value of row.values) remember(known.values, value);
      } else if (this.#rows.size < mostCauses) {
        this.#rows.set(id, row);
      } else {
        this.#further += row.entries;
      }
    }
  }

  /** Places whose column is not known yet. */
  open(): readonly RawPlace[] {
    return [...this.#rows.values()].flatMap(({ places }) => places.filter(place => place.fromStart === true));
  }

  /**
   * Errors first, then the most frequent first.
   * @param starts columns of the begins of the entries of {@link open}
   */
  finish(starts: ReadonlyMap<number, number>): { causes: Cause[]; further: number } {
    const causes = [...this.#rows.values()].map(({ head, entries, places, values }) => ({
      ...head,
      entries,
      places: places.map(place => closed(place, starts)),
      values,
    }));
    causes.sort((a, b) => ranks[a.severity] - ranks[b.severity] || b.entries - a.entries);
    return { causes, further: this.#further };
  }
}

function closed({ entry, line, column, fromStart }: RawPlace, starts: ReadonlyMap<number, number>): Place {
  if (column === undefined) return { entry, line };
  return { entry, line, column: fromStart === true ? column + (starts.get(entry) ?? 1) - 1 : column };
}

function remember(values: string[], value: string | undefined): void {
  if (value === undefined || values.length >= mostValues) return;
  const short = value.length > longestValue ? `${value.slice(0, longestValue - 1)}…` : value;
  if (!values.includes(short)) values.push(short);
}
