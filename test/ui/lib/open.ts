import type { Workbench } from './workbench';

const open = new Set<Workbench>();

/** The windows that are open now: each is photographed when a test fails. */
export const openWorkbenches: ReadonlySet<Workbench> = open;

/** Adds a window. */
export function remember(workbench: Workbench): void {
  open.add(workbench);
  workbench.page.once('close', () => {
    open.delete(workbench);
  });
}

/** Takes a window away. */
export function forget(workbench: Workbench): void {
  open.delete(workbench);
}
