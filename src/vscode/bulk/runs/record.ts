import { randomUUID } from 'node:crypto';
import { nextRunId } from '../../../core/bulk/book/members';
import type { RunRecord } from '../../../core/bulk/records';
import type { NewRun } from '../types';

/**
 * The first record of a new run.
 * @param earlier the runs that its family has
 */
export function recordOf(wanted: NewRun, earlier: readonly string[], at: number): RunRecord {
  const { connection, procedure, primaryKey, schemaHash, family } = wanted;
  const { id: connectionId, name, kind, origin, baseUrl } = connection;
  const id = family === undefined ? randomUUID() : nextRunId(family, earlier.length);
  return {
    t: 'run',
    version: 1,
    id,
    at,
    file: {
      uri: wanted.file.toString(),
      size: wanted.size,
      sha256: wanted.sha256,
      entries: wanted.index.count,
    },
    connection: { id: connectionId, name, kind, origin, baseUrl },
    procedure: { shortId: procedure.shortId, name: procedure.name },
    ...(primaryKey === undefined ? {} : { primaryKey }),
    ...(schemaHash === undefined ? {} : { schemaHash }),
    entries: wanted.entries.encode(),
    leftOut: wanted.leftOut.encode(),
    family: family ?? id,
    ...(earlier.length === 0 ? {} : { earlier }),
    origin: wanted.origin,
  };
}
