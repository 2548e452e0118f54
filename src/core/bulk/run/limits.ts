/** How much at a time. The numbers may be changed while a run goes on; they hold from the next request on. */
export interface RunLimits {
  /** Entries in one request. The service says "thousands" and no number (section 13 of service-facts). */
  readonly chunkEntries: number;
  /** Bytes in one request; an entry that is larger goes alone (the pre-flight keeps back what is beyond 8 MB, too). */
  readonly chunkBytes: number;
  /** Requests at a time to begin with, polls included. */
  readonly firstInFlight: number;
  /** The most requests at a time that a run grows to. */
  readonly maxInFlight: number;
  /** Chunks whose jobs have not ended; nothing is sent while there are so many. */
  readonly maxJobs: number;
}

export const defaultLimits: RunLimits = {
  chunkEntries: 500,
  chunkBytes: 1_000_000,
  firstInFlight: 2,
  maxInFlight: 6,
  maxJobs: 10,
};
