/** What a benchmark gives: one for each figure. */
export interface BenchResult {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The worst value that is good enough, in the same unit. */
  readonly limit: number;
  readonly ok: boolean;
  /** How the value came about: rounds, median, spread. */
  readonly note?: string;
  /** Shown before the result, the first row as a heading. */
  readonly rows?: readonly (readonly (string | number)[])[];
}
