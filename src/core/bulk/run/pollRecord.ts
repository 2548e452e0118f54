import type { Job } from '../../api/jobs';
import type { PollRecord } from '../records';
import type { TrackedJob } from './tracked';

/** What a job says of itself, as the journal keeps it. */
export function pollRecord(job: TrackedJob, said: Job, at: number, end: PollRecord['end']): PollRecord {
  const { chunk, jobId, warnings } = job;
  const { counts, completionStatus, statusMessage } = said;
  return {
    t: 'poll',
    at,
    chunk,
    jobId,
    ...(counts === undefined ? {} : { counts }),
    ...(completionStatus === undefined ? {} : { completionStatus }),
    ...(statusMessage === undefined ? {} : { statusMessage }),
    ...(warnings === undefined ? {} : { warnings }),
    ...(end === undefined ? {} : { end }),
  };
}
