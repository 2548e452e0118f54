import type { Problem } from './answers';

/** What a check comes across. */
export class Findings {
  readonly problems: Problem[] = [];
  readonly ignored: Problem[] = [];

  /** Notes a problem; one that the choice says to ignore is no reason to refuse. */
  add(problem: Problem, treatment: 'refused' | 'ignored' = 'refused'): void {
    (treatment === 'refused' ? this.problems : this.ignored).push(problem);
  }
}
