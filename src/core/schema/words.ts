import type { Status } from '../catalog/process';

/** What kind of value an attribute takes: decides its type, its sentence and its placeholder. */
export type ValueKind =
  | 'text'
  | 'audio'
  | 'email'
  | 'phone'
  | 'photo'
  | 'isoDateTime'
  | 'integer'
  | 'number'
  | 'epoch'
  | 'date'
  | 'time'
  | 'boolean'
  | 'option'
  | 'options'
  | 'object'
  /** From here on the wire format is not documented: what the words say of it is a guess, and nothing is checked. */
  | 'longText'
  | 'url'
  | 'html'
  | 'otp'
  | 'photos'
  | 'texts'
  | 'document'
  | 'documents'
  | 'objects'
  | 'custom'
  | 'customs'
  | 'user'
  | 'username'
  | 'state'
  | 'status'
  | 'record'
  | 'records'
  | 'process'
  | 'processes'
  | 'task'
  | 'tasks'
  | 'booking'
  | 'cart'
  | 'address'
  | 'position'
  | 'month'
  | 'json'
  | 'any';

/** What is worth knowing about an attribute beside its type. */
export type AttributeNote =
  'required' | 'primaryKey' | 'primaryIdentifier' | 'hidden' | 'learnt' | 'corrected' | 'derived';

/** The sentences that a schema or a draft holds, in the user's language. Names come in as the service has them, cleaned. */
export interface SchemaWords {
  /** Shown while the real schema is not there: signed out, or the config is loading. */
  waiting(): string;
  process(procedure: string): string;
  /** The list of `{ "processes": [ … ] }`. */
  processes(procedure: string): string;
  /** Label of the snippet that inserts a whole process. */
  newProcess(procedure: string): string;
  /** Label of the snippet that inserts an array with one process. */
  newProcesses(procedure: string): string;
  data(procedure: string): string;
  record(): string;
  /** `entity` is undefined where the config does not say to which entity the record belongs. */
  recordData(entity: string | undefined): string;
  status(): string;
  statusOption(status: Status): string;
  state(procedure: string): string;
  stateOption(name: string, role: 'start' | 'completed' | undefined): string;
  nextActionAt(): string;
  /** Warning: the number is so small that it must be seconds. */
  looksLikeSeconds(): string;
  assignedTo(): string;
  unknownUser(): string;
  user(name: string, email: string | undefined, isActive: boolean): string;
  primaryKeyAtTop(attribute: string): string;
  /** Warning: the user's settings want the primary key of entries in the other place, this one. */
  keyPlace(wanted: 'topLevel' | 'data'): string;
  schemaKey(): string;
  notAProcess(): string;
  unknownField(): string;
  unknownAttribute(owner: string): string;
  /** One sentence: what the value must be; also the warning when it is something else. */
  expected(kind: ValueKind): string;
  /** Said of a type whose wire format is not documented. */
  undocumented(): string;
  type(name: string): string;
  note(note: AttributeNote): string;
  /** The short word between ‹ and › in a draft, e.g. `text`. */
  placeholder(kind: ValueKind): string;
}
