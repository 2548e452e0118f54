/** Every command, by the part of its id after `chakra.`. A test holds package.json against this list. */
export const commandNames = [
  'addConnection',
  'switchConnection',
  'editConnection',
  'setToken',
  'removeConnection',
  'testConnection',
  'trySandbox',
  'showSandboxContents',
  'refreshCatalog',
  'filterProcedures',
  'clearFilter',
  'copyShortId',
  'createProcess',
  'useAsPayload',
  'stopUsingAsPayload',
  'changeProcedure',
  'checkPayload',
  'showRequest',
  'sendPayload',
  'lookForProcess',
  'openResponse',
  'copyProcessId',
  'fetchProcess',
  'openDraft',
  'deleteDraft',
  'showLog',
] as const;

export type CommandName = (typeof commandNames)[number];

/** What a command does; the arguments are what a menu, a code lens or another extension passes, so they are checked. */
export type CommandHandlers = Readonly<Record<CommandName, (...args: unknown[]) => Promise<unknown>>>;
