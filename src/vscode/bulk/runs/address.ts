import type { RunRecord } from '../../../core/bulk/records';
import type { Connection } from '../../../core/connection';

/** Whether a connection leads where a run was sent: the same connection, and the same base URL, since teams may share an origin. */
export function leadsTo(
  connection: Connection | undefined,
  run: RunRecord['connection'],
): connection is Connection {
  if (connection?.id !== run.id || connection.origin !== run.origin) return false;
  return run.baseUrl === undefined || connection.baseUrl === run.baseUrl;
}
