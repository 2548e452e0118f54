import type { Connection } from '../../core/connection';
import type { JsonObject } from '../../core/json';

/** What the answer to a request is about. */
export interface AnswerFacts {
  readonly connection: Connection;
  readonly procedureKey: string;
  /** Of the procedure, as the request had it. */
  readonly shortId: string;
  /** Of its name, for people. */
  readonly name: string;
  /** Of the process, where the answer names one. */
  readonly processId?: string;
  /** The body that was sent, where it was a create. */
  readonly sent?: string;
  /** Where the answer shows a process, with all its digits (`readExact`): a new payload can begin with it. */
  readonly process?: JsonObject;
}
