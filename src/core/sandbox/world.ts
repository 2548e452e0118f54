import type { SandboxChoices } from './choices';
import type { SandboxStore } from './store';

/** What the handlers of the routes work on. */
export interface World {
  readonly choices: SandboxChoices;
  readonly store: SandboxStore;
}
