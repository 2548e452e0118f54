import type { Procedure } from './catalog/model';
import type { Connection } from './connection';
import { isObject } from './json';

/** Which procedure of which connection a document is a payload of. Plain JSON data. */
export interface Binding {
  readonly connectionId: string;
  /** `Procedure.key`. */
  readonly procedureKey: string;
  /** As it was when the document was bound: shown and sent to when the catalog is not there. */
  readonly shortId: string;
  readonly name: string;
}

export function bindingTo(connection: Connection, procedure: Procedure): Binding {
  const { key, shortId, name } = procedure;
  return { connectionId: connection.id, procedureKey: key, shortId, name };
}

/** True for a binding that was read from a disk or a memento. */
export function isBinding(value: unknown): value is Binding {
  return (
    isObject(value) &&
    ['connectionId', 'procedureKey', 'shortId', 'name'].every(key => typeof value[key] === 'string')
  );
}
