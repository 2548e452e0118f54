/** What of a column of editors decides whether a document of ours is shown there. */
export interface Column {
  /** Counts from left to right. */
  readonly viewColumn: number;
  readonly isActive: boolean;
  /** What is on top. */
  readonly shows: 'nothing' | 'own' | 'other';
  /** Whether one of our documents is among its tabs. */
  readonly hasOwn: boolean;
}

/**
 * Where a read-only document of ours is shown beside what the user works on: where one is on top already, else in another column
 * that has one, else in the next one. The window is split only once: three answers never make four columns.
 * @param all all columns of the window, in any order: VS Code names them as they were made
 * @returns a column; `active` where there is nothing to be beside, `beside` where the window has but one
 */
export function columnBeside<C extends Column>(all: readonly C[]): C | 'active' | 'beside' {
  const columns = [...all].sort((a, b) => a.viewColumn - b.viewColumn);
  const at = columns.findIndex(({ isActive }) => isActive);
  const others = columns.filter((_, index) => index !== at);
  const own = columns.find(({ shows }) => shows === 'own') ?? others.find(({ hasOwn }) => hasOwn);
  if (own !== undefined) return own;
  const active = columns[at];
  if (active === undefined || active.shows === 'nothing') return 'active';
  return columns[at + 1] ?? columns[at - 1] ?? 'beside';
}
