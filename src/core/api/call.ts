/** A call to the API. */
export interface Call {
  readonly method: 'GET' | 'POST';
  /** Encoded, from `/v1` on. */
  readonly path: string;
  /** Sent as it is. */
  readonly body?: Uint8Array;
  /** Of the body; JSON unless told. */
  readonly contentType?: string;
  /** Carrying it out twice would make two of something. */
  readonly creates: boolean;
  /**
   * Made exactly once, also after a 429 or without a connection: whoever makes many calls paces them all together, and
   * has to see each refusal.
   */
  readonly once?: true;
  /** Of the answer, where less than usual is to be expected. */
  readonly maxBytes?: number;
}
