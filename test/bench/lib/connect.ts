import { randomUUID } from 'node:crypto';
import type { Connection } from '../../../src/core/connection';
import type { Services } from '../../../src/vscode/services';

/** Makes a connection the active one of the window, past the questions to the user. */
export async function connectTo(
  { connections, tokens }: Services,
  baseUrl: string,
  token = 'a-token-for-benchmarks',
): Promise<Connection> {
  const connection: Connection = { id: randomUUID(), name: 'Acme', baseUrl, origin: baseUrl, kind: 'test' };
  await tokens.set(connection, token);
  await connections.save(connection);
  await connections.activate(connection);
  return connection;
}
