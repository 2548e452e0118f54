import { startSandbox, type Sandbox, type SandboxOptions } from '../../../src/core/sandbox/index';
import type { Workbench } from './workbench';

/** A service of the test's own, in the test's process: what reaches it can be looked at. */
export async function startService(options: SandboxOptions = {}): Promise<Sandbox> {
  return startSandbox({ choices: { createAnswer: 'process' }, ...options });
}

/** The requests that create something. */
export function creates(service: Sandbox): Sandbox['requests'] {
  return service.requests.filter(({ method, path }) => method === 'POST' && path.endsWith('/process'));
}

/** What a person types to add a connection. */
export interface NewConnection {
  readonly name: string;
  readonly kind: 'Production' | 'Test';
  readonly baseUrl: string;
  readonly token: string;
}

/** Answers the questions of *Add Connection*, which has just been asked for, and waits until they are over. */
export async function typeConnection({ quickInput }: Workbench, asked: NewConnection): Promise<void> {
  await quickInput.waitFor('Name of the connection');
  await quickInput.answer(asked.name);
  await quickInput.waitFor('Base URL of the API');
  await quickInput.answer(asked.baseUrl);
  await quickInput.waitFor('Kind of the connection');
  await quickInput.pick(asked.kind);
  await quickInput.waitFor(`Token of ${asked.name}`);
  await quickInput.answer(asked.token);
  await quickInput.waitUntilClosed();
}

/** Adds a connection by the command, and waits until the window uses it. */
export async function connect(workbench: Workbench, asked: NewConnection): Promise<void> {
  await workbench.runCommand('Chakra: Add Connection…');
  await typeConnection(workbench, asked);
  await workbench.statusBar.waitFor(asked.name);
}

let leads = 0;

/** A payload that a Lead of the sandbox takes, with a primary key of its own. */
export function goodLead(more = ''): string {
  leads += 1;
  return `{
  "data": {
    "lead_id": "LEAD-${process.pid}-${leads}",
    "lastname": "Example",
    "source": "WEB"${more}
  }
}
`;
}

/** Makes a draft by the command, and waits until it can be typed into. Returns the title of its tab. */
export async function createDraft(workbench: Workbench, procedure: string): Promise<string> {
  await workbench.runCommand('Chakra: Create Process');
  await workbench.quickInput.waitFor('Create a process of which procedure?');
  await workbench.quickInput.pick(procedure);
  return draftOpens(workbench, procedure);
}

/** Waits for a draft of a procedure that has been asked for: its snippet is there and its code lens, too. */
export async function draftOpens({ editor }: Workbench, procedure: string): Promise<string> {
  const title = await editor.waitForTab(new RegExp(`^${procedure} \\d+\\.json$`));
  await editor.waitForCodeLens(`Create in ${procedure}`);
  return title;
}
