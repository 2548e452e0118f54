import * as vscode from 'vscode';
import type { Status } from '../../core/catalog/process';
import type { AttributeNote, SchemaWords } from '../../core/schema/words';
import { expected, placeholder } from './kindWords';
import { plain } from './plain';

/** The sentences of schemas and drafts. VS Code's JSON editor shows them as text. */
export const schemaWords: SchemaWords = {
  waiting: () =>
    vscode.l10n.t(
      'The attributes are not known yet: set the token of the connection, or wait until the config is there.',
    ),
  process: procedure => vscode.l10n.t('A process of {0}, or an array of them.', procedure),
  processes: procedure =>
    vscode.l10n.t('The list of processes of {0} that Bulk Create reads from this file.', procedure),
  newProcess: procedure => vscode.l10n.t('New process of {0}', procedure),
  // Completion sorts by these: the single one, which most people want, must come first.
  newProcesses: procedure => vscode.l10n.t('New processes of {0} (array)', procedure),
  data: procedure =>
    vscode.l10n.t('The attributes of the new process of {0}: short ids and their values.', procedure),
  record: () =>
    vscode.l10n.t(
      'The record that the process belongs to, e.g. the customer of a lead. Its attributes go into "data".',
    ),
  recordData: entity =>
    entity === undefined
      ? vscode.l10n.t('The attributes of the record: short ids and their values.')
      : vscode.l10n.t('The attributes of the record ({0}): short ids and their values.', entity),
  status: () => vscode.l10n.t('Whether the process is being worked on, whatever its state.'),
  statusOption,
  state: procedure =>
    vscode.l10n.t(
      'The short id of the state in which the process begins: one of the states of {0}.',
      procedure,
    ),
  stateOption: (name, role) => {
    if (role === 'start') return vscode.l10n.t('{0} (default start state)', name);
    return role === 'completed' ? vscode.l10n.t('{0} (default completed state)', name) : name;
  },
  nextActionAt: () =>
    vscode.l10n.t(
      'When the process has to be looked at next, in milliseconds since 1970, e.g. 1767225600000 for 2026-01-01T00:00:00Z.',
    ),
  looksLikeSeconds: () =>
    vscode.l10n.t('This looks like seconds. Milliseconds since 1970 are expected: times 1000.'),
  assignedTo: () => vscode.l10n.t('Who works on the process: the username or the id of a user.'),
  unknownUser: () => vscode.l10n.t('No user of the team, as far as this key can see, has this username.'),
  user: (name, email, isActive) => {
    const who = email === undefined ? name : `${name}, ${email}`;
    return isActive ? who : vscode.l10n.t('{0} (login disabled; still receives assignments)', who);
  },
  primaryKeyAtTop: attribute =>
    vscode.l10n.t('The primary key ({0}). In an array it may stand here or in "data".', attribute),
  keyPlace,
  schemaKey: () => vscode.l10n.t('Names the schema for the editor. It is cut before sending.'),
  notAProcess: () => vscode.l10n.t('A process is expected here: an object in braces.'),
  unknownField: () =>
    vscode.l10n.t(
      'The API documents no such field of a process. Attributes belong into "data", under their short ids.',
    ),
  unknownAttribute: owner =>
    vscode.l10n.t('{0} has no attribute with this short id, as far as this key can see.', owner),
  expected,
  undocumented: () =>
    vscode.l10n.t('No page says how this type is written: it is sent as it is and never refused.'),
  type: name => vscode.l10n.t('Type: {0}.', name),
  note,
  placeholder,
};

/** Why the primary key of an entry is not where the user's settings want it. */
export function keyPlace(wanted: 'topLevel' | 'data'): string {
  return wanted === 'data'
    ? vscode.l10n.t('The primary key belongs into "data" here: your settings say so (chakra.procedures).')
    : vscode.l10n.t(
        'The primary key belongs to the top level of an entry, not into "data": your settings say so (chakra.procedures).',
      );
}

function statusOption(status: Status): string {
  switch (status) {
    case 'OPEN':
      return vscode.l10n.t('Being worked on.');
    case 'COMPLETED':
      return vscode.l10n.t('Completed.');
    case 'CANCELLED':
      return vscode.l10n.t('Cancelled.');
  }
}

function note(what: AttributeNote): string {
  switch (what) {
    case 'required':
      return vscode.l10n.t('Required.');
    case 'primaryKey':
      return vscode.l10n.t('Primary key.');
    case 'primaryIdentifier':
      return vscode.l10n.t('Shown as the title.');
    case 'hidden':
      return vscode.l10n.t('Marked hidden.');
    case 'derived':
      return vscode.l10n.t('Calculated by ChakraHQ: a value that is sent has probably no effect.');
    case 'corrected':
      return vscode.l10n.t('Corrected in your settings (chakra.procedures).');
    case 'learnt':
      return vscode.l10n.t('Learnt from existing processes, not from the config: not checked.');
  }
}

const mostStates = 12;

/** What the JSON editor says of a state that the procedure does not have. */
export function unknownStateText(procedure: string, shortIds: readonly string[]): string {
  return vscode.l10n.t('{0} has no such state. Its states: {1}.', plain(procedure), firstOf(shortIds));
}

/** What the JSON editor says of a value that is none of the options of its attribute. */
export function unknownOptionText(values: readonly string[]): string {
  return vscode.l10n.t('None of the known values. Use one of these: {0}.', firstOf(values));
}

function firstOf(values: readonly string[]): string {
  const shown = values.slice(0, mostStates).map(plain).join(', ');
  return values.length > mostStates
    ? vscode.l10n.t('{0} and {1} more', shown, values.length - mostStates)
    : shown;
}
